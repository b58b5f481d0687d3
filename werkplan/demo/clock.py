"""A clock that can be set back, so that the people of the demonstration have a past."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.utils import timezone

_NOW = timezone.now


@contextmanager
def days_ago(days):
    """Within it `timezone.now()` and `timezone.localdate()` lie `days` back. For filling a demonstration only."""
    timezone.now = lambda: datetime.now(tz=UTC) - timedelta(days=days)
    try:
        yield timezone.localdate()
    finally:
        timezone.now = _NOW


def month_end(day, months):
    """The last day of the month that lies `months` further."""
    return month_start(day, months + 1) - timedelta(days=1)


def month_start(day, months=1):
    """The first day of the month that lies `months` further."""
    month = day.month - 1 + months
    return day.replace(year=day.year + month // 12, month=month % 12 + 1, day=1)
