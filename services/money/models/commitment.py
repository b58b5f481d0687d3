"""What is kept, owed or paid for one piece of help, and which partners bear it."""

import uuid

from django.db import models
from django.db.models import Q

from services.money.prices import PriceModel
from services.money.queries import MoneyQuerySet, ShareQuerySet
from werkcentrum.access.door import APPEND_ONLY
from werkcentrum.regions.models import Participation


class Commitment(models.Model):
    """A verplichting. `reference` is the number of what it pays for, and all that is known here of a person's help.

    How it stands is not a column: it is the sum of its lines (`position.of`), so that both can never disagree.
    """

    web_may = ("SELECT", "INSERT", "UPDATE")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    budget = models.ForeignKey("services.RegionalBudget", models.PROTECT, related_name="commitments")
    purpose = models.ForeignKey("services.BudgetPurpose", models.PROTECT, related_name="+")
    reference = models.UUIDField("kenmerk", db_index=True)
    offer = models.ForeignKey("services.Offer", models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField("waarvoor", max_length=120, blank=True)
    price_model = models.CharField("prijsmodel", max_length=10, choices=PriceModel.choices, default=PriceModel.TRAJECT)
    group = models.CharField("doelgroep", max_length=24, blank=True)
    result = models.CharField("resultaat", max_length=24, blank=True)
    closed_on = models.DateField("afgerond op", null=True, blank=True)
    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference"], condition=Q(closed_on=None), name="commitment_one_open_per_reference"
            )
        ]

    def __str__(self):
        return f"Verplichting {self.pk}"


class CommitmentShare(models.Model):
    """The part of a commitment that one partner bears, in hundredths of a percent; together they are the whole."""

    web_may = APPEND_ONLY

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="shares")
    payer = models.ForeignKey(Participation, models.PROTECT, related_name="+", verbose_name="partner")
    parts = models.PositiveIntegerField("deel (honderdste procent)")
    objects = ShareQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "payer"], name="share_once_per_payer"),
            models.CheckConstraint(name="share_of_the_whole", condition=Q(parts__lte=10_000)),
        ]

    def __str__(self):
        return f"{self.parts / 100} % van {self.commitment_id}"
