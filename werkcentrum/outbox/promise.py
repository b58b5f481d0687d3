"""Promise work for later: a row in the transaction of the deed. No deed without its row, no row without its deed."""

import datetime
import re
import uuid

from django.apps import apps
from django.db import connection
from django.utils import timezone

from .registry import find

CODE = re.compile(r"[A-Za-z0-9_.:-]{1,60}")


def later(name, *, key="", run_at=None, **payload):
    """Have the task `name` carried out after this transaction commits, and not before `run_at` (default: at once).

    With a `key` there is one such task for ever: promising it again is harmless. `payload` holds ids, dates and codes
    (AVG: never a name, a number of a person or free text; TypeError). KeyError when no such task is registered.
    """
    find(name)
    if not connection.in_atomic_block:
        raise RuntimeError("work for later is promised inside the transaction of the deed")
    message = apps.get_model("outbox", "Message")
    row = message(
        name=name,
        key=key or uuid.uuid4().hex,
        payload={word: _plain(word, value) for word, value in payload.items()},
        run_at=run_at or timezone.now(),
    )
    message.objects.bulk_create([row], ignore_conflicts=True)


def _plain(word, value):
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime.date | uuid.UUID):
        return str(value)
    if isinstance(value, str) and CODE.fullmatch(value):
        return value
    raise TypeError(f"{word} of a message is an id, a date or a code")
