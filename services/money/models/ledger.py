"""The double-entry ledger: accounts, postings, and lines that sum to zero. Nothing is ever changed or removed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from services.money import rules
from services.money.queries import MoneyQuerySet, PartQuerySet
from werkcentrum.access.door import APPEND_ONLY
from werkcentrum.regions.models import Participation


class LedgerAccount(models.Model):
    """What one partner has in one kind of money for one purpose. `balance` is kept by a trigger, never by the web."""

    class Kind(models.TextChoices):
        PROMISED = rules.TOEGEZEGD, "Toegezegd, nog niet ontvangen"
        RECEIVED = rules.ONTVANGEN, "Ontvangen"
        FREE = rules.VRIJ, "Vrij"
        RESERVED = rules.GERESERVEERD, "Gereserveerd"
        COMMITTED = rules.VERPLICHT, "Verplicht"
        SPENT = rules.BESTEED, "Besteed"

    web_may = APPEND_ONLY

    budget = models.ForeignKey("services.RegionalBudget", models.PROTECT, related_name="accounts")
    kind = models.CharField("soort", max_length=12, choices=Kind.choices)
    payer = models.ForeignKey(Participation, models.PROTECT, related_name="+", verbose_name="partner")
    purpose = models.ForeignKey("services.BudgetPurpose", models.PROTECT, related_name="+")
    balance = models.BigIntegerField("saldo (centen)", default=0, editable=False)
    objects = MoneyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["budget", "kind", "payer", "purpose"], name="account_once"),
            models.CheckConstraint(
                name="account_never_overdrawn",
                condition=Q(kind__in=rules.MEANS, balance__gte=0) | Q(kind__in=rules.USES, balance__lte=0),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"


class Posting(models.Model):
    """One deed in the ledger, with two or more lines. It is undone by a counter-posting that says why."""

    class Deed(models.TextChoices):
        PROMISE = "toezegging", "Toezegging"
        RECEIPT = "ontvangst", "Ontvangst"
        RESERVE = "reservering", "Reservering"
        COMMIT = "verplichting", "Verplichting"
        SETTLE = "vaststelling", "Vaststelling op factuur"
        RELEASE = "vrijval", "Vrijval"
        ANNUL = "annulering", "Annulering"

    TWO_PEOPLE = (Deed.PROMISE, Deed.RECEIPT, Deed.ANNUL)
    web_may = APPEND_ONLY

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    budget = models.ForeignKey("services.RegionalBudget", models.PROTECT, related_name="postings")
    deed = models.CharField("wat", max_length=12, choices=Deed.choices)
    commitment = models.ForeignKey(
        "services.Commitment", models.PROTECT, null=True, blank=True, related_name="postings"
    )
    decision = models.ForeignKey("services.Decision", models.PROTECT, null=True, blank=True, related_name="postings")
    annuls = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="annulled_by")
    text = models.CharField("omschrijving", max_length=120, blank=True)
    reason = models.CharField("reden", max_length=300, blank=True)
    booked_on = models.DateField("geboekt op")
    booked_at = models.DateTimeField(auto_now_add=True)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    objects = MoneyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="posting_annuls_with_reason",
                condition=Q(deed="annulering", annuls__isnull=False) & ~Q(reason="")
                | ~Q(deed="annulering") & Q(annuls=None),
            ),
            models.CheckConstraint(
                name="posting_seen_by_two",
                condition=~Q(deed__in=("toezegging", "ontvangst", "annulering")) | Q(decision__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_deed_display()} {self.pk}"


class PostingLine(models.Model):
    """One amount on one account: debit positive, credit negative, in cents."""

    web_may = APPEND_ONLY

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="lines")
    account = models.ForeignKey(LedgerAccount, models.PROTECT, related_name="lines")
    cents = models.BigIntegerField("centen")
    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="line_never_zero", condition=~Q(cents=0))]

    def __str__(self):
        return f"{self.posting_id}: {self.cents}"
