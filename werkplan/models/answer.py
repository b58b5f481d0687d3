"""What the client says about one step: she agrees to it as it reads, or she does not; then she is answered in words."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from werkplan.queries import PartQuerySet

from .plan import Werkplan
from .step import Step


class StepAnswer(models.Model):
    """Her word about a step as it read then. However it was given, it counts the same: screen, paper or desk."""

    class Said(models.TextChoices):
        """What she says."""

        AGREES = "eens", "Eens"
        OBJECTS = "oneens", "Niet eens"

    class Way(models.TextChoices):
        """How she said it."""

        DIGITAL = "digitaal", "Zelf in Mijn Werkcentrum"
        PAPER = "papier", "Op papier"
        DESK = "balie", "In een gesprek of aan de balie"

    class Outcome(models.TextChoices):
        """What an objection led to."""

        CHANGED = "aangepast", "Wij passen de stap aan"
        GONE = "vervalt", "De stap gaat niet door"
        STAYS = "blijft", "De stap blijft zoals hij is"

    plan = models.ForeignKey(Werkplan, models.PROTECT, related_name="answers")
    step = models.ForeignKey(Step, models.PROTECT, related_name="answers")
    said = models.CharField("wat de klant zegt", max_length=6, choices=Said.choices)
    way = models.CharField("hoe", max_length=10, choices=Way.choices)
    words = models.TextField("in eigen woorden", max_length=1000, blank=True)
    step_version = models.PositiveIntegerField()
    step_text = models.CharField("de stap zoals die toen luidde", max_length=600)
    said_on = models.DateField("op")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField("wat ermee gebeurt", max_length=10, choices=Outcome.choices, blank=True)
    reply = models.TextField("antwoord", max_length=1000, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    replied_at = models.DateTimeField("beantwoord op", null=True, blank=True)
    objects = PartQuerySet.as_manager()
    web_may = ("SELECT", "INSERT", "UPDATE")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="stepanswer_objection_in_words", condition=~Q(said="oneens") | ~Q(words="")),
            models.CheckConstraint(
                name="stepanswer_reply_in_words_to_an_objection",
                condition=Q(replied_at=None, replied_by=None, reply="", outcome="")
                | Q(said="oneens", replied_at__isnull=False, replied_by__isnull=False) & ~Q(reply="") & ~Q(outcome=""),
            ),
            models.UniqueConstraint(
                name="stepanswer_one_open_objection",
                fields=["step"],
                condition=Q(said="oneens", replied_at=None),
            ),
        ]
        indexes = [models.Index(name="stepanswer_of_plan", fields=["plan", "step"])]

    def __str__(self):
        return self.get_said_display()
