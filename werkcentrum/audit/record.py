"""The only writer of the log."""

import datetime
import uuid
from collections.abc import Callable

from werkcentrum.audit.gather import write
from werkcentrum.audit.history import take_event_id
from werkcentrum.audit.models import Event, Reading


def record(action, obj, *, by, dossier=None, **detail) -> Event:
    """Write what was done, inside the caller's transaction. `by` is an actor, a user or None (the installation).

    `detail` takes codes, ids and dates only. AVG: never names, numbers of persons or free text.
    """
    user = getattr(by, "user", by)
    event = Event(
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
    write(event, then=_tell_listeners)
    return event


_listeners: list[Callable[[list[Event]], None]] = []


def listen(listener):
    """Decorate `listener(events)`: called after events are written, in their transaction; it is part of the deed."""
    _listeners.append(listener)
    return listener


def _tell_listeners(events):
    for listener in _listeners:
        listener(events)


def _plain(value):
    if isinstance(value, datetime.date | uuid.UUID):
        return str(value)
    return value


PURPOSES = {"glass": "noodtoegang", "review": "toetsing"}
"""What somebody looked for, by the relation in which she did."""
LOOK_UPS = {"lookup", "double"}


def purpose_of(actor, part, relation) -> str:
    """Why a line was shown: "taak" unless the relation, the part or the actor says otherwise."""
    return PURPOSES.get(relation) or ("opzoeken" if part in LOOK_UPS else actor.purpose)


def record_readings(actor, result: str | None = None):
    """Write one line for every person `actor` was shown in this request: one query, and none when nobody was.

    `result` says what was sent when it was not the page: "refused" or "failed".
    """
    if not actor.shown:
        return
    stands = actor.standing()
    Reading.objects.bulk_create(
        Reading(
            actor=actor.user,
            participation=actor.cell,
            role=actor.role or "",
            dossier_id=dossier_id,
            part=part,
            purpose=purpose_of(actor, part, relation),
            trace=actor.trace,
            relation=relation,
            ground=ground,
            result=result,
        )
        for (dossier_id, part) in actor.shown
        for relation, ground in [stands.get(dossier_id, (None, None))]
    )
    actor.shown.clear()
