"""Frozen versions of the plan, each with how the client stood to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from werkplan.queries import PartQuerySet

from .plan import Werkplan


class PlanVersion(models.Model):
    """A snapshot that never changes (a trigger refuses it), with the client's answer."""

    class Answer(models.TextChoices):
        """How the client's agreement was given."""

        DIGITAL = "digitaal", "Digitaal akkoord"
        PAPER = "papier", "Akkoord op papier"
        DISCUSSED = "besproken", "Besproken, niet akkoord"

    plan = models.ForeignKey(Werkplan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField("sha-256", max_length=64)
    answer = models.CharField("instemming", max_length=10, choices=Answer.choices)
    answered_on = models.DateField("op")
    own_words = models.TextField("in haar eigen woorden", max_length=2000, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="planversion_number_once"),
            models.CheckConstraint(
                name="planversion_objection_in_own_words", condition=~Q(answer="besproken") | ~Q(own_words="")
            ),
        ]

    def __str__(self):
        return f"versie {self.number}"
