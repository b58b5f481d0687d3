"""How long a receiver has to answer: dated per region, because it is an agreement of partners and no law."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from werkcentrum.regions.models import DateRange, Region
from werkcentrum.regions.queries import PeriodQuerySet


class HandoverTerms(models.Model):
    """Working days to answer an offered dossier, and until the offer expires. Without a region: for the country."""

    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField("van")
    valid_until = models.DateField("tot en met", null=True, blank=True)
    answer_days = models.PositiveSmallIntegerField("werkdagen om te antwoorden")
    expire_days = models.PositiveSmallIntegerField("werkdagen tot het aanbod vervalt")
    source = models.CharField("bron", max_length=200)
    web_may = ("SELECT",)
    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="handoverterms_answer_before_it_expires",
                condition=Q(answer_days__gte=1, expire_days__gte=F("answer_days")),
            ),
            models.CheckConstraint(
                name="handoverterms_end_after_they_start",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
            ExclusionConstraint(
                name="handoverterms_one_at_a_time",
                expressions=[
                    (Coalesce("region_id", Value(0)), RangeOperators.EQUAL),
                    (DateRange(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.answer_days} en {self.expire_days} werkdagen vanaf {self.valid_from}"
