"""Where actions find the writer of the date on which a caseload is sorted, and what follows an appointment."""

from werkcentrum.audit.record import listen
from werkplan.next_date import refresh_next_on, refresh_next_on_of

__all__ = ["after_appointments", "refresh_next_on"]

MOVES = tuple(f"clients.{verb}_appointment" for verb in ("plan", "move", "cancel", "hold", "miss", "undo"))


@listen
def after_appointments(events):
    """An appointment that was planned, moved or settled may be the first that comes; part of the same deed."""
    for person in dict.fromkeys(event.dossier_id for event in events if event.action in MOVES):
        refresh_next_on_of(person)
