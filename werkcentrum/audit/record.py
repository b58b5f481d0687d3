"""The only writer of the log."""

import datetime
import uuid

from werkcentrum.audit.history import take_event_id
from werkcentrum.audit.models import Event, Reading


def record(action, obj, *, by, dossier=None, **detail) -> Event:
    """Write what was done, inside the caller's transaction. `by` is an actor, a user or None (the installation).

    `detail` takes codes, ids and dates only. AVG: never names, numbers of persons or free text.
    """
    user = getattr(by, "user", by)
    return Event.objects.create(
        id=take_event_id(),
        actor=user,
        participation=getattr(by, "cell", None),
        role=getattr(by, "role", None) or "",
        action=action,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        dossier_id=getattr(dossier, "pk", dossier),
        trace=getattr(by, "trace", None),
        detail={key: _plain(value) for key, value in detail.items()},
    )


def _plain(value):
    if isinstance(value, datetime.date | uuid.UUID):
        return str(value)
    return value


def record_readings(actor):
    """Write one line for every person `actor` was shown in this request: one query, and none when nobody was."""
    if not actor.shown:
        return
    Reading.objects.bulk_create(
        Reading(
            actor=actor.user,
            participation=actor.cell,
            role=actor.role or "",
            dossier_id=dossier_id,
            part=part,
            purpose=actor.purpose,
            trace=actor.trace,
        )
        for dossier_id, part in actor.shown
    )
    actor.shown.clear()
