"""Who acts: a user under one membership, resolved anew for every request."""

import uuid
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from werkcentrum.access import policy
from werkcentrum.access.models import Membership, User
from werkcentrum.permissions import Permission


@dataclass
class Actor:
    """A user, the membership she works under, and what she was shown while this lasted."""

    user: User
    membership: Membership | None = None
    purpose: str = "taak"
    trace: uuid.UUID = field(default_factory=uuid.uuid4)
    shown: dict[tuple[int, str], None] = field(default_factory=dict)
    stands: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Relation and ground to the dossiers that were asked for in this request."""

    @property
    def is_live(self):
        """Whether the account is active and the membership holds today."""
        return bool(self.user.is_active and self.membership is not None)

    @property
    def cell(self):
        """The cell (partner in a region) one works for, or None."""
        return self.membership.participation if self.membership else None

    @property
    def region(self):
        """The region of the cell, or None."""
        return self.cell.region if self.cell else None

    @property
    def role(self):
        """Key of the role one works in, or None."""
        return self.membership.role if self.membership else None

    @property
    def is_client(self):
        """Whether this is a client on her own account."""
        return self.role == "klant"

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Everything this role may do in this cell: one query, asked once."""
        return policy.permissions_of(self.membership) if self.is_live else frozenset()

    def may(self, permission: Permission) -> bool:
        """Whether the role allows it in this cell; for a dossier ask `policy.may` too."""
        return str(permission) in self.permissions

    def require(self, permission: Permission):
        """Raise PermissionDenied (403) unless the role allows it."""
        if not self.may(permission):
            raise PermissionDenied(permission)

    def saw(self, dossiers, part: str):
        """Note that these dossiers (ids or objects with `dossier_id`) were shown; written with the response."""
        for dossier in dossiers:
            self.shown[(getattr(dossier, "dossier_id", dossier), part)] = None

    def standing(self) -> dict[int, tuple[str, str]]:
        """(relation, ground) to everybody who was shown; one query, and none when all were asked for already."""
        # SECURITY: a look-up that found nobody asks about dossier 0: the same work as one that found somebody.
        asked = {dossier or 0 for dossier, _part in self.shown} - self.stands.keys()
        if asked:
            self.stands |= policy.stands_of(self, asked)
        return self.stands


def of_user(user, membership=None):
    """The actor of a user outside a request (commands, tests): her given or first live membership."""
    if membership is None:
        membership = (
            user.memberships.on(timezone.localdate())
            .select_related("participation__partner", "participation__region")
            .first()
        )
    return Actor(user, membership)
