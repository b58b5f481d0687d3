"""The client's own word on the portal: yes or no to a step, and what she proposes herself."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkplan import shown
from werkplan.actions import answers, proposals
from werkplan.catalogue import SENTENCES, sentences_of
from werkplan.forms.answers import DIRECTIONS, NotHappyForm, OwnGoalForm, OwnStepForm, ReadForm
from werkplan.mine import open_own
from werkplan.views.frame import attempt
from werkplan.words import step_line

CATALOGUE = [(label, sentences_of(kind)) for kind, label in DIRECTIONS.items()]


def _plan(request):
    own = open_own(request.actor, part="own_plan", needs=P.OWN_PLAN_AGREE)
    if own.plan is None:
        raise Http404
    return own


def _step(request, pk):
    own = _plan(request)
    step = get_object_or_404(own.plan.steps, pk=pk)
    step.plan = own.plan
    return own, step


@require_POST
@tagged("step", "edit", needs=P.OWN_PLAN_AGREE)
@once
def agree(request, pk):
    """Yes to a step, exactly as she read it."""
    own, step = _step(request, pk)
    form, status = ReadForm(request.POST), 422
    if form.is_valid():
        tried = attempt(form, answers.agree_step, step=step, by=request.actor, **form.cleaned_data)
        if tried.done:
            messages.success(request, "Goed. Deze stap is afgesproken.")
            return redirect("werkplan:my_plan")
        status = tried.status
    return _page(request, own, step, form, NotHappyForm(initial={"version": _version(form, step)}), status)


@tagged("step", "edit", needs=P.OWN_PLAN_AGREE)
@once
def not_happy(request, pk):
    """No to a step, in her own words; she is answered."""
    own, step = _step(request, pk)
    form = NotHappyForm(request.POST if request.method == "POST" else None, initial={"version": step.version})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        tried = attempt(form, answers.object_to_step, step=step, by=request.actor, **form.cleaned_data)
        if tried.done:
            messages.success(request, "Goed dat u het zegt. Uw begeleider leest het en geeft u antwoord.")
            return redirect("werkplan:my_plan")
        status = tried.status
    return _page(request, own, step, ReadForm(initial={"version": _version(form, step)}), form, status)


def _version(form, step):
    return form.theirs.version if hasattr(form, "theirs") else step.version


def _page(request, own, step, yes, no, status):
    """The step as it reads now, with both answers; who came too late finds her words still there."""
    step.refresh_from_db()
    context = {
        "step": shown.show("step", step, own.stance.groups),
        "line": step_line(step),
        "late": any(hasattr(form, "theirs") for form in (yes, no)),
        "yes": ReadForm(initial={"version": step.version}),
        "said": yes,
        "no": no,
        "may_say_yes": step.state == "voorgesteld" and not step.by_client,
    }
    return render(request, "portal/step_say.html", context, status=status)


@tagged("goal", "create", needs=P.OWN_PLAN_AGREE)
@once
def goal(request):
    """A goal of her own, from a sentence or in her own words."""
    own = _plan(request)
    picked = SENTENCES.get(request.GET.get("zin", ""))
    initial = {"text": picked.sentence, "kind": picked.direction} if picked else {}
    form = OwnGoalForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        tried = attempt(form, proposals.propose_goal, plan=own.plan, by=request.actor, **form.cleaned_data)
        if tried.done:
            messages.success(request, "Uw doel staat in het plan. Uw begeleider leest het en praat er met u over.")
            return redirect("werkplan:my_plan")
        status = tried.status
    return render(request, "portal/goal_propose.html", {"form": form, "catalogue": CATALOGUE}, status=status)


@tagged("step", "create", needs=P.OWN_PLAN_AGREE)
@once
def step(request):
    """A step that she proposes to take herself."""
    own = _plan(request)
    goals = own.plan.goals.filter(dropped_reason="", reached_on=None)
    form = OwnStepForm(request.POST if request.method == "POST" else None, goals=goals)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        tried = attempt(form, proposals.propose_step, plan=own.plan, by=request.actor, **form.cleaned_data)
        if tried.done:
            messages.success(request, "Uw voorstel staat in het plan. Uw begeleider zegt ja, of nee met een reden.")
            return redirect("werkplan:my_plan")
        status = tried.status
    return render(request, "portal/step_propose.html", {"form": form, "goals": bool(goals)}, status=status)
