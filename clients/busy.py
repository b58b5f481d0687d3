"""Who is busy at a moment: asked before an appointment is planned, and told without saying with whom."""

from datetime import timedelta

from django.utils import timezone

from clients.models import Appointment
from clients.models.appointment import LONGEST
from werkcentrum.access import door
from werkcentrum.access.models import User


def clashes(client, people, starts_at, minutes, *, but=None) -> list[str]:
    """A sentence for each of `people` (user ids) and for the client who has another appointment then; three queries.

    `but` is an appointment that does not count: the one that is moved.
    """
    ends_at = starts_at + timedelta(minutes=minutes)
    # SECURITY: crosses the second door: of a colleague's agenda it tells that there is something, not with whom.
    rows = door.call("clients_busy", list(people), starts_at, ends_at, but.pk if but else 0)
    names = dict(User.objects.filter(pk__in={user for user, *_ in rows}).values_list("pk", "name"))
    found = [f"{names[user]} heeft dan al een afspraak, {_span(since, until)}." for user, since, until in rows]
    near = Appointment.objects.filter(
        client=client,
        with_client=True,
        state=Appointment.State.PLANNED,
        starts_at__lt=ends_at,
        starts_at__gt=starts_at - timedelta(minutes=LONGEST),
    ).exclude(pk=but.pk if but else 0)
    own = [row for row in near if row.ends_at > starts_at]
    return found + [f"De klant heeft dan al een afspraak, {_span(row.starts_at, row.ends_at)}." for row in own]


def _span(since, until):
    return f"{timezone.localtime(since):%H:%M} tot {timezone.localtime(until):%H:%M} uur"
