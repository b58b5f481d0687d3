"""One signal: what is coming, why, what one can do now, and putting it aside."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkplan.actions import signals as actions
from werkplan.forms.plan import NothingForm
from werkplan.forms.signals import AsideForm
from werkplan.models import Signal
from werkplan.policy import open_plan
from werkplan.signals.lines import one
from werkplan.views.frame import attempt, show_page

DONE = {True: "Opzij gelegd. Verandert de datum, dan komt het terug.", False: "Het signaal staat weer in de lijst."}


@tagged("signal", "decide")
@once
def show(request, public_id, pk):
    """Read it, put it aside with a reason, or have it back."""
    opened = open_plan(request.actor, public_id, part="signal", needs=P.WERKPLAN_EDIT, missing_ok=True)
    signal = get_object_or_404(Signal.objects.visible_to(request.actor).open(), pk=pk, client=opened.client.pk)
    line = one(opened, signal, timezone.localdate())
    if line is None:
        raise Http404
    aside = not line.aside
    form = (AsideForm if aside else NothingForm)(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        action = actions.put_aside if aside else actions.bring_back
        tried = attempt(form, action, signal=signal, by=request.actor, **form.cleaned_data)
        if tried.done:
            messages.success(request, DONE[aside])
            return redirect("werkplan:plan", public_id)
        status = tried.status
    return show_page(request, "werkplan/signal.html", opened, status=status, form=form, line=line)
