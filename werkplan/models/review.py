"""Looking back on a plan: what was held, and every time its day was moved, with why."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from werkcentrum.regions.models import Participation
from werkplan.queries import PartQuerySet

from .plan import Werkplan


class PlanReview(models.Model):
    """One line of the review cycle: held with the client's words, or its day moved. Only added, never changed."""

    class Kind(models.TextChoices):
        """What happened."""

        HELD = "gehouden", "Samen teruggekeken"
        EXEMPT = "ontheffing", "Uitgesteld door een ontheffing"
        TRANSFER = "overdracht", "Vervroegd na een overdracht"
        INCOME = "inkomen", "Vervroegd na een wijziging van inkomen"

    plan = models.ForeignKey(Werkplan, models.PROTECT, related_name="reviews")
    kind = models.CharField("soort", max_length=12, choices=Kind.choices)
    was = models.DateField("stond op", null=True, blank=True)
    becomes = models.DateField("wordt")
    client_words = models.TextField("in de woorden van de klant", max_length=2000, blank=True)
    outcome = models.TextField("wat wij besloten", max_length=2000, blank=True)
    reason = models.CharField("waarom", max_length=300, blank=True)
    article = models.CharField("artikel", max_length=60, blank=True)
    rule = models.CharField("regel", max_length=20, blank=True)
    participation = models.ForeignKey(Participation, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField("vastgelegd op", auto_now_add=True)
    objects = PartQuerySet.as_manager()

    web_may = ("SELECT", "INSERT")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="planreview_held_with_words",
                condition=Q(kind="gehouden") & ~Q(client_words="")
                | ~Q(kind="gehouden") & Q(client_words="", outcome=""),
            ),
            # An exemption moves the day further and says why; it never takes it away.
            models.CheckConstraint(
                name="planreview_exemption_moves_further_with_reason",
                condition=~Q(kind="ontheffing") | Q(becomes__gt=F("was")) & ~Q(reason="") & ~Q(article=""),
            ),
            models.CheckConstraint(
                name="planreview_change_brings_forward",
                condition=~Q(kind__in=["overdracht", "inkomen"]) | Q(becomes__lt=F("was")),
            ),
        ]
        indexes = [models.Index(name="planreview_of_plan", fields=["plan", "-id"])]

    def __str__(self):
        return f"Terugkijken {self.pk}"
