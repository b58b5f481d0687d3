"""The system of a partner as actor: it works for its cell with a key, and has no session, role or relation."""

from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from werkcentrum.access import anchored, door
from werkcentrum.access.actions.keys import digest
from werkcentrum.access.actor import Actor
from werkcentrum.access.models import PartnerKey
from werkcentrum.audit.record import record_readings

LONGEST = 200


@dataclass
class Machine(Actor):
    """A system with a key; `cell` is the one of the key, and it holds no permission of a role."""

    key: Any = None

    @property
    def cell(self):
        """The cell that the key was given to."""
        return self.key.participation

    @property
    def role(self):
        """How the log calls it."""
        return "systeem"


def key_of(token: str) -> PartnerKey | None:
    """The key that this text is, if it holds today; one query, whatever was sent."""
    keys = PartnerKey.objects.select_related("user", "participation__partner", "participation__region")
    return keys.filter(digest=digest(token[:LONGEST]), revoked_at=None, valid_until__gte=timezone.localdate()).first()


@contextmanager
def working(key):
    """Work as the system with this key: behind the second door, with the log of what it was shown (ADR 2, 6, 22)."""
    actor = Machine(key.user, None, key=key)
    with transaction.atomic(), anchored.watched():
        PartnerKey.objects.filter(pk=key.pk).exclude(used_on=timezone.localdate()).update(used_on=timezone.localdate())
        door.enter(actor)
        try:
            yield actor
            # SECURITY: no line in the log, no answer.
            record_readings(actor)
        finally:
            door.leave()
