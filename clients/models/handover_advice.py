"""What a regiocoördinator says about an offer that waits too long: a reminder, or another receiver with a reason."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from clients.queries import DossierQuerySet
from werkcentrum.regions.models import Participation

from .handover import Handover
from .person import Client


class HandoverAdvice(models.Model):
    """One line of the coordinator on one offer. She decides nothing: giver and receiver read it on their card."""

    class Kind(models.TextChoices):
        REMINDER = "herinnering", "Herinnering"
        OTHER = "andere", "Andere ontvanger voorgesteld"

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="advice")
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    kind = models.CharField("soort", max_length=12, choices=Kind.choices)
    to_participation = models.ForeignKey(Participation, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField("waarom", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("tijdstip", auto_now_add=True)
    web_may = ("SELECT", "INSERT")
    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="handoveradvice_other_receiver_with_reason",
                condition=Q(kind="herinnering", to_participation=None)
                | Q(kind="andere", to_participation__isnull=False) & ~Q(reason=""),
            )
        ]

    def __str__(self):
        return self.get_kind_display()
