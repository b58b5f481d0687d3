"""Guardian's tables for grants on a cell, with direct foreign keys: they die with the cell (never generic rows)."""

from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from werkcentrum.regions.models import Participation


class ParticipationGroupPermission(GroupObjectPermissionBase):
    """A permission that a role group holds in a cell."""

    content_object = models.ForeignKey(Participation, on_delete=models.CASCADE)


class ParticipationUserPermission(UserObjectPermissionBase):
    """Guardian asks for this table; nobody is ever granted anything personally, a test says so."""

    content_object = models.ForeignKey(Participation, on_delete=models.CASCADE)
