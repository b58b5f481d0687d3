"""What the menu of the new place has for a service that is used: proposed after a handover, decided by who leads."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from clients.models import Handover
from services.models import Offer
from werkplan.queries import PartQuerySet

from .inzet import Inzet
from .plan import Werkplan


class RemapLine(models.Model):
    """One inzet of the old place, and what comes closest on the menu of the new one. Changes nothing itself."""

    class Verdict(models.TextChoices):
        SAME = "zelfde", "Hetzelfde aanbod"
        SIMILAR = "lijkt_op", "Lijkt erop"
        NONE = "geen", "Geen aanbod"

    class Choice(models.TextChoices):
        """What the new lead decided."""

        OVER = "over", "Verder met het nieuwe aanbod"
        STAYS = "blijft", "Loopt door bij de aanbieder van nu"
        STOPS = "stopt", "Stopt"

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="remaps")
    plan = models.ForeignKey(Werkplan, models.PROTECT, related_name="remaps")
    inzet = models.ForeignKey(Inzet, models.PROTECT, related_name="remaps")
    verdict = models.CharField("op de nieuwe menukaart", max_length=8, choices=Verdict.choices)
    offer = models.ForeignKey(Offer, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField("uitleg", max_length=300)
    article = models.CharField("artikel", max_length=120, blank=True)
    choice = models.CharField("besluit", max_length=6, choices=Choice.choices, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("besloten op", null=True, blank=True)
    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "inzet"], name="remapline_once_per_inzet"),
            models.CheckConstraint(
                name="remapline_offer_unless_none",
                condition=Q(verdict="geen", offer=None) | ~Q(verdict="geen") & Q(offer__isnull=False),
            ),
            models.CheckConstraint(
                name="remapline_decided_exactly_with_a_choice",
                condition=Q(choice="", decided_by=None, decided_at=None)
                | ~Q(choice="") & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="remapline_over_to_an_offer", condition=~Q(choice="over") | Q(offer__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.get_verdict_display()}: {self.inzet_id}"
