"""The rights of a person (AVG 15 to 21): what she asks, by when it must be answered, and what was answered."""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import ConcurrentTransitionMixin, FSMField, transition
from simple_history.models import HistoricalRecords

from clients.queries import DossierQuerySet, RequestQuerySet
from werkcentrum.audit.history import EventHistory
from werkcentrum.permissions import Permission
from werkcentrum.regions.models import Region

from .person import Client

MONTH, TWO_MORE = datetime.timedelta(days=31), datetime.timedelta(days=62)


class RightsRequest(ConcurrentTransitionMixin, models.Model):
    """One request about one's own data. Answered within a month; two more at most, with a reason (AVG 12.3)."""

    class Kind(models.TextChoices):
        """Which right."""

        ACCESS = "inzage", "Inzage: alles zien wat over mij bewaard wordt"
        CORRECT = "verbetering", "Verbetering: iets klopt niet"
        RESTRICT = "beperking", "Beperking: mijn gegevens even niet gebruiken"
        OBJECT = "bezwaar", "Bezwaar: ik wil niet dat u dit met mijn gegevens doet"
        ERASE = "wissen", "Wissen: mijn gegevens verwijderen"

    class Way(models.TextChoices):
        """How it came in."""

        PORTAL = "portaal", "Zelf in Mijn Werkcentrum"
        DESK = "balie", "Aan de balie"
        LETTER = "brief", "Per brief"
        PHONE = "telefoon", "Telefonisch"

    class State(models.TextChoices):
        """How far it is."""

        OPEN = "ontvangen", "Ontvangen"
        GRANTED = "ingewilligd", "Ingewilligd"
        REFUSED = "geweigerd", "Geweigerd"
        WITHDRAWN = "ingetrokken", "Ingetrokken"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="requests")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    # AVG: who handles it sees the name with the request and not the dossier.
    name = models.CharField("naam", max_length=200)
    kind = models.CharField("recht", max_length=12, choices=Kind.choices)
    way = models.CharField("hoe gevraagd", max_length=10, choices=Way.choices)
    text = models.TextField("wat u vraagt", max_length=2000, blank=True)
    subject = models.CharField("over welk gegeven", max_length=80, blank=True)
    before = models.TextField("wat er stond", max_length=2000, blank=True)
    asked_on = models.DateField("gevraagd op")
    due_on = models.DateField("antwoord uiterlijk")
    extended_to = models.DateField("verlengd tot", null=True, blank=True)
    extension_reason = models.CharField("waarom verlengd", max_length=300, blank=True)
    lead_note = models.TextField("wat de regiehouder deed", max_length=2000, blank=True)
    state = FSMField("toestand", choices=State.choices, default=State.OPEN, protected=True)
    answer = models.TextField("antwoord", max_length=2000, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("beslist op", null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    objects = RequestQuerySet.as_manager()
    history = HistoricalRecords(bases=[EventHistory])

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="rightsrequest_due_within_a_month",
                condition=Q(due_on__gte=F("asked_on"), due_on__lte=F("asked_on") + MONTH),
            ),
            models.CheckConstraint(
                name="rightsrequest_two_months_more_with_a_reason",
                condition=Q(extended_to=None, extension_reason="")
                | Q(extended_to__gt=F("due_on"), extended_to__lte=F("due_on") + TWO_MORE) & ~Q(extension_reason=""),
            ),
            models.CheckConstraint(
                name="rightsrequest_answered_when_decided",
                condition=Q(state__in=["ontvangen", "ingetrokken"], decided_by=None, decided_at=None)
                | Q(state__in=["ingewilligd", "geweigerd"], decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(answer=""),
            ),
            models.CheckConstraint(
                name="rightsrequest_says_what", condition=Q(kind__in=["inzage", "beperking", "wissen"]) | ~Q(text="")
            ),
            models.UniqueConstraint(
                name="rightsrequest_one_open_of_a_kind",
                fields=["client", "kind", "subject"],
                condition=Q(state="ontvangen"),
            ),
        ]
        indexes = [
            models.Index(name="rightsrequest_worklist", fields=["region", "due_on"], condition=Q(state="ontvangen"))
        ]

    def __str__(self):
        return f"Verzoek {self.public_id}"

    @property
    def last_day(self):
        """The day on which the answer must be there."""
        return self.extended_to or self.due_on

    @transition(field=state, source=State.OPEN, target=State.GRANTED, custom={"needs": Permission.RIGHTS_HANDLE})
    def grant(self, *, by, at, answer):
        """Ingewilligd. De klant leest het antwoord in Mijn Werkcentrum of krijgt een brief."""
        self.decided_by, self.decided_at, self.answer = by, at, answer

    @transition(field=state, source=State.OPEN, target=State.REFUSED, custom={"needs": Permission.RIGHTS_HANDLE})
    def refuse(self, *, by, at, answer):
        """Geweigerd met reden. Bij een verbetering komt haar verklaring naast het gegeven te staan."""
        self.decided_by, self.decided_at, self.answer = by, at, answer

    @transition(field=state, source=State.OPEN, target=State.WITHDRAWN, custom={"needs": Permission.OWN_RIGHTS})
    def withdraw(self):
        """Ingetrokken door de klant."""


class Dispute(models.Model):
    """What stands there is disputed: the client's own statement, shown beside it (AVG 16 was refused)."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="disputes")
    request = models.OneToOneField(RightsRequest, models.PROTECT, related_name="dispute")
    subject = models.CharField("over welk gegeven", max_length=80)
    value = models.TextField("wat er staat", max_length=2000, blank=True)
    statement = models.TextField("verklaring van de klant", max_length=2000)
    since = models.DateField("sinds")
    objects = DossierQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="dispute_has_a_statement", condition=~Q(statement=""))]

    def __str__(self):
        return f"Betwist: {self.subject}"
