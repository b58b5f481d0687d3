"""What roles and relations may do, as pages that a privacy officer can read and sign."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

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
