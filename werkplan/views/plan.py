"""The plan page, starting a plan, and the moves of its life-cycle."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from clients.header import header_of
from clients.shown import person
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkplan import planmoves, shown
from werkplan.actions import plan as actions
from werkplan.actions.consent import take_back
from werkplan.board import board_of
from werkplan.contents import read_contents
from werkplan.elsewhere import elsewhere_of, elsewhere_of_person
from werkplan.forms.plan import MOVE_FORMS, NothingForm
from werkplan.models import PlanVersion, Werkplan
from werkplan.models.plan import PauseReason
from werkplan.policy import open_plan
from werkplan.signals.lines import of_dossier
from werkplan.snapshot import differences, snapshot, words
from werkplan.views.frame import attempt, show_page
from werkplan.views.undo import offer_of

ACTIONS = {name: getattr(actions, name) for name in planmoves.MOVES if name not in ("take_back", "close")} | {
    "take_back": take_back
}


@tagged("plan", "read")
def show(request, public_id):
    """The plan: goals with their board, agreements, and what must be decided now."""
    opened = open_plan(request.actor, public_id, missing_ok=True, whole=True)
    if opened.plan is None:
        others = elsewhere_of_person(opened.client, opened.stance.groups, timezone.localdate())
        facts = {"may_start": opened.may_edit, "may_change": opened.may_edit, "elsewhere": others}
        return show_page(request, "werkplan/plan_none.html", opened, **facts)
    return render(request, "werkplan/plan.html", plan_context(opened) | {"undo": offer_of(request, opened)})


def plan_context(opened):
    """Everything the plan page shows, in three queries after the dossier is open; the plan was read `whole`."""
    plan, today = opened.plan, timezone.localdate()
    contents = read_contents(plan)
    last = plan.last_version
    changed = bool(last and differences(last["content"], snapshot(plan, contents)))
    moves = opened.moves(Werkplan, plan.state)
    acts = [(name, planmoves.words_of(name, plan.state)) for name in planmoves.MOVES if name in moves]
    waits, aside = of_dossier(opened, today)
    first = planmoves.next_act(plan, contents, moves)
    return {
        "header": header_of(opened, "plan"),
        "client": person(opened),
        "plan": shown.show("plan", plan, opened.stance.groups),
        "look": planmoves.LOOK[plan.state],
        "pause": PauseReason(plan.pause_reason).label if plan.pause_reason else "",
        "board": board_of(opened, contents, today, version=last and last["number"], changed=changed),
        "signals": waits,
        "aside": aside,
        "last": last and _said(last),
        "first": first and _first(first, opened.client.public_id),
        "elsewhere": elsewhere_of(plan.card_rows, plan.above_rows, opened.stance.groups, today),
        "moves": [(name, words) for name, words in acts if not (first and first[2] == name)],
        "may_change": opened.may_edit and plan.state not in ("ter_akkoord", "afgesloten"),
    }


def _said(last):
    answer = PlanVersion.Answer(last["answer"]).label.lower()
    return f"Versie {last['number']}: {answer}, {words(last['answered_on'])}"


def _first(act, public_id):
    sentence, route, name, label = act
    args = [public_id, name] if name else [public_id]
    return {"text": sentence, "url": reverse(f"werkplan:{route}", args=args), "label": label}


@require_POST
@tagged("plan", "create")
@once
def start(request, public_id):
    """Start the plan of this person."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT, missing_ok=True)
    try:
        actions.start_plan(client=opened.client, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
        again = open_plan(request.actor, public_id, whole=True)
        return render(request, "werkplan/plan.html", plan_context(again), status=no.status)
    messages.success(request, "Het plan is begonnen. Schrijf nu op wat de klant wil.")
    return redirect("werkplan:goal_add", public_id)


@tagged("plan", "decide")
@once
def move(request, public_id, name):
    """Read what a move of the plan means, fill in what it needs, and do it."""
    if name == "close":
        return redirect("werkplan:plan_close", public_id)  # a plan closes with a look back
    if name not in ACTIONS:
        raise Http404
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    form = MOVE_FORMS.get(name, NothingForm)(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            tried = attempt(form, ACTIONS[name], plan=opened.plan, by=request.actor, **form.cleaned_data)
            if tried.done:
                messages.success(request, getattr(Werkplan, name).__doc__)
                return redirect("werkplan:plan", public_id)
            status = tried.status
    context = {"form": form, "words": planmoves.words_of(name, opened.plan.state), "name": name}
    return show_page(request, "werkplan/plan_move.html", opened, status=status, **context)
