"""The night: when it begins, which task comes after which, and what is cleaned up."""

import datetime
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from werkcentrum.outbox.models import Beat, Message
from werkcentrum.outbox.promise import later
from werkcentrum.outbox.registry import find, night_tasks, nightly, task

BEGINS = datetime.time(2, 30)
"""Local time. In the night that the clock goes forward this is 03:30; in the night it goes back, the first 02:30."""
KEPT = timedelta(days=30)
START = "night"


def begins(day) -> datetime.datetime:
    """The moment at which the night of a date begins."""
    return datetime.datetime.combine(day, BEGINS, tzinfo=ZoneInfo(settings.TIME_ZONE))


@transaction.atomic
def plan_ahead(now=None):
    """See to it that the next night is promised. The date is the key: it stands there once, however often we start.

    A night that was promised and slept through (the server was off) is made up for at the next start.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    day = today if now < begins(today) else today + timedelta(days=1)
    later(START, key=day.isoformat(), run_at=begins(day))


@task(START)
def start(*, by):
    """Begin with the first task of the night."""
    return "Begonnen."


def follow(task, key):
    """After a task of the night promise the next one, in the same transaction."""
    if task.name == START or task.title:
        names = [one.name for one in night_tasks()]
        coming = names[names.index(task.name) + 1 :] if task.title else names
        if coming:
            later(coming[0], key=key)


def follow_failed(row):
    """A task that failed is tried again by itself; the others do not wait for it."""
    try:
        found = find(row.name)
    except KeyError:
        return
    if found.title:
        follow(found, row.key)


def given(row):
    """What a nightly task is called with: the date of today, also when it runs late."""
    return {"on": timezone.localdate()}


@nightly("tidy", title="Oude taken opruimen", order=95)
def tidy(*, by, on):
    """Forget what was done long ago."""
    before = timezone.now() - KEPT
    gone, _ = Message.objects.filter(done_at__lt=before).delete()
    Beat.objects.filter(at__lt=before).delete()
    return f"{gone} oude taken weggehaald."
