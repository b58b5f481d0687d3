"""What the client says about a step: write it down for her, and answer her."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkplan import shown
from werkplan.actions import answers as actions
from werkplan.actions.proposals import adopt_goal
from werkplan.forms.answers import ReplyForm, SaidForm
from werkplan.forms.plan import NothingForm
from werkplan.models import StepAnswer
from werkplan.policy import open_plan
from werkplan.said import NOTHING, voices_of
from werkplan.views.frame import attempt, show_page


def _step(opened, pk):
    step = get_object_or_404(opened.plan.steps.select_related("goal"), pk=pk)
    step.plan = opened.plan
    return step


@tagged("step", "decide")
@once
def reply(request, public_id, pk):
    """Answer what the client is not happy with, in words."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    step = _step(opened, pk)
    waiting = StepAnswer.objects.filter(step=step, said=StepAnswer.Said.OBJECTS, replied_at=None).first()
    form, status = ReplyForm(request.POST if request.method == "POST" else None), 200
    if form.is_bound:
        status = 422
        answer = waiting or step.answers.filter(said=StepAnswer.Said.OBJECTS).first()
        if form.is_valid() and answer:
            tried = attempt(form, actions.answer_objection, answer=answer, by=request.actor, **form.cleaned_data)
            if tried.done:
                messages.success(request, "Uw antwoord is bewaard. De klant ziet het in Mijn Werkcentrum.")
                return redirect("werkplan:step", public_id, pk)
            status = tried.status
    context = {"step": shown.show("step", step, opened.stance.groups), "waiting": bool(waiting), "form": form}
    voice = voices_of(opened.plan).get(step.pk, NOTHING)
    return show_page(request, "werkplan/step_reply.html", opened, status=status, voice=voice, **context)


@tagged("consent", "decide")
@once
def said(request, public_id, pk):
    """Write down what the client said about a step on paper or at the table."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_AGREE)
    step = _step(opened, pk)
    form = SaidForm(request.POST if request.method == "POST" else None, initial={"version": step.version})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("said", "way", "words")}
        facts |= {"version": form.cleaned_data["version"] or 0, "on": form.cleaned_data["said_on"]}
        tried = attempt(form, actions.record_answer, step=step, by=request.actor, **facts)
        if tried.done:
            messages.success(request, "Vastgelegd. Het telt net zo als digitaal.")
            return redirect("werkplan:step", public_id, pk)
        status = tried.status
    shows = shown.show("step", step, opened.stance.groups)
    return show_page(request, "werkplan/step_said.html", opened, status=status, form=form, step=shows)


@tagged("goal", "decide")
@once
def adopt(request, public_id, pk):
    """Say yes to a goal that the client wrote down."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    goal = get_object_or_404(opened.plan.goals, pk=pk)
    goal.plan = opened.plan
    form, status = NothingForm(request.POST if request.method == "POST" else None), 200
    if form.is_bound and form.is_valid():
        tried = attempt(form, adopt_goal, goal=goal, by=request.actor)
        if tried.done:
            messages.success(request, "Het doel staat in het plan. Welke stap hoort erbij?")
            return redirect("werkplan:plan", public_id)
        status = tried.status
    shows = shown.show("goal", goal, opened.stance.groups)
    return show_page(request, "werkplan/goal_adopt.html", opened, status=status, form=form, goal=shows)
