"""What stood on the menu of a region on a day; never changed, because others refer to it."""

import uuid

from django.conf import settings
from django.db import models

from werkcentrum.regions.models import Region
from werkcentrum.web.dates import long_date


class Edition(models.Model):
    """One frozen menu. `services`: the offers of that day in the shape of HSDS, without what a payer pays."""

    web_may = ("SELECT", "INSERT")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField("nummer")
    as_of = models.DateField("stand van")
    note = models.CharField("waarover", max_length=200, blank=True, default="", db_default="")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("gemaakt op", auto_now_add=True)
    services = models.JSONField("aanbod")

    class Meta:
        ordering = ["region__name", "-number"]
        constraints = [models.UniqueConstraint(name="edition_numbered_per_region", fields=["region", "number"])]

    def __str__(self):
        return self.title

    @property
    def title(self) -> str:
        """`Menukaart Friesland, editie 2, 25 november 2026`."""
        return f"Menukaart {self.region.name}, editie {self.number}, {long_date(self.as_of)}"
