"""Goals: write down what the client wants, change it, reach it or let it go."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkplan import shown
from werkplan.actions import goals as actions
from werkplan.catalogue import SENTENCES, sentences_of
from werkplan.forms.plan import GoalForm, ReasonForm
from werkplan.models import Goal
from werkplan.policy import open_plan
from werkplan.views.frame import attempt, show_page
from werkplan.views.undo import offering, put_back

DIRECTIONS = [(kind.label, sentences_of(kind)) for kind in Goal.Kind]


def _picked(request):
    """The sentence of the catalogue that the address names, to start from."""
    picked = SENTENCES.get(request.GET.get("zin", ""))
    return {"text": picked.sentence, "kind": picked.direction} if picked else {}


@tagged("goal", "create")
@once
def add(request, public_id):
    """A new goal, in the client's own words or starting from a sentence of the catalogue."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    form = GoalForm(request.POST or None, initial=_picked(request))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        facts = {"text": form.cleaned_data["text"], "kind": form.cleaned_data["kind"]}
        tried = attempt(form, actions.add_goal, plan=opened.plan, by=request.actor, **facts)
        if tried.done:
            messages.success(request, "Het doel staat in het plan. Welke stap hoort erbij?")
            return redirect("werkplan:plan", public_id)
        status = tried.status
    return show_page(request, "werkplan/goal_add.html", opened, status=status, form=form, directions=DIRECTIONS)


@tagged("goal", "edit")
@once
def edit(request, public_id, pk):
    """Other words for a goal."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    goal = get_object_or_404(opened.plan.goals, pk=pk)
    form = GoalForm(request.POST or None, initial={"text": goal.text, "kind": goal.kind, "version": goal.version})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        facts = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
        tried = attempt(form, actions.edit_goal, goal=goal, by=request.actor, **facts)
        if tried.done:
            messages.success(request, "Het doel is gewijzigd.")
            return redirect("werkplan:plan", public_id)
        status = tried.status
    return _edit_page(request, opened, goal, form, ReasonForm(prefix="weg"), status)


def _edit_page(request, opened, goal, form, drop, status):
    goal = shown.show("goal", goal, opened.stance.groups)
    return show_page(request, "werkplan/goal_edit.html", opened, status=status, form=form, goal=goal, drop=drop)


@require_POST
@tagged("goal", "decide")
@once
def settle(request, public_id, pk):
    """The goal is reached, let go with a reason, or what was said of it a moment ago is put back."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    goal = get_object_or_404(opened.plan.goals, pk=pk)
    if "put_back" in request.POST:
        return put_back(request, goal, "werkplan:plan", public_id)
    drop = ReasonForm(request.POST, prefix="weg")
    if "reached" in request.POST:
        drop = ReasonForm({"weg-reason": "-"}, prefix="weg")
        tried = attempt(drop, actions.reach_goal, goal=goal, by=request.actor) if drop.is_valid() else None
    else:
        tried = (
            attempt(drop, actions.drop_goal, goal=goal, by=request.actor, **drop.cleaned_data)
            if drop.is_valid()
            else None
        )
    if tried and tried.done:
        messages.success(request, "Bewaard.")
        return redirect(offering(goal, "werkplan:plan", public_id))
    form = GoalForm(initial={"text": goal.text, "kind": goal.kind, "version": goal.version})
    status = tried.status if tried else 422
    return _edit_page(request, opened, goal, form, drop, status)
