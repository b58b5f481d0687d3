"""Writing a contact note, and correcting it by a new version."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients import freetext
from clients.models import Note
from clients.timeline import tell
from werkcentrum.access import policy
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused

FIRST = "Iemand anders heeft deze notitie net verbeterd. Lees de nieuwe versie en verbeter die."
FOR = {
    Note.Audience.OWN: "voor de eigen organisatie",
    Note.Audience.SHARED: "voor wie meehelpt",
    Note.Audience.CLIENT: "ook voor de klant",
}


@transaction.atomic
def write_note(*, client, text, audience, by, way=Note.Way.TALK, on=None, appointment=None) -> Note:
    """Write a note about contact on a day (default today). Raises Refused (422) for an empty text or one with a BSN."""
    policy.require(by, P.WERKPLAN_EDIT, client.pk)
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise Refused("Een notitie gaat over wat is geweest. Kies vandaag of een dag ervoor.", field="on")
    note = Note.objects.create(
        client=client, text=_fit(text), audience=audience, way=way, on=on, appointment=appointment,
        participation=by.cell, author=by.user,
    )  # fmt: skip
    _tell(note, "write_note", f"Notitie gemaakt, {FOR[Note.Audience(audience)]}.", by=by)
    return note


@transaction.atomic
def correct_note(*, note, text, by) -> Note:
    """Put a new version over a note of one's own organisation; the old one stays readable.

    Raises Refused (422) for a note of another organisation, Conflict (409) when it was corrected meanwhile.
    """
    policy.require(by, P.WERKPLAN_EDIT, note.client_id)
    if note.participation_id != by.cell.pk:
        raise Refused("Deze notitie is van een andere organisatie. Vraag daar om verbetering, of schrijf er een bij.")
    text = _fit(text)
    if text == note.text:
        raise Refused("Er is niets veranderd. Pas de tekst aan, of ga terug.", field="text")
    kept = {name: getattr(note, name) for name in ("client", "thread", "audience", "way", "on", "appointment")}
    try:
        with transaction.atomic():
            new = Note.objects.create(number=note.number + 1, text=text, participation=by.cell, author=by.user, **kept)
    except IntegrityError:
        raise Conflict(FIRST, field="text") from None
    _tell(new, "correct_note", f"Notitie verbeterd, {FOR[Note.Audience(new.audience)]}.", by=by)
    return new


def _fit(text):
    text = text.strip()
    if not text:
        raise Refused("Schrijf op wat er is besproken of gedaan.", field="text")
    # UAVG 46: a BSN stands in its own field only, whoever calls this.
    if freetext.BSN_SENTENCE in freetext.warnings(text):
        raise Refused(freetext.BSN_SENTENCE, field="text")
    return text


def _tell(note, action, text, *, by):
    # AVG: the timeline, which more people read, says that there is a note and never what is in it.
    event = record(f"clients.{action}", note, by=by, dossier=note.client_id, audience=note.audience, number=note.number)
    if note.audience != Note.Audience.OWN:
        tell(client=note.client_id, kind="note", text=text, event=event, by=by)
