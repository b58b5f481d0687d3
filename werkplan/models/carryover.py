"""The report of a change of income: what became of every item, and why."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition

from clients.models import Client
from werkcentrum.permissions import Permission as P
from werkcentrum.vocabulary import SITUATION_CHOICES
from werkplan.queries import PartQuerySet

from .plan import Werkplan

NEEDS = {"needs": P.SITUATION_CHANGE}


class CarryOver(ConcurrentTransitionMixin, models.Model):
    """One change of income, with who was and who becomes responsible; planned until its day comes.

    A correction tells what is different because something began on another day; it changes nothing in the plan.
    """

    class State(models.TextChoices):
        """Whether the day has come."""

        PLANNED = "gepland", "Gepland"
        BEGUN = "ingegaan", "Ingegaan"
        CANCELLED = "vervallen", "Gaat niet door"

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
    state = FSMField("toestand", choices=State.choices, default=State.PLANNED, protected=True)
    settled_at = models.DateTimeField("ingegaan of vervallen op", null=True, blank=True)
    reason = models.CharField("waarom het niet doorgaat", max_length=200, blank=True)
    correction = models.BooleanField("verbetering", default=False)
    # What it takes to put everything back before the day comes; empty for changes of before this was kept.
    undo = models.JSONField("hoe het terug kan", default=dict, blank=True, encoder=DjangoJSONEncoder)
    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "on"],
                name="carryover_once_per_day",
                condition=~Q(state="vervallen") & Q(correction=False),
            ),
            models.CheckConstraint(
                name="carryover_settled_unless_planned",
                condition=Q(state="gepland", settled_at=None, reason="", correction=False)
                | Q(state="ingegaan", settled_at__isnull=False, reason="")
                | Q(state="vervallen", settled_at__isnull=False) & ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(name="carryover_due", fields=["on"], condition=Q(state="gepland"))]

    def __str__(self):
        return f"{self.from_code} → {self.to_code} per {self.on}"

    @transition(field=state, source=State.PLANNED, target=State.BEGUN, custom=NEEDS)
    def begin(self, *, at):
        """De dag is er: wat zou stoppen, stopt nu."""
        self.settled_at = at

    @transition(field=state, source=State.PLANNED, target=State.CANCELLED, custom=NEEDS)
    def cancel(self, *, at, reason):
        """De wijziging gaat toch niet door: alles blijft zoals het was."""
        self.settled_at, self.reason = at, reason


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
    # How the item stood before (fields, and its version then); empty when the change left it alone.
    was = models.JSONField("hoe het was", default=dict, blank=True, encoder=DjangoJSONEncoder)
    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "item_type", "item_id"], name="carryoverline_once_per_item"),
            models.CheckConstraint(name="carryoverline_always_says_why", condition=~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.kind} {self.title}"
