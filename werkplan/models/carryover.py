"""The report of a change of income: what became of every item, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from clients.models import Client
from werkcentrum.vocabulary import SITUATION_CHOICES
from werkplan.queries import PartQuerySet

from .plan import Werkplan


class CarryOver(models.Model):
    """One change of income, with who was and who becomes responsible."""

    submit_key = models.UUIDField(unique=True)
    client = models.ForeignKey(Client, models.PROTECT, related_name="carry_overs")
    plan = models.ForeignKey(Werkplan, models.PROTECT, null=True, related_name="carry_overs")
    from_code = models.CharField("van", max_length=24, choices=SITUATION_CHOICES)
    to_code = models.CharField("naar", max_length=24, choices=SITUATION_CHOICES)
    on = models.DateField("per")
    before = models.JSONField("verantwoordelijk voor")
    after = models.JSONField("verantwoordelijk na")
    deadlines = models.JSONField(default=list)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [models.UniqueConstraint(fields=["client", "on"], name="carryover_once_per_day")]

    def __str__(self):
        return f"{self.from_code} → {self.to_code} per {self.on}"


class CarryOverLine(models.Model):
    """What became of one item: class A–E, with reason, article, owner and date."""

    class Kind(models.TextChoices):
        """The five classes of carry-over."""

        CARRY_ON = "A", "Loopt door"
        RECONFIRM = "B", "Opnieuw bevestigen"
        CONVERT = "C", "Wordt omgezet"
        STOP = "D", "Stopt"
        STAY = "E", "Blijft bij de oude partner"

    report = models.ForeignKey(CarryOver, models.PROTECT, related_name="lines")
    plan = models.ForeignKey(Werkplan, models.PROTECT, related_name="+")
    item_type = models.CharField(max_length=12)
    item_id = models.BigIntegerField()
    code = models.CharField(max_length=32)
    title = models.CharField(max_length=300)
    kind = models.CharField("klasse", max_length=1, choices=Kind.choices)
    reason = models.CharField("reden", max_length=400)
    article = models.CharField("artikel", max_length=120, blank=True)
    owner = models.CharField("wie is aan zet", max_length=20)
    until = models.DateField("uiterlijk", null=True)
    becomes = models.CharField("wordt", max_length=32, blank=True)
    unverified = models.BooleanField("nog niet nagegaan", default=False)
    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "item_type", "item_id"], name="carryoverline_once_per_item"),
            models.CheckConstraint(name="carryoverline_always_says_why", condition=~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.kind} {self.title}"
