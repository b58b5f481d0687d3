"""Who can be given work in a cell: staff whose role works with dossiers, with an account and a membership that live."""

from django.utils import timezone

from werkcentrum.access.models import Membership
from werkcentrum.access.roles import ROLES
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused

WORKING_ROLES = tuple(key for key, role in ROLES.items() if {P.CLIENT_READ, P.CLIENT_EDIT} <= role.permissions)
"""Roles that open dossiers and work in them: gids and coach."""


def colleagues_in(cell):
    """Live memberships of people of a cell who can work with dossiers, by name."""
    rows = Membership.objects.on(timezone.localdate()).filter(
        participation=cell, role__in=WORKING_ROLES, user__is_active=True
    )
    return rows.select_related("user").order_by("user__name", "pk")


def require_colleague(cell, user, *, field=None):
    """Raise Refused unless `user` works with dossiers in the cell today."""
    if not colleagues_in(cell).filter(user=user).exists():
        raise Refused(f"{user.name} werkt niet (meer) bij {cell.partner.name}. Kies iemand anders.", field=field)
