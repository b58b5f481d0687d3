"""What the people of the demonstration spoke about, when they meet again, and who did not come."""

import datetime

from django.utils import timezone

from clients.actions import appointments
from clients.actions.attempts import record_attempt
from clients.actions.notes import write_note
from werkcentrum.vocabulary.workdays import after_workdays
from werkcentrum.web.moments import moment
from werkplan.demo.clock import days_ago
from werkplan.demo.deeds import actor

ROOM = "Werkcentrum, kamer 2"


def meets(client, *, by, workdays, hour, subject, way="plek", place=ROOM):
    """An appointment some workdays from now."""
    return appointments.plan_appointment(
        client=client, starts_at=_at(after_workdays(timezone.localdate(), workdays), hour), minutes=45, way=way,
        place=place, subject=subject, by=actor(by), sure=True,
    )  # fmt: skip


def noted(client, text, *, by, audience):
    """A note of today."""
    return write_note(client=client, text=text, audience=audience, by=actor(by))


def did_not_come(client, *, by, days, subject):
    """An appointment of some days ago, to which she did not come; her coach called once."""
    coach = actor(by)
    with days_ago(days + 7):
        day = timezone.localdate() + datetime.timedelta(days=7)
        row = appointments.plan_appointment(
            client=client, starts_at=_at(day, 11), minutes=45, way="plek", place=ROOM, subject=subject, by=coach,
            sure=True,
        )  # fmt: skip
    with days_ago(days - 1):
        appointments.settle_appointment(appointment=row, version=row.version, went="miss", by=coach)
        record_attempt(client=client, appointment=row, way="telefoon", outcome="geen_reactie", by=coach)


def _at(day, hour):
    return moment(day, datetime.time(hour, 0))
