"""The order of goals and steps: what matters most stands on top. One place up or down at a time."""

from django.db import transaction

from clients.timeline import tell
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict
from werkplan import rules
from werkplan.models import Goal
from werkplan.policy import hold

TOLD = {"goal": "De volgorde van de doelen is anders.", "step": "De volgorde van de stappen is anders."}
AT_THE_END = "Dit staat al bovenaan of onderaan. Kijk hieronder hoe de volgorde nu is."


@transaction.atomic
def move_goal(*, goal, up, by):
    """Move a goal one place up, or down; let-go goals do not count. Raises Conflict at the end of the list."""
    held = hold(goal.plan, by=by)
    return _move(held, list(held.goals.filter(dropped_reason="")), goal, up, by)


@transaction.atomic
def move_step(*, step, up, by):
    """Move a step one place up under its goal, or down; steps that fell away do not count. Raises Conflict as above."""
    held = hold(step.plan, by=by)
    rows = held.steps.filter(goal=step.goal_id).exclude(state__in=rules.GONE_STEP)
    return _move(held, list(rows), step, up, by)


def _move(held, rows, row, up, by):
    at = next((number for number, other in enumerate(rows) if other.pk == row.pk), -1)
    to = at - 1 if up else at + 1
    if at < 0 or to not in range(len(rows)):
        raise Conflict(AT_THE_END)
    rows[at], rows[to] = rows[to], rows[at]
    for position, other in enumerate(rows, start=1):
        if other.position != position:
            other.position = position
            other.save(update_fields=["position"])
    kind = "goal" if isinstance(row, Goal) else "step"
    event = record(f"werkplan.order_{kind}", row, by=by, dossier=held.client_id, before=at + 1, after=to + 1)
    tell(client=held.client_id, kind=kind, text=TOLD[kind], event=event, by=by)
    return rows[to]
