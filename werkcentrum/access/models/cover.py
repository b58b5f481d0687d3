"""Temporary cover: a colleague stands in for another, for all dossiers that she leads, until a date."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from werkcentrum.regions.models import DateRange, Participation
from werkcentrum.regions.queries import PeriodQuerySet

LONGEST = timedelta(days=42)
"""Six weeks, both days included."""


class Cover(models.Model):
    """In one cell `colleague` stands in for `covered`, from and until and including a date."""

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    covered = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="afwezig")
    colleague = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="vervanger")
    valid_from = models.DateField("van")
    valid_until = models.DateField("tot en met")
    arranged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    arranged_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField("eerder gestopt op", null=True, blank=True)
    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="cover_ends_after_it_starts", condition=Q(valid_until__gte=F("valid_from"))),
            models.CheckConstraint(
                name="cover_six_weeks_at_most", condition=Q(valid_until__lt=F("valid_from") + LONGEST)
            ),
            models.CheckConstraint(name="cover_by_somebody_else", condition=~Q(covered=F("colleague"))),
            ExclusionConstraint(
                name="cover_one_at_a_time",
                expressions=[
                    ("participation", RangeOperators.EQUAL),
                    ("covered", RangeOperators.EQUAL),
                    (DateRange(), RangeOperators.OVERLAPS),
                ],
                condition=Q(ended_at=None),
            ),
        ]

    def __str__(self):
        return f"Vervanging {self.pk}"
