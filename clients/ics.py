"""An appointment as a file that every calendar reads (RFC 5545). AVG: when and where, never with whom or why."""

from datetime import UTC

from icalendar import Calendar, Event

from clients.models import Appointment

SUMMARY = "Afspraak Werkcentrum"
TYPE = "text/calendar; charset=utf-8"
FILE = "afspraak.ics"


def ics_of(row) -> bytes:
    """The calendar file of one appointment; opened again after a change it replaces what stood there."""
    event = Event()
    event.add("uid", f"{row.public_id}@werkcentrum")
    event.add("summary", SUMMARY)
    event.add("dtstamp", row.made_at.astimezone(UTC))
    event.add("dtstart", row.starts_at.astimezone(UTC))
    event.add("dtend", row.ends_at.astimezone(UTC))
    event.add("sequence", row.version)
    event.add("status", "CONFIRMED" if row.state in _STANDS else "CANCELLED")
    event.add("class", "PRIVATE")
    if row.way == Appointment.Way.PLACE:
        event.add("location", row.place)
    else:
        event.add("location", row.get_way_display())  # a number or a link says too much in a shared calendar
    calendar = Calendar()
    calendar.add("prodid", "-//Werkcentrum//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()


_STANDS = (Appointment.State.PLANNED, Appointment.State.HELD, Appointment.State.MISSED)
