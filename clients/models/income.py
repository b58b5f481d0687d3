"""Income situations as dated periods: several at once, exactly one leading at any date."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from clients.queries import DossierQuerySet
from werkcentrum.audit.history import EventHistory
from werkcentrum.regions.models import DateRange
from werkcentrum.regions.queries import on
from werkcentrum.vocabulary import SITUATION_CHOICES, situation

from .person import Client


class Source(models.TextChoices):
    """Where a fact about a person comes from."""

    CLIENT = "klant", "Klant zelf"
    BRP = "brp", "Basisregistratie Personen"
    SUWINET = "suwinet", "Suwinet"
    PARTNER = "partner", "Partner"
    TEST = "test", "Test of onderzoek"


class IncomePeriodQuerySet(DossierQuerySet):
    """Income periods."""

    def on(self, date):
        """Periods that hold on `date`."""
        return self.filter(on(date))

    def leading(self):
        """Periods that decide who is responsible."""
        return self.filter(leading=True)


class IncomePeriod(models.Model):
    """One income situation of a person, from a date until and including a date (null: no end known)."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="income_periods")
    code = models.CharField("situatie", max_length=24, choices=SITUATION_CHOICES)
    valid_from = models.DateField("van")
    valid_until = models.DateField("tot en met", null=True, blank=True)
    leading = models.BooleanField("leidend", default=True)
    source = models.CharField("bron", max_length=8, choices=Source.choices, default=Source.CLIENT)
    obtained_on = models.DateField("verkregen op")
    confirmed_on = models.DateField("bevestigd op", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    objects = IncomePeriodQuerySet.as_manager()
    history = HistoricalRecords(bases=[EventHistory])

    class Meta:
        ordering = ["valid_from", "pk"]
        # That the leading periods also leave no hole is checked by the trigger of migration 0002.
        constraints = [
            models.CheckConstraint(
                name="incomeperiod_ends_after_it_starts",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
            ExclusionConstraint(
                name="incomeperiod_same_code_apart",
                expressions=[
                    ("client", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (DateRange(), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="incomeperiod_one_leading_at_a_time",
                expressions=[("client", RangeOperators.EQUAL), (DateRange(), RangeOperators.OVERLAPS)],
                condition=Q(leading=True),
            ),
        ]
        indexes = [
            models.Index(
                name="incomeperiod_of_client",
                fields=["client", "valid_from"],
                include=["code", "valid_until", "leading"],
            )
        ]

    def __str__(self):
        return f"{self.code} vanaf {self.valid_from}"

    @property
    def label(self):
        """The situation in Dutch."""
        return situation(self.code).name

    @property
    def words(self):
        """The situation in the middle of a sentence."""
        return situation(self.code).words
