"""A list that a partner brought: what was read, which column is what, and whether it was taken over."""

import uuid

from django.conf import settings
from django.db import models

from werkcentrum.permissions import Permission
from werkcentrum.regions.models import Participation


class OfferListQuerySet(models.QuerySet):
    """Lists that partners brought."""

    def visible_to(self, actor):
        """The own cell's; for a coordinator those of the own region."""
        if not actor.is_live or not actor.may(Permission.OFFER_PROPOSE):
            return self.none()
        coordinator = actor.may(Permission.OFFER_PUBLISH)
        return self.filter(cell__region=actor.region) if coordinator else self.filter(cell=actor.cell)


class OfferList(models.Model):
    """One uploaded list. `rows`: [[number in the file, [cells]]]; `mapping`: column of an offer to place."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cell = models.ForeignKey(Participation, models.PROTECT, related_name="+", verbose_name="aanbieder")
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField("gebracht op", auto_now_add=True)
    rows = models.JSONField("regels")
    header = models.PositiveSmallIntegerField("plaats van de kopregel")
    mapping = models.JSONField("kolommen", default=dict)
    taken_at = models.DateTimeField("overgenomen op", null=True, blank=True)
    made = models.PositiveSmallIntegerField("gemaakt", default=0)
    changed = models.PositiveSmallIntegerField("gewijzigd", default=0)
    objects = OfferListQuerySet.as_manager()

    def __str__(self):
        return f"{self.cell} {self.brought_at:%Y-%m-%d}"
