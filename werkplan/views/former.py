"""What stays of a dossier that one handed over: the card and one's own contributions, for thirty days."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clients.models import Entry
from clients.policy import open_client
from werkcentrum.access.relations import Relation
from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission as P


@tagged("former", "read")
@require_safe
def own_part(request, public_id):
    """Initials, birth year, municipality, and the lines one wrote oneself while one led; nothing of after that."""
    opened = open_client(request.actor, public_id, part="former", known=True)
    row = opened.stance.row
    if row is None or row.relation != Relation.FORMER:
        raise Http404
    if not request.actor.may(P.CLIENT_READ):
        raise PermissionDenied(P.CLIENT_READ)
    client = opened.client
    # SECURITY: own lines only, and none of after the dossier went: the new lead works on unseen.
    lines = Entry.objects.filter(client=client.pk, actor=request.actor.user, at__lte=row.valid_from)
    context = {
        "heading": f"{client.initials}, {client.birth_on.year}",
        "municipality": client.municipality.name,
        "until": row.valid_until,
        "lines": list(lines.order_by("-at").values("text", "at")[:200]),
    }
    return render(request, "werkplan/former.html", context)
