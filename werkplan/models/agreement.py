"""What was agreed: freely, by law, or promised by the government."""

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from werkcentrum.audit.history import EventHistory
from werkcentrum.regions.models import Participation
from werkplan.queries import PartQuerySet

from .plan import Werkplan


class Agreement(models.Model):
    """An agreement of the plan. A duty exists only with its article and the partner who may impose it."""

    class Kind(models.TextChoices):
        """Who is bound, and by what."""

        VOLUNTARY = "vrijwillig", "Vrijwillige afspraak"
        DUTY = "verplicht", "Verplichting"
        PROMISE = "toezegging", "Toezegging van de overheid"

    plan = models.ForeignKey(Werkplan, models.PROTECT, related_name="agreements")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    code = models.CharField("code", max_length=32, blank=True)
    text = models.CharField("afspraak", max_length=300)
    article = models.CharField("artikel", max_length=120, blank=True)
    consequence = models.CharField("gevolg als het niet lukt", max_length=300, blank=True)
    owner = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="van wie"
    )
    valid_from = models.DateField("van")
    valid_until = models.DateField("tot en met", null=True, blank=True)
    end_reason = models.CharField("waarom het stopt", max_length=200, blank=True)
    # A promise of the government has a day, so that one sees when it is late.
    due_on = models.DateField("beloofd vóór", null=True, blank=True)
    kept_on = models.DateField("nagekomen op", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    objects = PartQuerySet.as_manager()
    history = HistoricalRecords(bases=[EventHistory])

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="agreement_duty_has_article_and_owner",
                condition=~Q(kind="verplicht") | ~Q(article="") & Q(owner__isnull=False),
            ),
            models.CheckConstraint(
                name="agreement_consequence_only_by_law", condition=Q(kind="verplicht") | Q(consequence="")
            ),
            models.CheckConstraint(
                name="agreement_only_a_promise_is_kept",
                condition=Q(kind="toezegging") | Q(due_on=None, kept_on=None),
            ),
            models.CheckConstraint(
                name="agreement_ends_with_reason",
                # Without an end the comparison is unknown, and a check lets that pass: ask for the end too.
                condition=Q(valid_until=None, end_reason="")
                | Q(valid_until__isnull=False, valid_until__gte=F("valid_from")) & ~Q(end_reason=""),
            ),
        ]
        indexes = [models.Index(name="agreement_of_plan", fields=["plan"])]

    def __str__(self):
        return self.text
