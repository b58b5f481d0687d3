"""Putting back a move of a step that was a wrong click: a deed of its own, after which the log holds both."""

from clients.timeline import tell
from werkcentrum.audit.record import record
from werkcentrum.refusal import Refused
from werkplan.lifecycle import lifecycle
from werkplan.models import Step
from werkplan.next_date import refresh_next_on
from werkplan.policy import hold
from werkplan.undo import NOTHING, state_before, undoable


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
    was, to = row.get_state_display(), state_before(row, move)
    if not to:
        raise Refused(NOTHING)
    row.undo(to=to)
    row.save()
    refresh_next_on(plan)
    event = record("werkplan.step_undo", row, by=by, dossier=plan.client_id, undone=move.pk)
    after = row.get_state_display()
    text = f"Ongedaan gemaakt: ‘{row.title}’ is weer {after.lower()}."
    tell(client=plan.client_id, kind="step", text=text, event=event, by=by, before=was, after=after)
    return row
