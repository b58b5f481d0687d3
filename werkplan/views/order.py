"""The order of goals and steps: a list with a button up and a button down."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkplan import rules
from werkplan.actions import order as actions
from werkplan.contents import read_contents
from werkplan.forms.plan import OrderForm
from werkplan.policy import open_plan
from werkplan.views.frame import attempt, show_page


@tagged("goal", "edit")
@once
def show(request, public_id):
    """Goals and steps in their order; every button is one place, and works without script."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    form, status = OrderForm(request.POST if request.method == "POST" else None), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            tried = _move(form, opened.plan, request.actor)
            if tried.done:
                return redirect(f"{reverse('werkplan:order', args=[public_id])}#rij-{form.cleaned_data['what']}")
            status = tried.status
    goals = [goal for goal in read_contents(opened.plan).goals if not goal.dropped_reason]
    lines = [(goal, [step for step in goal.steps if step.state not in rules.GONE_STEP]) for goal in goals]
    return show_page(request, "werkplan/order.html", opened, status=status, form=form, lines=lines)


def _move(form, plan, by):
    kind, _, pk = form.cleaned_data["what"].partition("-")
    up = form.cleaned_data["move"] == "omhoog"
    if kind == "doel":
        goal = get_object_or_404(plan.goals, pk=pk)
        goal.plan = plan
        return attempt(form, actions.move_goal, goal=goal, up=up, by=by)
    step = get_object_or_404(plan.steps, pk=pk)
    step.plan = plan
    return attempt(form, actions.move_step, step=step, up=up, by=by)
