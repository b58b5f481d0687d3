"""The warm handover: giver, receiver and client meet before somebody takes over. The clock runs on."""

from django.db import transaction
from django.utils import timezone

from clients.actions.appointments import plan_appointment
from clients.offered import hold, require_assigned
from clients.timeline import tell
from werkcentrum.access import policy
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P

SUBJECT = "Kennismaken met uw nieuwe begeleider"
BETWEEN_US = "Overleg over de overdracht"


@transaction.atomic
def plan_meeting(*, handover, starts_at, minutes, way, place, with_client, by, sure=False):
    """Plan one appointment of giver and receiver, with the client unless she is left out; both may propose it.

    While nobody is named yet the receiving partner is asked as such. Raises as `plan_appointment`; Conflict when the
    offer was decided.
    """
    handover = hold(handover)
    lead = Involvement.objects.select_related("user", "participation").get(
        dossier=handover.client_id, relation=Relation.LEAD, valid_until=None
    )
    if by.cell.pk == handover.to_participation_id:
        require_assigned(handover, by)
        needs, guests = P.HANDOVER_DECIDE, [(lead.user, lead.participation)]
    else:
        policy.require(by, P.HANDOVER_OFFER, handover.client_id)
        needs, guests = P.HANDOVER_OFFER, [(handover.assigned_to, handover.to_participation)]
    made = plan_appointment(
        client=handover.client, starts_at=starts_at, minutes=minutes, way=way, place=place, with_client=with_client,
        subject=SUBJECT if with_client else BETWEEN_US, guests=guests, by=by, sure=sure, needs=needs,
    )  # fmt: skip
    day = timezone.localdate(starts_at)
    event = record("clients.plan_talk", handover, by=by, dossier=handover.client_id, on=day, appointment=made.pk)
    text = f"Eerst overleg op {day:%d-%m-%Y}, daarna volgt het antwoord op de overdracht."
    tell(client=handover.client, kind="handover", text=text, event=event, by=by)
    return handover
