"""The one intake of a person: taken once, kept true afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from clients.queries import DossierQuerySet
from werkcentrum.audit.history import EventHistory
from werkcentrum.permissions import Permission
from werkcentrum.regions.models import Desk

from .income import Source
from .person import Client


class Intake(models.Model):
    """One per person, for good (the database refuses a second)."""

    class State(models.TextChoices):
        DRAFT = "concept", "Nog bezig"
        DONE = "afgerond", "Afgerond"

    client = models.OneToOneField(Client, models.PROTECT, related_name="intake")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, related_name="+")
    state = FSMField("toestand", choices=State.choices, default=State.DRAFT, protected=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField("begonnen op", auto_now_add=True)
    finished_at = models.DateTimeField("afgerond op", null=True, blank=True)
    objects = DossierQuerySet.as_manager()
    history = HistoricalRecords(bases=[EventHistory])

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="intake_finished_exactly_when_done",
                condition=Q(state="afgerond", finished_at__isnull=False) | Q(state="concept", finished_at=None),
            )
        ]

    def __str__(self):
        return f"Intake van {self.client_id}"

    @transition(field=state, source=State.DRAFT, target=State.DONE, custom={"needs": Permission.INTAKE_WRITE})
    def finish(self, *, at):
        """De intake is af. Wat verandert, werken we bij; opnieuw vragen doen we niet."""
        self.finished_at = at


class IntakeAnswer(models.Model):
    """What is known about one field: the value, where it came from, when, and when it was last confirmed."""

    intake = models.ForeignKey(Intake, models.PROTECT, related_name="answers")
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    field = models.CharField("veld", max_length=40)
    value = models.JSONField("waarde", null=True)
    source = models.CharField("bron", max_length=8, choices=Source.choices, default=Source.CLIENT)
    obtained_on = models.DateField("verkregen op")
    confirmed_on = models.DateField("bevestigd op", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    objects = DossierQuerySet.as_manager()
    history = HistoricalRecords(bases=[EventHistory])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake", "field"], name="intakeanswer_once_per_field")]

    def __str__(self):
        return f"{self.field} van {self.client_id}"
