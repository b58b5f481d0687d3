"""Ties every history row to the event it belongs to: save first, then `record`; both carry the same id."""

import uuid
from contextvars import ContextVar

from django.db import models

from werkcentrum.audit.gather import waits

_pending: ContextVar[uuid.UUID | None] = ContextVar("pending_event", default=None)


def pending_event_id() -> uuid.UUID:
    """The id that the next recorded event will get."""
    if (current := _pending.get()) is None:
        current = uuid.uuid4()
        _pending.set(current)
    return current


def take_event_id() -> uuid.UUID:
    """Use up the pending id; saves after this belong to the event after."""
    current = pending_event_id()
    _pending.set(None)
    return current


class EventHistory(models.Model):
    """Base of every history table: `HistoricalRecords(bases=[EventHistory])`."""

    event_id = models.UUIDField("gebeurtenis", default=pending_event_id, null=True, db_index=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Write the row, or leave it with those of its deed that are written together (`gathered`)."""
        if not (self._state.adding and waits(self)):
            super().save(*args, **kwargs)
