"""Emergency access: asking for it. What it shows is a page of the plan's floor, `werkplan:glass`."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clients.actions import glass as actions
from clients.forms.glass import GlassForm
from clients.lookup import looked_up
from werkcentrum.access.glass.actions import may_take
from werkcentrum.access.glass.queries import taken_lately, weekly_limit, why_off
from werkcentrum.access.routes import tagged
from werkcentrum.access.stepup import step_up
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission
from werkcentrum.refusal import Refused


@tagged("glass", "create", needs=Permission.GLASS_BREAK)
@require_http_methods(["GET", "POST"])
@step_up
@once
def take(request):
    """Why, in a reason and in words; then an hour of reading. Comes from the answer of a look-up, by POST only."""
    token = request.POST.get("token", "")
    if not may_take(request.actor) or looked_up(request.actor, token) is None:
        messages.info(request, "Zoek de klant eerst op. Noodtoegang kan tot 15 minuten na het opzoeken.")
        return redirect("clients:find")
    if "begin" in request.POST:
        return _page(request, GlassForm(initial={"token": token}))
    form = GlassForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    said = {name: form.cleaned_data[name] for name in ("token", "reason", "explanation")}
    try:
        glass = actions.take(by=request.actor, **said)
    except Refused as no:
        form.add_error(None, no.sentence)
        return _page(request, form, no.status)
    return redirect("werkplan:glass", glass.public_id)


def _page(request, form, status=200):
    today = timezone.localdate()
    context = {
        "form": form,
        "off": why_off(request.actor.user, today),
        "left": max(weekly_limit(today) - taken_lately(request.actor.user), 0),
        "most": weekly_limit(today),
    }
    return render(request, "clients/glass_take.html", context, status=status)
