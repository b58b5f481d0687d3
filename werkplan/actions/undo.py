"""Putting back a wrong click on a part of the plan: a deed of its own, after which the log holds both."""

from django.db import IntegrityError, transaction

from clients.timeline import tell
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict, Refused
from werkplan.actions.obstacles import hold_barriers
from werkplan.lifecycle import lifecycle
from werkplan.models import Agreement, Obstacle, Step
from werkplan.next_date import refresh_next_on
from werkplan.policy import hold
from werkplan.undo import NOTHING, before, undoable

AGAIN = "Dit is intussen opnieuw opgeschreven. Ga daarmee verder."
BACK = {
    "goal": "Ongedaan gemaakt: het doel ‘{words}’ staat weer in het plan.",
    "agreement": "Ongedaan gemaakt: de afspraak ‘{words}’ staat weer zoals zij stond.",
    # AVG 9: what it is about stands with the obstacle, for who may read it.
    "obstacle": "Ongedaan gemaakt: wat het lastig maakt, staat er weer.",
}


@lifecycle
def undo_step(*, step, by):
    """Put a step back where it stood before the last move, by who made it, within ten minutes.

    Raises Refused (422) when it is too late or not hers, or when a signature or a decision came after it.
    """
    plan = hold(step.plan, by=by, change=False)
    row = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    row.plan = plan
    move, sentence = undoable(row, by)
    if move is None:
        raise Refused(sentence)
    was, back = row.get_state_display(), before(row, move)
    if back is None:
        raise Refused(NOTHING)
    row.undo(to=back["state"])
    row.save()
    refresh_next_on(plan)
    event = record("werkplan.step_undo", row, by=by, dossier=plan.client_id, undone=move.pk)
    after = row.get_state_display()
    text = f"Ongedaan gemaakt: ‘{row.title}’ is weer {after.lower()}."
    tell(client=plan.client_id, kind="step", text=text, event=event, by=by, before=was, after=after)
    return row


@transaction.atomic
def undo_part(*, part, by):
    """Put a goal, agreement or obstacle back as it was before it was settled, by who did, within ten minutes.

    Raises Refused (422) as `undo_step`, Conflict (409) when the same was written down anew meanwhile.
    """
    plan = (
        hold_barriers(plan=part.plan, kind=part.kind, by=by) if isinstance(part, Obstacle) else hold(part.plan, by=by)
    )
    row = type(part).objects.select_for_update(of=("self",)).get(pk=part.pk)
    row.plan = plan
    move, sentence = undoable(row, by)
    back = before(row, move) if move else None
    if move is None or back is None:
        raise Refused(sentence or NOTHING)
    if _stands_again(row):
        raise Conflict(AGAIN)
    for name, value in back.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save(update_fields=list(back))
    except IntegrityError:
        raise Conflict(AGAIN) from None
    name = row._meta.model_name
    event = record(f"werkplan.undo_{name}", row, by=by, dossier=plan.client_id, undone=move.pk)
    text = BACK[name].format(words=getattr(row, "text", ""))
    tell(client=plan.client_id, kind=name, text=text, event=event, by=by)
    return row


def _stands_again(row):
    """A duty stands in a plan once."""
    if not isinstance(row, Agreement) or row.kind != Agreement.Kind.DUTY:
        return False
    return row.plan.agreements.filter(kind=row.kind, text=row.text, valid_until=None).exclude(pk=row.pk).exists()
