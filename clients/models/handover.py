"""Offering a dossier to another partner: nobody is without a lead while it waits."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, transition
from simple_history.models import HistoricalRecords

from clients.queries import HandoverQuerySet
from werkcentrum.audit.history import EventHistory
from werkcentrum.permissions import Permission
from werkcentrum.regions.models import Participation

from .person import Client


class Handover(models.Model):
    """A dossier (and its plan, if any) offered by one cell to another. The giver leads until it is accepted."""

    class State(models.TextChoices):
        OFFERED = "aangeboden", "Aangeboden"
        ACCEPTED = "geaccepteerd", "Geaccepteerd"
        REFUSED = "geweigerd", "Geweigerd"
        WITHDRAWN = "ingetrokken", "Ingetrokken"
        EXPIRED = "verlopen", "Verlopen"

    class Refusal(models.TextChoices):
        """Why not, as a code that can be counted; the words beside it are for the giver."""

        NOT_OURS = "niet_van_ons", "Wij zijn niet verantwoordelijk"
        ELSEWHERE = "woont_elders", "Woont in een andere gemeente of regio"
        NO_ROOM = "geen_ruimte", "Er is nu geen coach beschikbaar"
        TOO_EARLY = "te_vroeg", "Te vroeg: de wijziging is nog niet ingegaan"
        INCOMPLETE = "onvolledig", "Er moet eerst nog iets gebeuren"
        OTHER = "anders", "Een andere reden"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="handovers")
    from_participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    to_participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField("aangeboden op", auto_now_add=True)
    due_on = models.DateField("antwoord uiterlijk")
    # The day after which nobody can accept any longer; the nightly task then closes it.
    expires_on = models.DateField("vervalt na")
    escalated_at = models.DateTimeField("bij de regiocoördinator sinds", null=True, blank=True)
    reason = models.TextField("waarom", max_length=1000)
    rule = models.PositiveSmallIntegerField("regel", null=True)
    article = models.CharField("artikel", max_length=120, blank=True)
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    state = FSMField("toestand", choices=State.choices, default=State.OFFERED, protected=True)
    decided_at = models.DateTimeField("beslist op", null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    refusal_code = models.CharField("soort reden", max_length=12, choices=Refusal.choices, blank=True)
    refusal = models.TextField("reden van weigeren", max_length=1000, blank=True)
    objects = HandoverQuerySet.as_manager()
    history = HistoricalRecords(bases=[EventHistory])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=Q(state="aangeboden"), name="handover_one_open_per_client"
            ),
            models.CheckConstraint(
                name="handover_decided_exactly_when_closed",
                condition=Q(state="aangeboden", decided_at=None, decided_by=None)
                | Q(state="verlopen", decided_at__isnull=False, decided_by=None)
                | ~Q(state__in=["aangeboden", "verlopen"]) & Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="handover_accepted_by_somebody", condition=~Q(state="geaccepteerd") | Q(assigned_to__isnull=False)
            ),
            models.CheckConstraint(
                name="handover_refused_with_reason",
                condition=Q(state="geweigerd") & ~Q(refusal="") & ~Q(refusal_code="")
                | ~Q(state="geweigerd") & Q(refusal="", refusal_code=""),
            ),
            models.CheckConstraint(name="handover_expires_after_it_is_due", condition=Q(expires_on__gte=F("due_on"))),
        ]
        indexes = [
            models.Index(name="handover_inbox", fields=["to_participation", "due_on"], condition=Q(state="aangeboden")),
            models.Index(name="handover_clock", fields=["due_on"], condition=Q(state="aangeboden")),
        ]

    def __str__(self):
        return f"Overdracht {self.public_id}"

    @transition(field=state, source=State.OFFERED, target=State.ACCEPTED, custom={"needs": Permission.HANDOVER_DECIDE})
    def accept(self, *, by, at):
        """Overgenomen. Alles loopt door onder de nieuwe regiehouder."""
        self.decided_by, self.decided_at = by, at

    @transition(field=state, source=State.OFFERED, target=State.REFUSED, custom={"needs": Permission.HANDOVER_DECIDE})
    def refuse(self, *, by, at, code, refusal):
        """Geweigerd met reden. De oude regiehouder blijft verantwoordelijk."""
        self.decided_by, self.decided_at, self.refusal_code, self.refusal = by, at, code, refusal

    @transition(field=state, source=State.OFFERED, target=State.WITHDRAWN, custom={"needs": Permission.HANDOVER_OFFER})
    def withdraw(self, *, by, at):
        """Ingetrokken door wie het aanbood."""
        self.decided_by, self.decided_at = by, at

    @transition(field=state, source=State.OFFERED, target=State.EXPIRED, custom={"needs": Permission.HANDOVER_OFFER})
    def expire(self, *, at):
        """Verlopen zonder antwoord. De oude regiehouder blijft verantwoordelijk en kiest wat er nu gebeurt."""
        self.decided_at = at
