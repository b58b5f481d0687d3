"""What was done, and who looked at whom. Rows are only ever added; a trigger refuses changes."""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class Event(models.Model):
    """A deed: what, on what, by whom, in which cell. Holds no personal values, only codes, ids and dates."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField("tijdstip", auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    participation = models.ForeignKey("regions.Participation", models.PROTECT, null=True, related_name="+")
    role = models.CharField("rol", max_length=24, blank=True)
    action = models.CharField("handeling", max_length=60)
    object_type = models.CharField("soort object", max_length=60)
    object_id = models.CharField("object", max_length=40)
    dossier = models.ForeignKey("access.Dossier", models.PROTECT, null=True, related_name="+")
    trace = models.UUIDField("verzoek", null=True)
    detail = models.JSONField("bijzonderheden", default=dict)

    class Meta:
        indexes = [
            models.Index(name="event_of_dossier", fields=["dossier", "-at"]),
            BrinIndex(name="event_in_time", fields=["at"]),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"


class Reading(models.Model):
    """One person's data shown to one user: when, which part, in which relation, for what purpose."""

    at = models.DateTimeField("tijdstip", auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    participation = models.ForeignKey("regions.Participation", models.PROTECT, null=True, related_name="+")
    role = models.CharField("rol", max_length=24, blank=True)
    dossier = models.ForeignKey("access.Dossier", models.PROTECT, null=True, related_name="+")
    part = models.CharField("onderdeel", max_length=40)
    purpose = models.CharField("doel", max_length=40)
    trace = models.UUIDField("verzoek")

    class Meta:
        indexes = [
            models.Index(name="reading_of_dossier", fields=["dossier", "-at"]),
            models.Index(name="reading_by_actor", fields=["actor", "part", "-at"]),
            BrinIndex(name="reading_in_time", fields=["at"]),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.part}"


class Submission(models.Model):
    """A form that was handled, with where its sender was sent: the same form twice is one deed."""

    key = models.UUIDField(primary_key=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    answer = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return str(self.key)
