"""Looking for contact again with somebody who did not come: what was tried, and what may follow (Pwet 18, WW 27)."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from clients.models import Appointment, ContactAttempt
from clients.receiver import partner_name
from werkcentrum.web.dates import relative

Way, Outcome = ContactAttempt.Way, ContactAttempt.Outcome
WAYS_NEEDED = ((date(2015, 1, 1), 3),)
"""How many attempts there must have been before "geen contact": dated, ours (no law names a number)."""
STEPS = (
    ("call", "Bel. Vraag wat er aan de hand was, en of het goed gaat.", ""),
    ("other", "Geen gehoor? Probeer een andere weg: een bericht, langsgaan, of iemand die haar kent of helpt.", ""),
    ("letter", "Stuur een brief in gewone taal, met een nieuwe afspraak en uw telefoonnummer.", ""),
    (
        "heard",
        "Hoor eerst de klant. Ziekte, zorg of een fout adres is geen schuld: dan volgt er niets.",
        "Pwet 18.9",
    ),
)


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt in plain strings."""

    day: str
    way: str
    outcome: str
    said: str
    who: str
    reached: bool


@dataclass(frozen=True, slots=True)
class Todo:
    """One step of the procedure, and whether it was done."""

    text: str
    article: str
    done: bool


def tried_for(client, appointment=None):
    """What was tried to reach this person, for one appointment or at all, the newest first: one query."""
    rows = ContactAttempt.objects.filter(client=client.pk)
    rows = rows.filter(appointment=appointment) if appointment else rows
    today = timezone.localdate()
    return [
        Tried(
            relative(row.on, today), row.get_way_display(), row.get_outcome_display(), row.said,
            f"{row.recorded_by.name} ({partner_name(row.participation)})", row.outcome == Outcome.REACHED,
        )
        for row in rows.select_related("recorded_by", "participation__partner")
    ]  # fmt: skip


def steps_for(appointment):
    """The steps after an appointment that was missed, with what was done already: one query."""
    rows = list(ContactAttempt.objects.filter(appointment=appointment).values_list("way", "outcome"))
    ways = {way for way, _ in rows}
    reached = any(outcome == Outcome.REACHED for _, outcome in rows)
    done = {
        "call": reached or Way.PHONE in ways,
        "other": reached or bool(ways & {Way.MESSAGE, Way.VISIT, Way.OTHERS}),
        "letter": reached or Way.LETTER in ways,
        "heard": reached,
    }
    return [Todo(text, article, done[key]) for key, text, article in STEPS]


def why_still_to_reach(client_id) -> str:
    """Why contact cannot be called lost yet; "" when it can: attempts enough since the last contact, one a letter."""
    since = _last_contact(client_id)
    rows = ContactAttempt.objects.filter(client=client_id).exclude(outcome=Outcome.REACHED)
    ways = list((rows.filter(on__gte=since) if since else rows).values_list("way", flat=True))
    today = timezone.localdate()
    needed = next(number for start, number in reversed(WAYS_NEEDED) if start <= today)
    missing = []
    if len(ways) < needed:
        missing.append(f"probeer het nog {needed - len(ways)} keer")
    if Way.LETTER not in ways:
        missing.append("stuur een brief")
    if not missing:
        return ""
    return f"“Geen contact” kan nog niet: {' en '.join(missing)}. Leg elke poging vast onder Contact."


def _last_contact(client_id):
    """The day on which she was spoken last, or None."""
    reached = ContactAttempt.objects.filter(client=client_id, outcome=Outcome.REACHED).order_by("-on")
    held = Appointment.objects.filter(client=client_id, state=Appointment.State.HELD, with_client=True)
    days = [reached.values_list("on", flat=True).first()]
    moment = held.order_by("-starts_at").values_list("starts_at", flat=True).first()
    days.append(timezone.localdate(moment) if moment else None)
    return max((day for day in days if day), default=None)
