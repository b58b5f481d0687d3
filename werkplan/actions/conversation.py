"""A conversation in one deed: what was done, what comes next, when you meet again, and what was said."""

from django.db import transaction
from django.utils import timezone

from clients.actions.appointments import plan_appointment, settle_appointment
from clients.actions.notes import write_note
from clients.models import Appointment
from werkcentrum.refusal import Refused
from werkplan.actions.steps import add_step, move_step

NOTHING = "Er is nog niets ingevuld. Schrijf iets op, vink een stap af, of maak een afspraak."


@transaction.atomic
def save_conversation(*, client, plan, by, note=None, done=(), step=None, following=None, appointment=None):
    """Keep everything of one conversation, or nothing of it: the first refusal undoes the rest.

    `note`, `step` and `following` are facts of `write_note`, `add_step` and `plan_appointment` (None: not there);
    `done` are steps to finish; `appointment` is the one that this conversation was. Raises what those raise, and
    Refused (422) when nothing was given.
    """
    if not (note or done or step or following):
        raise Refused(NOTHING, field="text")
    for row in done:
        row.plan = plan
        move_step(step=row, move="finish", by=by)
    if step:
        add_step(plan=plan, by=by, **step)
    if appointment and appointment.state == Appointment.State.PLANNED and appointment.starts_at <= timezone.now():
        settle_appointment(appointment=appointment, version=appointment.version, went="hold", by=by)
    if note:
        write_note(client=client, appointment=appointment, by=by, **note)
    return plan_appointment(client=client, by=by, **following) if following else None
