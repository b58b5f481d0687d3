"""What others do for somebody: their cards, the code by which they point at her, and the plan above this one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clients.models import Client
from werkcentrum.regions.models import Participation
from werkplan.queries import ElsewhereQuerySet


class Progress(models.TextChoices):
    """How far something of another is; all that is ever told of it."""

    PLANNED = "gepland", "Gepland"
    RUNS = "loopt", "Loopt"
    DONE = "klaar", "Klaar"
    STOPPED = "gestopt", "Gestopt"


class ActivityCard(models.Model):
    """One activity of another partner, as its own system tells it; the owner keeps the truth, nobody else changes it.

    `number` counts the owner's changes: an older one never overwrites a newer one. Withdrawn by its owner it is kept
    and marked.
    """

    class Kind(models.TextChoices):
        """What it is; each in words that say nothing of a person."""

        TRAINING = "training", "Training of cursus"
        LANGUAGE = "taal", "Taal"
        CIVIC = "inburgering", "Inburgering"
        GUIDANCE = "begeleiding", "Begeleiding naar werk"
        EXPERIENCE = "werkervaring", "Werkervaring"
        DEBT = "schuldhulp", "Hulp bij schulden"
        MEETING = "afspraak", "Afspraak"
        OTHER = "anders", "Iets anders"

    client = models.ForeignKey(Client, models.PROTECT, related_name="activity_cards")
    owner = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    reference = models.UUIDField("kenmerk van de eigenaar")
    kind = models.CharField("soort", max_length=12, choices=Kind.choices)
    title = models.CharField("titel", max_length=80)
    status = models.CharField("stand", max_length=8, choices=Progress.choices)
    starts_on = models.DateField("begin", null=True, blank=True)
    ends_on = models.DateField("einde", null=True, blank=True)
    next_on = models.DateField("volgende datum", null=True, blank=True)
    contact = models.CharField("te bereiken bij", max_length=80, blank=True)
    number = models.PositiveIntegerField("versie van de eigenaar")
    changed_at = models.DateTimeField("gewijzigd door de eigenaar")
    received_at = models.DateTimeField("ontvangen", auto_now=True)
    withdrawn_at = models.DateTimeField("ingetrokken", null=True, blank=True)
    objects = ElsewhereQuerySet.as_manager()

    web_may = ("SELECT", "INSERT", "UPDATE")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="activitycard_once_per_owner", fields=["owner", "reference"]),
            models.CheckConstraint(
                name="activitycard_ends_after_it_starts",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self):
        return f"kaart {self.reference}"


class ExchangeCode(models.Model):
    """By which one partner points at one person, who it may not name by BSN. It opens nothing without that key."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="exchange_codes")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    code = models.CharField("koppelcode", max_length=14, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("gegeven op", auto_now_add=True)
    objects = ElsewhereQuerySet.as_manager()

    web_may = ("SELECT", "INSERT")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="exchangecode_once_per_partner", fields=["client", "participation"])
        ]

    def __str__(self):
        return f"koppelcode {self.pk}"


class OverarchingPlan(models.Model):
    """The plan of another of which this werkplan is a part, first of all that of schuldhulp (Wgs).

    Both sides see of each other status, next date and owner, and nothing else. A partner with a cell brings its side as
    a card; of one outside, the lead notes it.
    """

    class Kind(models.TextChoices):
        """Of what."""

        DEBT = "schuldhulp", "Schuldhulp"

    client = models.ForeignKey(Client, models.PROTECT, related_name="overarching_plans")
    kind = models.CharField("soort", max_length=12, choices=Kind.choices, default=Kind.DEBT)
    owner = models.ForeignKey(Participation, models.PROTECT, null=True, blank=True, related_name="+")
    owner_name = models.CharField("organisatie", max_length=80, blank=True)
    status = models.CharField("stand", max_length=8, choices=Progress.choices)
    next_on = models.DateField("volgende datum", null=True, blank=True)
    since = models.DateField("sinds")
    ended_at = models.DateTimeField("gestopt", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    objects = ElsewhereQuerySet.as_manager()

    web_may = ("SELECT", "INSERT", "UPDATE")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="overarchingplan_one_of_a_kind", fields=["client", "kind"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="overarchingplan_one_owner",
                condition=Q(owner=None) & ~Q(owner_name="") | Q(owner__isnull=False, owner_name=""),
            ),
        ]

    def __str__(self):
        return f"{self.kind} van {self.client_id}"
