"""The key with which the system of a partner brings and fetches: for one cell, until a day."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from werkcentrum.regions.models import Participation


class PartnerKey(models.Model):
    """A key of a cell. What is kept can recognise it and cannot be used: the key itself is shown once.

    `user` is the account of that system in the log; it is not active, so nobody logs in with it.
    """

    participation = models.ForeignKey(Participation, models.PROTECT, related_name="keys")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField("waarvoor", max_length=60)
    sign = models.CharField("kenmerk", max_length=8)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    valid_until = models.DateField("tot en met")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("gemaakt op", auto_now_add=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField("ingetrokken op", null=True, blank=True)
    used_on = models.DateField("laatst gebruikt", null=True, blank=True)

    web_may = ("SELECT", "INSERT", "UPDATE")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="partnerkey_revoked_by_somebody",
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"sleutel {self.sign}"
