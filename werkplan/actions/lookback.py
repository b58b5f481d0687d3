"""Closing a plan with a look back; what is still open stays, for who goes on with it."""

from django.utils import timezone

from clients.timeline import tell
from werkcentrum.audit.record import record
from werkcentrum.refusal import Refused
from werkplan import rules
from werkplan.actions.plan import close
from werkplan.lifecycle import lifecycle
from werkplan.models import Agreement, ClosingReview, Werkplan
from werkplan.policy import hold, needs_of

REACHED = ClosingReview.Outcome.REACHED


@lifecycle
def close_with_review(*, plan, reason, outcomes, by, own_words=""):
    """Close the plan and write down what became of each goal: `outcomes` is {goal id: (outcome, what helped)}.

    A goal that is reached says so in the plan; others, open steps and obstacles stay for the next lead. Raises Refused
    when the reason does not hold (domain 3.3), Conflict while an offer runs.
    """
    held = hold(plan, by=by, needs=needs_of(Werkplan, "close"), change=False)
    duties = held.agreements.filter(kind=Agreement.Kind.DUTY, valid_until=None).exists()
    if sentence := rules.why_not_close(reason, duties):
        raise Refused(sentence, field="reason")
    goals = list(held.goals.filter(dropped_reason=""))
    if missing := [goal for goal in goals if goal.pk not in outcomes]:
        raise Refused(f"Zeg ook wat er van dit doel kwam: ‘{missing[0].text}’.")
    content = _content(held, goals, outcomes)
    _reach(goals, outcomes)
    closed = close(plan=plan, reason=reason, by=by)
    review = ClosingReview.objects.create(
        plan=closed, reason=reason, content=content, own_words=own_words.strip(),
        closed_on=timezone.localdate(), recorded_by=by.user,
    )  # fmt: skip
    event = record("werkplan.close_review", review, by=by, dossier=closed.client_id, reason=str(reason))
    text = "Bij het afsluiten is samen teruggekeken op het plan."
    tell(client=closed.client_id, kind="plan", text=text, event=event, by=by, milestone=True)
    return review


def _content(held, goals, outcomes):
    return {
        "goals": [
            {"id": goal.pk, "text": goal.text, "outcome": outcomes[goal.pk][0], "helped": outcomes[goal.pk][1]}
            for goal in goals
        ],
        "steps": list(held.steps.filter(state__in=rules.OPEN_STEP).values_list("title", flat=True)),
        "obstacles": list(held.obstacles.filter(solved_on=None).values_list("pk", flat=True)),
    }


def _reach(goals, outcomes):
    for goal in goals:
        if outcomes[goal.pk][0] == REACHED and goal.reached_on is None:
            goal.reached_on, goal.proposed = timezone.localdate(), False
            goal.save(update_fields=["reached_on", "proposed"])
