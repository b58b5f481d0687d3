"""Looking back when a plan closes: what was reached, what helped, and what is still open for who goes on with it."""

from django.conf import settings
from django.db import models

from werkplan.queries import PartQuerySet

from .plan import CloseReason, Werkplan


class ClosingReview(models.Model):
    """Written once, at the closing. Obstacles stand in it by number only: who may not read them there may not here."""

    class Outcome(models.TextChoices):
        """What became of a goal."""

        REACHED = "bereikt", "Bereikt"
        PARTLY = "deels", "Voor een deel bereikt"
        NOT = "niet", "Niet bereikt"

    plan = models.ForeignKey(Werkplan, models.PROTECT, related_name="closings")
    reason = models.CharField("waarom het plan stopt", max_length=16, choices=CloseReason.choices)
    # {"goals": [{id, text, outcome, helped}], "steps": [title, …] still open, "obstacles": [id, …] still there}
    content = models.JSONField()
    own_words = models.TextField("in de woorden van de klant", max_length=2000, blank=True)
    closed_on = models.DateField("op")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    objects = PartQuerySet.as_manager()
    web_may = ("SELECT", "INSERT")

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"terugblik van {self.closed_on}"
