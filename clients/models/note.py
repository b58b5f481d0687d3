"""Contact notes: what was said and done, for one's own organisation, for who helps along, or also for the client."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from clients.queries import NoteQuerySet
from werkcentrum.regions.models import Participation

from .appointment import Appointment
from .person import Client


class Note(models.Model):
    """One version of a note. A correction is a new version in the same thread; nothing is overwritten (ADR 21)."""

    class Audience(models.TextChoices):
        """Who reads it. Fixed for a thread: what was read cannot be taken back, and must not look as if it was."""

        OWN = "eigen", "Alleen mijn organisatie"
        SHARED = "gedeeld", "Ook de partners die meehelpen"
        CLIENT = "klant", "Iedereen die helpt, en de klant"

    class Way(models.TextChoices):
        """How there was contact."""

        TALK = "gesprek", "Gesprek"
        PHONE = "telefoon", "Telefoon"
        MESSAGE = "bericht", "Bericht of e-mail"
        VISIT = "bezoek", "Bezoek"
        NONE = "geen", "Zonder contact met de klant"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="notes")
    thread = models.UUIDField("notitie", default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField("versie", default=1)
    audience = models.CharField("wie leest dit", max_length=8, choices=Audience.choices)
    on = models.DateField("op welke dag")
    way = models.CharField("hoe", max_length=10, choices=Way.choices, default=Way.TALK)
    text = models.TextField("notitie", max_length=4000)
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, blank=True, related_name="notes")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("geschreven op", auto_now_add=True)
    objects = NoteQuerySet.as_manager()

    web_may = ("SELECT", "INSERT")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            # Two people who correct one version at once: the second is told.
            models.UniqueConstraint(name="note_version_once", fields=["thread", "number"]),
            models.CheckConstraint(name="note_says_something", condition=~Q(text="")),
        ]
        indexes = [models.Index(name="note_of_client", fields=["client", "-on", "-id"])]

    def __str__(self):
        return f"Notitie {self.public_id}"
