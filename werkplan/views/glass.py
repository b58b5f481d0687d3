"""The page of emergency access: read-only, for an hour, of one person."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.access.glass.actions import end_glass
from werkcentrum.access.glass.queries import live_glass
from werkcentrum.access.models import Glass
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkplan.glass import glass_page


@tagged("glass", "read")
@require_safe
def show(request, public_id):
    """What there is to see for as long as it lasts; after that, the way back."""
    page = glass_page(request.actor, public_id)
    if page is None:
        if Glass.objects.filter(public_id=public_id, user=request.actor.user).exists():
            return _over(request)
        raise Http404
    if not request.actor.may(P.GLASS_BREAK):
        request.actor.shown.clear()
        request.actor.require(P.GLASS_BREAK)
    return render(request, "werkplan/glass.html", {"page": page})


def _over(request):
    messages.info(request, "Uw noodtoegang is voorbij. Is er weer haast? Zoek de klant opnieuw op.")
    return redirect("clients:find")


@tagged("glass", "edit")
@require_POST
@once
def stop(request, public_id):
    """End it before the hour is over."""
    glass = live_glass(request.actor).filter(public_id=public_id).first()
    if glass is None:
        raise Http404
    request.actor.require(P.GLASS_BREAK)
    end_glass(glass=glass, by=request.actor)
    messages.success(request, "Noodtoegang is gestopt.")
    return redirect("clients:find")
