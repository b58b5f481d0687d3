"""One move of a life-cycle: whoever comes second gets a sentence, and what was done is logged and told."""

import functools

from django.db import transaction
from django_fsm import ConcurrentTransition, TransitionNotAllowed

from clients.timeline import tell
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict
from werkplan.models import Werkplan
from werkplan.next_date import refresh_next_on
from werkplan.policy import hold, needs_of

TOO_LATE = "Dit kan nu niet (meer). Misschien was iemand anders u voor. Kijk hoe het er nu voor staat en kies opnieuw."


def lifecycle(action):
    """Decorate an action: a move that the life-cycle does not allow (any more) is a conflict with a sentence (409)."""

    @functools.wraps(action)
    def guarded(**facts):
        try:
            with transaction.atomic():
                return action(**facts)
        except (TransitionNotAllowed, ConcurrentTransition):
            raise Conflict(TOO_LATE) from None

    return guarded


def move_plan(plan, name, *, by, text, note=None, **facts) -> Werkplan:
    """Make transition `name` of a plan; save, log (`note`: codes) and tell. Raises TransitionNotAllowed."""
    held = hold(plan, by=by, needs=needs_of(Werkplan, name), change=False)
    before = held.get_state_display()
    getattr(held, name)(**facts)
    held.save()
    refresh_next_on(held)
    event = record(f"werkplan.{name}", held, by=by, dossier=held.client_id, **(note or {}))
    after = held.get_state_display()
    tell(client=held.client_id, kind="plan", text=text, event=event, by=by, milestone=True, before=before, after=after)
    return held


def move_part(part, name, *, by, text, milestone=False, note=None, **facts):
    """Make transition `name` of a step or inzet whose plan is held; save, log and tell. Raises TransitionNotAllowed."""
    before = part.get_state_display()
    getattr(part, name)(**facts)
    part.save()
    refresh_next_on(part.plan)
    kind = part._meta.model_name
    dossier = part.plan.client_id
    event = record(f"werkplan.{kind}_{name}", part, by=by, dossier=dossier, **(note or {}))
    after = part.get_state_display()
    lines = {"before": before, "after": after, "why": facts.get("reason", "")}
    tell(client=dossier, kind=kind, text=text, event=event, by=by, milestone=milestone, **lines)
    return part
