"""Appointments: who meets whom, when and where, and how it went."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django_fsm import ConcurrentTransitionMixin, FSMField, transition
from simple_history.models import HistoricalRecords

from clients.queries import AppointmentQuerySet, DossierQuerySet
from werkcentrum.audit.history import EventHistory
from werkcentrum.permissions import Permission as P
from werkcentrum.regions.models import Participation
from werkcentrum.web.dates import full_date

from .person import Client

LONGEST = 480


class Appointment(ConcurrentTransitionMixin, models.Model):
    """A moment on which a client and people of one or more partners meet. A moved one is kept, beside the new one."""

    class Way(models.TextChoices):
        """How they meet."""

        PLACE = "plek", "Op een plek"
        PHONE = "telefoon", "Telefonisch"
        VIDEO = "video", "Via beeldbellen"

    class State(models.TextChoices):
        """How it went."""

        PLANNED = "gepland", "Gepland"
        HELD = "geweest", "Geweest"
        MOVED = "verzet", "Verzet"
        CANCELLED = "afgezegd", "Afgezegd"
        MISSED = "niet_verschenen", "Niet verschenen"

    class Party(models.TextChoices):
        """Who cancelled; `mistake` is how a move that was undone leaves the new appointment."""

        CLIENT = "klant", "Klant"
        US = "wij", "Wij"
        OTHER = "ander", "Een ander"
        MISTAKE = "vergissing", "Vergissing hersteld"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="appointments")
    with_client = models.BooleanField("de klant is erbij", default=True)
    host = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField("wanneer")
    minutes = models.PositiveSmallIntegerField("hoe lang", default=45)
    way = models.CharField("hoe", max_length=10, choices=Way.choices, default=Way.PLACE)
    place = models.CharField("waar", max_length=200, blank=True)
    subject = models.CharField("waar het over gaat", max_length=120, blank=True)
    state = FSMField("toestand", choices=State.choices, default=State.PLANNED, protected=True)
    cancelled_by = models.CharField("afgezegd door", max_length=10, choices=Party.choices, blank=True)
    reason = models.CharField("reden", max_length=200, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("gemaakt op", auto_now_add=True)
    settled_at = models.DateTimeField("afgehandeld op", null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    objects = AppointmentQuerySet.as_manager()
    history = HistoricalRecords(bases=[EventHistory])

    web_may = ("SELECT", "INSERT", "UPDATE")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="appointment_minutes_in_a_day", condition=Q(minutes__gte=5, minutes__lte=LONGEST)
            ),
            models.CheckConstraint(
                name="appointment_cancelled_by_somebody",
                condition=Q(state="afgezegd") & ~Q(cancelled_by="") | ~Q(state="afgezegd") & Q(cancelled_by=""),
            ),
            models.CheckConstraint(
                name="appointment_settled_exactly_when_not_planned",
                condition=Q(state="gepland", settled_at=None, settled_by=None)
                | ~Q(state="gepland") & Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
            # A moved appointment goes on in one place: two people who move it at once make one new one.
            models.UniqueConstraint(
                name="appointment_moved_once", fields=["replaces"], condition=~Q(cancelled_by="vergissing")
            ),
        ]
        indexes = [
            models.Index(name="appointment_of_client", fields=["client", "starts_at"]),
            models.Index(name="appointment_of_host", fields=["host", "starts_at"], condition=Q(state="gepland")),
        ]

    def __str__(self):
        return f"Afspraak {self.public_id}"

    @property
    def ends_at(self):
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def moment(self):
        """When it is, in words: `dinsdag 24 november 2026 om 10:00`."""
        local = timezone.localtime(self.starts_at)
        return f"{full_date(local.date())} om {local:%H:%M}"

    @transition(field=state, source=State.PLANNED, target=State.HELD, custom={"needs": P.WERKPLAN_EDIT})
    def hold(self, *, at, by):
        """De afspraak is geweest."""
        self.settled_at, self.settled_by = at, by

    @transition(field=state, source=State.PLANNED, target=State.MOVED, custom={"needs": P.WERKPLAN_EDIT})
    def move(self, *, at, by):
        """De afspraak is verzet. De nieuwe staat erbij."""
        self.settled_at, self.settled_by = at, by

    @transition(field=state, source=State.PLANNED, target=State.CANCELLED, custom={"needs": P.WERKPLAN_EDIT})
    def cancel(self, *, at, by, party, reason):
        """De afspraak gaat niet door."""
        self.settled_at, self.settled_by, self.cancelled_by, self.reason = at, by, party, reason

    @transition(field=state, source=State.PLANNED, target=State.MISSED, custom={"needs": P.WERKPLAN_EDIT})
    def miss(self, *, at, by):
        """De klant kwam niet. Vraag eerst wat er aan de hand was."""
        self.settled_at, self.settled_by = at, by

    @transition(
        field=state,
        source=[State.HELD, State.MOVED, State.CANCELLED, State.MISSED],
        target=State.PLANNED,
        custom={"needs": P.WERKPLAN_EDIT},
    )
    def restore(self):
        """Ongedaan gemaakt: de afspraak staat weer zoals hij stond."""
        self.settled_at, self.settled_by, self.cancelled_by, self.reason = None, None, "", ""


class AppointmentGuest(models.Model):
    """Somebody else who is asked for an appointment: a person by name, or a partner who still says whom it sends."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="guests")
    # SECURITY: the second door reads this; a policy that asked the appointment would ask itself.
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")

    web_may = ("SELECT", "INSERT")
    objects = DossierQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="appointment_guest_once", fields=["appointment", "participation", "user"], nulls_distinct=False
            )
        ]
        indexes = [models.Index(name="appointment_guest_of_user", fields=["user"])]

    def __str__(self):
        return f"Genodigde {self.pk}"
