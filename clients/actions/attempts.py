"""Recording an attempt to reach a client, with her side of it. Nothing follows from it by itself: no measure, ever."""

from django.db import transaction
from django.utils import timezone

from clients import freetext
from clients.models import ContactAttempt
from clients.timeline import tell
from werkcentrum.access import policy
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused

Outcome = ContactAttempt.Outcome


@transaction.atomic
def record_attempt(*, client, way, outcome, by, on=None, said="", appointment=None) -> ContactAttempt:
    """Record what was tried on a day (default today) and what came of it; `said` is the client's side.

    Raises Refused (422) for a day to come, for words of somebody who was not reached, and for a BSN in them.
    """
    policy.require(by, P.WERKPLAN_EDIT, client.pk)
    on, said = on or timezone.localdate(), said.strip()
    if on > timezone.localdate():
        raise Refused("Kies vandaag of een dag ervoor.", field="on")
    if said and outcome != Outcome.REACHED:
        raise Refused("U heeft de klant niet gesproken. Laat dit leeg, of kies “Gesproken”.", field="said")
    if outcome == Outcome.REACHED and way == ContactAttempt.Way.LETTER:
        raise Refused("Een brief is nog geen gesprek. Kies “Geen reactie” tot de klant antwoordt.", field="outcome")
    if freetext.BSN_SENTENCE in freetext.warnings(said):
        raise Refused(freetext.BSN_SENTENCE, field="said")
    row = ContactAttempt.objects.create(
        client=client, way=way, outcome=outcome, on=on, said=said, appointment=appointment,
        participation=by.cell, recorded_by=by.user,
    )  # fmt: skip
    event = record("clients.record_attempt", row, by=by, dossier=client.pk, way=way, outcome=outcome, on=on)
    text = f"Contact gezocht: {row.get_way_display().lower()}. {row.get_outcome_display()}."
    tell(client=client, kind="attempt", text=text, event=event, by=by)
    return row
