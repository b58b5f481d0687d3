"""What roles and relations may do, as pages that a privacy officer can read and sign."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkcentrum.access.models import Membership
from werkcentrum.access.relations import RIGHTS, Relation
from werkcentrum.access.roles import ROLES
from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission


@tagged("role", "read", needs=Permission.ACCESS_READ)
@require_safe
def roles(request):
    """Roles with their prose and permissions, and what each relation to a dossier opens."""
    return render(
        request,
        "access/roles.html",
        {
            "roles": [(role, [p.label for p in Permission if p in role.permissions]) for role in ROLES.values()],
            "relations": [(Relation(key).label, rights) for key, rights in RIGHTS.items()],
        },
    )


@tagged("membership", "list", needs=Permission.ACCESS_READ)
@require_safe
def people(request):
    """Everyone who works in the region today: role, partner, since when, until when."""
    rows = (
        Membership.objects.on(timezone.localdate())
        .filter(participation__region=request.actor.region)
        .exclude(role="klant")  # AVG: that somebody is a client is not for this list
        .select_related("user", "participation__partner", "desk")
        .order_by("participation__partner__name", "user__name")[:500]
    )
    return render(request, "access/people.html", {"rows": rows})
