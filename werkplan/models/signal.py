"""What is coming for somebody, noted before it happens; computed from the dossier, never typed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from clients.models import Client
from werkplan.queries import SignalQuerySet


class Signal(models.Model):
    """One coming date of one person: once per kind, subject and date, so that another date is another signal.

    Open while its reason stands (`closed_at` empty); put aside it stays open and is not shown, until the date changes.
    What it says, why, and how long before it comes stands in `werkplan.signals.rules`, under `kind`.
    """

    class Aside(models.TextChoices):
        """Why somebody put it aside."""

        DISCUSSED = "besproken", "Besproken met de klant"
        ARRANGED = "geregeld", "Al geregeld"
        NOT_HERS = "geldt_niet", "Geldt niet voor deze klant"
        ELSEWHERE = "bij_ander", "Een andere partner doet dit"

    client = models.ForeignKey(Client, models.PROTECT, related_name="signals")
    kind = models.CharField("soort", max_length=24)
    subject = models.CharField("waarover", max_length=40)
    on = models.DateField("datum")
    since = models.DateField("gemeld sinds")
    closed_at = models.DateTimeField("vervallen", null=True, blank=True)
    aside_at = models.DateTimeField("opzij gelegd", null=True, blank=True)
    aside_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    aside_reason = models.CharField("waarom", max_length=12, choices=Aside.choices, blank=True)
    objects = SignalQuerySet.as_manager()

    web_may = ("SELECT", "UPDATE")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="signal_once_per_date", fields=["client", "kind", "subject", "on"]),
            models.CheckConstraint(
                name="signal_aside_says_who_and_why",
                condition=Q(aside_at=None, aside_by=None, aside_reason="")
                | Q(aside_at__isnull=False, aside_by__isnull=False) & ~Q(aside_reason=""),
            ),
        ]
        indexes = [
            models.Index(name="signal_open", fields=["client", "on"], condition=Q(closed_at=None)),
        ]

    def __str__(self):
        return f"{self.kind} {self.on}"
