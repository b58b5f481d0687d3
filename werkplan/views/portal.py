"""The client's own pages: her steps of this week, and her plan."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from clients.header import path_to
from clients.shown import person
from werkcentrum.access.routes import tagged
from werkcentrum.audit.record import record
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkplan import shown
from werkplan.actions import client as actions
from werkplan.actions.consent import agree_by_client, disagree_by_client
from werkplan.contents import read_contents
from werkplan.elsewhere import elsewhere_of_person
from werkplan.forms.portal import AgreeForm, FailsForm, ViewForm
from werkplan.lookback import obstacles_of
from werkplan.mine import agreed, change_of, ending, helper_of, open_own, this_week, where_it_stands
from werkplan.models.plan import State
from werkplan.said import NOTHING, voices_of
from werkplan.signals.lines import of_oneself
from werkplan.snapshot import digest, snapshot
from werkplan.views.frame import attempt


@require_GET
@tagged("plan", "read", needs=P.OWN_PLAN_READ)
def my_steps(request):
    """This week: at most three things, who helps, what changes."""
    own = open_own(request.actor, part="own_steps")
    steps, more = this_week(own.plan)
    context = {
        "client": person(own),
        "plan": own.plan is not None,
        "steps": [shown.show("step", step, own.stance.groups) for step in steps],
        "more": more,
        "today": timezone.localdate(),
        "helper": helper_of(own.client),
        "change": change_of(own.client),
        "ending": ending(own.client),
        "coming": of_oneself(own.client, timezone.localdate()),
        "who_looked": path_to("clients:my_looks"),
    }
    return render(request, "portal/my_steps.html", context)


@require_POST
@tagged("step", "edit", needs=P.OWN_PLAN_AGREE)
@once
def done(request, pk):
    """Tick an own step."""
    own, step = _own_step(request, pk)
    form = AgreeForm({"seen": "-"})
    if form.is_valid():
        tried = attempt(form, actions.step_done, step=step, on=timezone.localdate(), by=request.actor)
        if tried.done:
            messages.success(request, f"Goed gedaan! ‘{step.title}’ is klaar.")
            return redirect("werkplan:my_steps")
    context = {"step": shown.show("step", step, own.stance.groups), "errors": form.non_field_errors(), "form": None}
    return render(request, "portal/step_fails.html", context, status=tried.status)


@tagged("step", "edit", needs=P.OWN_PLAN_AGREE)
@once
def fails(request, pk):
    """Say in own words what does not work out."""
    own, step = _own_step(request, pk)
    form, status = FailsForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            tried = attempt(form, actions.step_fails, step=step, by=request.actor, **form.cleaned_data)
            if tried.done:
                messages.success(request, "Goed dat u het zegt. Uw begeleider leest het en zoekt met u een andere weg.")
                return redirect("werkplan:my_steps")
            status = tried.status
    return render(
        request,
        "portal/step_fails.html",
        {"step": shown.show("step", step, own.stance.groups), "form": form},
        status=status,
    )


def _own_step(request, pk):
    own = open_own(request.actor, part="own_steps", needs=P.OWN_PLAN_AGREE)
    if own.plan is None:
        raise Http404
    step = get_object_or_404(own.plan.steps, pk=pk)
    step.plan = own.plan
    return own, step


@require_GET
@tagged("plan", "read", needs=P.OWN_PLAN_READ)
def my_plan(request):
    """The plan in plain words, with the question whether she agrees when it lies before her."""
    return _show_plan(request, open_own(request.actor, part="own_plan"))


def _show_plan(request, own, bad=None, status=200):
    if own.plan is None:
        others = elsewhere_of_person(own.client, own.stance.groups, timezone.localdate())
        return render(request, "portal/my_plan_none.html", {"helper": helper_of(own.client), "elsewhere": others})
    contents, voices = read_contents(own.plan), voices_of(own.plan)
    seen = digest(snapshot(own.plan, contents))
    today = timezone.localdate()
    context = {
        "plan": shown.show("plan", own.plan, own.stance.groups),
        "goals": [
            (goal, [(step, where_it_stands(step, voices.get(step.pk, NOTHING))) for step in goal.steps])
            for goal in contents.goals
            if not goal.dropped_reason or goal.by_client
        ],
        "obstacles": [
            shown.show("obstacle", row, own.stance.groups)
            for row in obstacles_of(own.plan, own.stance.groups, municipal=True) or ()
            if not row.solved_on
        ],
        "agreements": agreed(contents, today),
        "elsewhere": elsewhere_of_person(own.client, own.stance.groups, today),
        "may_say": own.plan.state != State.CLOSED,
        "may_propose": own.plan.state not in (State.CLOSED, State.FOR_CONSENT),
        "asks": own.plan.state == State.FOR_CONSENT,
        "agree": AgreeForm(initial={"seen": seen}),
        "view": bad or ViewForm(initial={"words": own.plan.own_view, "seen": seen}),
        "bad": bad,
        "helper": helper_of(own.client),
        "change": change_of(own.client),
    }
    return render(request, "portal/my_plan.html", context, status=status)


@require_POST
@tagged("consent", "decide", needs=P.OWN_PLAN_AGREE)
@once
def agree(request):
    """Agree on screen to exactly the plan that was read."""
    own = _with_plan(request)
    form = AgreeForm(request.POST)
    if not form.is_valid():
        return _show_plan(request, own, form, status=422)
    tried = attempt(form, agree_by_client, plan=own.plan, by=request.actor, **form.cleaned_data)
    if not tried.done:
        return _show_plan(request, own, form, status=tried.status)
    messages.success(request, "U bent het eens met het plan. Het ligt nu vast en kan beginnen.")
    return redirect("werkplan:my_plan")


@require_POST
@tagged("consent", "edit", needs=P.OWN_PLAN_AGREE)
@once
def own_view(request):
    """Write what she thinks of it; with the button "niet akkoord" that is her answer to the plan."""
    own = _with_plan(request)
    form = ViewForm(request.POST)
    if not form.is_valid():
        return _show_plan(request, own, form, status=422)
    words, seen = form.cleaned_data["words"], form.cleaned_data["seen"]
    if "disagree" in request.POST:
        tried = attempt(form, disagree_by_client, plan=own.plan, own_words=words, seen=seen, by=request.actor)
    else:
        tried = attempt(form, actions.say_own_view, plan=own.plan, words=words, by=request.actor)
    if not tried.done:
        return _show_plan(request, own, form, status=tried.status)
    messages.success(request, "Uw woorden staan in het plan. Uw begeleider leest ze.")
    return redirect("werkplan:my_plan")


def _with_plan(request):
    own = open_own(request.actor, part="own_plan", needs=P.OWN_PLAN_AGREE)
    if own.plan is None:
        raise Http404
    return own


@require_GET
@tagged("document", "print", needs=P.OWN_PLAN_READ)
def my_plan_pdf(request):
    """The own plan as PDF, to take along."""
    from werkplan.pdf.document import plan_document

    own = open_own(request.actor, part="own_pdf")
    if own.plan is None:
        raise Http404
    helper = helper_of(own.client)
    try:
        body = plan_document(own.client, snapshot(own.plan, coach=helper.name if helper else ""), version=None)
    except Refused as no:
        messages.error(request, no.sentence)
        return redirect("werkplan:my_plan")
    record("werkplan.print_plan", own.plan, by=request.actor, dossier=own.client.pk, version=0)
    headers = {"Content-Disposition": 'inline; filename="mijn-plan.pdf"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)
