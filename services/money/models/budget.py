"""The unpartitioned (ontschot) budget of a region in a year, and what its money is for."""

import uuid

from django.db import models
from django.db.models import F, Q

from services.money.queries import BudgetQuerySet, MoneyQuerySet
from werkcentrum.access.door import APPEND_ONLY
from werkcentrum.regions.models import Participation, Region

FOUR_EYES_FROM = 25_000_00
"""From this many cents a commitment waits for a second person; a setting per budget. [M]: regions choose their own."""


class RegionalBudget(models.Model):
    """What the partners of a region put together in a year. `cashier` receives and pays; it owns none of it."""

    web_may = ("SELECT", "INSERT", "UPDATE")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="budgets")
    year = models.PositiveSmallIntegerField("jaar")
    cashier = models.ForeignKey(Participation, models.PROTECT, related_name="+", verbose_name="kassier")
    four_eyes_from = models.BigIntegerField("vier ogen vanaf (centen)", default=FOUR_EYES_FROM)
    # Kept by the triggers of migration money; the web cannot write them.
    received = models.BigIntegerField("ontvangen (centen)", default=0, editable=False)
    spent = models.BigIntegerField("besteed (centen)", default=0, editable=False)
    closed_on = models.DateField("afgesloten op", null=True, blank=True)
    objects = BudgetQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["region", "year"], name="budget_once_per_region_and_year"),
            models.CheckConstraint(name="budget_of_a_year", condition=Q(year__range=(2020, 2099))),
            models.CheckConstraint(name="budget_pays_what_came_in", condition=Q(spent__lte=F("received"))),
            models.CheckConstraint(name="budget_four_eyes_from_zero", condition=Q(four_eyes_from__gte=0)),
        ]

    def __str__(self):
        return f"{self.region} {self.year}"


class BudgetPurpose(models.Model):
    """What money of a budget is for; partners promise for a purpose, and one of them is simply "vrij te besteden"."""

    web_may = APPEND_ONLY

    budget = models.ForeignKey(RegionalBudget, models.PROTECT, related_name="purposes")
    code = models.SlugField(max_length=40)
    name = models.CharField("doel", max_length=80)
    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["budget", "code"], name="purpose_once_per_budget")]

    def __str__(self):
        return self.name
