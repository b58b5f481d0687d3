"""Consent: what for, which groups of data, to whom, until when, and how it was given and taken back."""

import datetime
import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from clients.queries import ConsentQuerySet
from werkcentrum.audit.history import EventHistory
from werkcentrum.permissions import GROUP_WORDS, FieldGroup
from werkcentrum.regions.models import DateRange, Participation
from werkcentrum.vocabulary import PartnerKind

from .person import Client

KINDS = [(kind.value, kind.label) for kind in PartnerKind]
AT_MOST = datetime.timedelta(days=366)


class Consent(models.Model):
    """A yes of a person to sharing (AVG 6.1.a and 7). It ends by itself, and at once when she takes it back.

    The database ends the support that rests on it (trigger of migration `consent_ends_support`), whoever withdraws.
    """

    class Purpose(models.TextChoices):
        """What the data are shared for."""

        SUPPORT = "ondersteuning", "Meehelpen bij een deel van het plan"
        CAREER = "loopbaan", "Loopbaanadvies"
        LEARNING = "scholing", "Aanmelden voor een opleiding of cursus"
        JOB = "voordracht", "Voorstellen aan een werkgever"
        CARE = "zorg", "Afstemmen met hulp of zorg"

    class Way(models.TextChoices):
        """How she said yes."""

        SPOKEN = "besproken", "Mondeling besproken"
        PAPER = "papier", "Op papier"
        DIGITAL = "digitaal", "Digitaal"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="consents")
    purpose = models.CharField("waarvoor", max_length=16, choices=Purpose.choices)
    groups = ArrayField(models.CharField(max_length=3, choices=[(g.value, g.name) for g in FieldGroup]))
    receiver = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="partner"
    )
    receiver_kind = models.CharField("soort partner", max_length=24, choices=KINDS, blank=True)
    valid_from = models.DateField("van")
    valid_until = models.DateField("tot en met")
    way = models.CharField("hoe gegeven", max_length=10, choices=Way.choices)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("vastgelegd op", auto_now_add=True)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    objects = ConsentQuerySet.as_manager()
    history = HistoricalRecords(bases=[EventHistory])

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="consent_at_most_a_year",
                condition=Q(valid_until__gte=F("valid_from"), valid_until__lte=F("valid_from") + AT_MOST),
            ),
            models.CheckConstraint(
                name="consent_to_one_receiver",
                condition=Q(receiver=None) & ~Q(receiver_kind="") | Q(receiver__isnull=False, receiver_kind=""),
            ),
            models.CheckConstraint(name="consent_names_groups", condition=Q(groups__len__gte=1)),
            models.CheckConstraint(
                name="consent_withdrawn_by_somebody",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
            *(
                ExclusionConstraint(
                    name=f"consent_once_per_{name}",
                    expressions=[
                        ("client", RangeOperators.EQUAL),
                        ("purpose", RangeOperators.EQUAL),
                        (column, RangeOperators.EQUAL),
                        (DateRange(), RangeOperators.OVERLAPS),
                    ],
                    condition=Q(withdrawn_at=None) & named,
                )
                for name, column, named in (
                    ("partner", "receiver", Q(receiver__isnull=False)),
                    ("kind", "receiver_kind", ~Q(receiver_kind="")),
                )
            ),
        ]

    def __str__(self):
        return f"Toestemming {self.public_id}"

    @property
    def to(self):
        """To whom, within a sentence: "Bouwmensen Friesland", "een vakbond"."""
        return self.receiver.partner.name if self.receiver else PartnerKind(self.receiver_kind).phrase

    @property
    def about(self):
        """What is shared, in words."""
        return ", ".join(GROUP_WORDS[FieldGroup(group)] for group in self.groups)
