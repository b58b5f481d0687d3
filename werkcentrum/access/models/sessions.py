"""Who is logged in since when, and what she had typed when her session ended. Neither can be read from the database."""

import uuid

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from werkcentrum.sealed import SealedRow


class Session(AbstractBaseSession):
    """A session. The primary key is a digest of the key in the cookie; the contents are sealed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")
    began = models.DateTimeField("ingelogd op", null=True)

    @classmethod
    def get_session_store_class(cls):
        """The store that knows how key and contents are hidden."""
        from werkcentrum.access.sessions import SessionStore

        return SessionStore

    def __str__(self):
        return "sessie"


class KeptForm(SealedRow):
    """A form that could not be handled because its writer first had to show who she is; hers alone, for a day."""

    PURPOSE = "kept form"
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def owner(self):
        """This form of this user."""
        return self.id.bytes + self.user_id.to_bytes(8, "big")

    def __str__(self):
        return "bewaard formulier"


class FailedLogin(models.Model):
    """A wrong password: for which account, from where; digests that can be compared and not be read. Kept for a day."""

    at = models.DateTimeField(auto_now_add=True)
    account = models.CharField(max_length=40)
    place = models.CharField(max_length=40)
    device = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [
            models.Index(name="failedlogin_account", fields=["account", "at"]),
            models.Index(name="failedlogin_place", fields=["place", "at"]),
        ]

    def __str__(self):
        return "mislukte inlogpoging"
