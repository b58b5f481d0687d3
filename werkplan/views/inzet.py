"""The use of an offer: move it along its life-cycle."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkplan.actions import inzet as actions
from werkplan.forms.plan import NothingForm
from werkplan.forms.steps import StepForm
from werkplan.models import Inzet
from werkplan.policy import open_plan
from werkplan.stepview import step_context
from werkplan.views.frame import attempt, show_page
from werkplan.views.steps import choose, offer_of


@tagged("inzet", "create")
@once
def add(request, public_id, pk):
    """Choose an offer for a step that stands in the plan already."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    step = get_object_or_404(opened.plan.steps, pk=pk)
    step.plan = opened.plan
    offer = offer_of(request)
    if request.method != "POST" or offer is None:
        return choose(request, opened, step=step)
    form = NothingForm(request.POST)
    tried = attempt(form, actions.add_inzet, step=step, offer=offer, by=request.actor) if form.is_valid() else None
    if tried and tried.done:
        messages.success(request, "Het aanbod staat bij de stap. Vraag het aan als de klant het wil.")
        return redirect("werkplan:step", public_id, pk)
    return choose(request, opened, step=step, form=form, status=tried.status if tried else 422)


@require_POST
@tagged("inzet", "decide")
@once
def move(request, public_id, pk):
    """Move an inzet along, with the date, reason or mark of the decision that the move asks."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    inzet = get_object_or_404(opened.plan.inzetten.select_related("step"), pk=pk)
    inzet.plan = opened.plan
    sent = request.POST.copy()
    sent["inzet"] = str(inzet.pk)
    context = step_context(opened, inzet.step_id, posted_inzet=sent)
    form, name = context["used"], request.POST.get("move", "")
    status = 422
    if form is not None and form.is_valid():
        tried = attempt(form, actions.move_inzet, inzet=inzet, move=name, by=request.actor, **form.cleaned_data)
        if tried.done:
            messages.success(request, getattr(Inzet, name).__doc__)
            return redirect("werkplan:step", public_id, inzet.step_id)
        status = tried.status
    step = inzet.step
    values = {key: getattr(step, key) for key in ("title", "who", "due_on", "proof", "version")}
    return show_page(request, "werkplan/step.html", opened, status=status, **context, form=StepForm(initial=values))
