"""Sessions in the database that a thief of the database cannot use, and that end by themselves.

The cookie holds the key, the table a digest of it; the contents are sealed with the keys outside the database. A
session ends after a time without a request (`SESSION_IDLE`, shorter for a client) and always after `SESSION_ABSOLUTE`.
"""

import base64
import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from werkcentrum.keys import KeysWrong
from werkcentrum.sealed import seal, unseal

BOUND = b"session"


def row_key(session_key: str) -> str:
    """What the table holds of a key: a digest. The key has 165 bits of chance, so a digest without a secret will do."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:40]


class SessionStore(DatabaseStore):
    """As Django's, with the key hidden, the contents sealed, and an end that depends on who it is."""

    @classmethod
    def get_model_class(cls):
        """Our own table: it knows whose session it is."""
        from werkcentrum.access.models import Session

        return Session

    def encode(self, session_dict):
        """`key id:base64` of the sealed JSON."""
        key_id, sealed = seal(json.dumps(session_dict, separators=(",", ":")), bound=BOUND)
        return f"{key_id}:{base64.b64encode(sealed).decode()}"

    def decode(self, session_data):
        """The contents; {} when the key is gone or somebody changed them: then one logs in again."""
        key_id, _, sealed = session_data.partition(":")
        try:
            return json.loads(unseal(base64.b64decode(sealed), key_id=key_id, bound=BOUND))
        except (InvalidTag, KeysWrong, ValueError):
            return {}

    def _get_session_from_db(self):
        row = self.model.objects.filter(pk=row_key(self.session_key or ""), expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key):
        """Whether there is such a session."""
        return self.model.objects.filter(pk=row_key(session_key)).exists()

    def delete(self, session_key=None):
        """End a session; of the one in the cookie unless told."""
        session_key = session_key or self.session_key
        if session_key is not None:
            self.model.objects.filter(pk=row_key(session_key)).delete()

    def create_model_instance(self, data):
        """The row of this session, with whose it is."""
        user, began = data.get("_auth_user_id"), data.get("began")
        model: Any = self.model
        return model(
            session_key=row_key(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=int(user) if user else None,
            began=datetime.fromtimestamp(began, tz=timezone.get_current_timezone()) if began else None,
        )

    def get_session_cookie_age(self):
        """Seconds from now: the time of idleness of this role, or what is left of the longest time, if that is less."""
        idle = self.get("idle", settings.SESSION_IDLE["klant"])
        if (began := self.get("began")) is None:
            return idle
        return max(0, min(idle, int(began + settings.SESSION_ABSOLUTE - timezone.now().timestamp())))

    @classmethod
    def clear_expired(cls):
        """Forget sessions that ended more than a day ago; until then a half-filled form can still find its writer."""
        cls.get_model_class().objects.filter(expire_date__lt=timezone.now() - timedelta(days=1)).delete()


def ended_for(session_key: str):
    """The user id of a session that ended within the last day, or None."""
    model = SessionStore.get_model_class()
    row = model.objects.filter(pk=row_key(session_key), expire_date__lte=timezone.now()).first()
    return row.user_id if row and row.expire_date > timezone.now() - timedelta(days=1) else None
