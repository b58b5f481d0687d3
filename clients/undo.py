"""What can still be undone: a deed of one's own, a few minutes ago, on which nothing rests yet."""

from datetime import timedelta

from django.utils import timezone

from clients.models import Appointment

UNDO_FOR = timedelta(minutes=10)
ENDED = "Ongedaan maken kan tot tien minuten erna."
NOT_YOURS = "Alleen wie dit deed maakt het ongedaan. Vraag het aan die persoon."


def is_recent(at) -> bool:
    """Whether a deed at this moment can still be undone."""
    return at is not None and timezone.now() - at <= UNDO_FOR


def why_appointment_stands(row, by) -> str:
    """Why the last deed on an appointment cannot be undone by this actor now; "" when it can."""
    if row.state == Appointment.State.PLANNED or row.cancelled_by == Appointment.Party.MISTAKE:
        return "Hier is niets ongedaan te maken."
    if not is_recent(row.settled_at):
        return f"{ENDED} Maak een nieuwe afspraak."
    if row.settled_by_id != by.user.pk:
        return NOT_YOURS
    if row.attempts.exists():
        return "Er is al contact gezocht na deze afspraak. Maak een nieuwe afspraak."
    if row.replaced_by.exclude(state__in=[Appointment.State.PLANNED, Appointment.State.CANCELLED]).exists():
        return "De nieuwe afspraak is al geweest of weer verzet. Maak een nieuwe afspraak."
    return ""
