"""Frozen versions of the plan, each with how the client stood to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from clients.models import Document
from werkplan.queries import PartQuerySet

from .plan import Werkplan


class PlanVersion(models.Model):
    """A snapshot that never changes (a trigger refuses it), with the client's answer."""

    class Answer(models.TextChoices):
        """How the client's agreement was given."""

        DIGITAL = "digitaal", "Digitaal akkoord"
        PAPER = "papier", "Akkoord op papier"
        DESK = "balie", "Akkoord in een gesprek"
        DISCUSSED = "besproken", "Besproken, niet akkoord"

    plan = models.ForeignKey(Werkplan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField("sha-256", max_length=64)
    answer = models.CharField("instemming", max_length=10, choices=Answer.choices)
    answered_on = models.DateField("op")
    own_words = models.TextField("in haar eigen woorden", max_length=2000, blank=True)
    # Who saw it when it was not given on screen, and the signed paper when somebody scanned it.
    seen_by = models.CharField("wie het zag", max_length=120, blank=True, db_default="")
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
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

    @property
    def has_document(self) -> bool:
        """Whether the signed paper was added to the documents."""
        return self.document_id is not None
