"""What a worker does with messages: each has its effect once, whatever happens to the worker."""

import traceback
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from werkcentrum.outbox import night
from werkcentrum.outbox.models import Message
from werkcentrum.outbox.registry import enter, find

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
"""How long to wait after the first, second, … try that failed; after one more the message is stuck."""
MOST_TRIES = len(WAITS) + 1
LOST = "de werker viel weg"
LOCK = 0x0B0C
"""First half of the advisory lock of work that commits by itself; the second half is the message."""


def run(pks):
    """Carry out messages of one task, by id; what is done, not due or in other hands is left alone."""
    taken = _begin(pks)
    if not taken:
        return
    name = taken[0].name
    try:
        task = find(name)
    except KeyError as error:
        _failed(taken, error)
        return
    if len(taken) > 1 and _tried(task, taken) is None:
        return
    for message in taken:  # alone, or one of them spoils it for all: each for itself
        if wrong := _tried(task, [message]):
            _failed([message], wrong)


def _begin(pks):
    """Count a try, before the work and for good: who dies of it each time is not tried for ever."""
    with transaction.atomic():
        rows = list(Message.objects.due(timezone.now()).filter(pk__in=pks).take())
        for row in rows:
            row.tries += 1
            if row.tries > MOST_TRIES:
                row.stuck_at, row.error = timezone.now(), row.error or LOST
        Message.objects.bulk_update(rows, ["tries", "stuck_at", "error"])
    return [row for row in rows if row.stuck_at is None]


def _tried(task, messages):
    """Do it; the exception when it failed (then nothing of it stands), else None."""
    try:
        (_alone if task.alone else _whole)(task, [message.pk for message in messages])
    except Exception as error:
        return error
    return None


@transaction.atomic
def _whole(task, pks):
    """The work and its mark in one transaction."""
    rows = list(Message.objects.open().filter(pk__in=pks).take())
    if rows:
        _mark(task, rows, _call(task, rows))


def _alone(task, pks):
    """Work that commits by itself, one at a time; it may happen twice, so its handler is made for that."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, pks[0]])
        if not cursor.fetchone()[0]:
            return
        try:
            rows = list(Message.objects.open().filter(pk__in=pks))
            if rows:
                said = _call(task, rows)
                with transaction.atomic():
                    _mark(task, rows, said)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, pks[0]])


def _call(task, rows):
    payloads = [night.given(row) if task.title else row.payload for row in rows]
    with enter(task.name) as by:
        return task.handler(by=by, payloads=payloads) if task.together else task.handler(by=by, **payloads[0])


def _mark(task, rows, said):
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(
        done_at=timezone.now(), said=str(said or "")[:200], error=""
    )
    night.follow(task, rows[0].key)


@transaction.atomic
def _failed(messages, error):
    """Note where it failed and when to try again, or that a person has to look."""
    now = timezone.now()
    rows = list(Message.objects.open().filter(pk__in=[message.pk for message in messages]).take())
    for row in rows:
        row.error, row.sent_at = place_of(error), None
        if row.tries >= MOST_TRIES:
            row.stuck_at = now
        else:
            row.run_at = now + WAITS[max(row.tries, 1) - 1]
    Message.objects.bulk_update(rows, ["error", "sent_at", "stuck_at", "run_at"])
    for row in rows:
        night.follow_failed(row)


def place_of(error) -> str:
    """What failed and where. AVG: not the words of the error, in which people can stand."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(settings.BASE_DIR)]
    ours = [frame for frame in ours if "site-packages" not in frame.filename] or frames[-1:]
    where = f" in {Path(ours[-1].filename).name}, regel {ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{where}"[:200]
