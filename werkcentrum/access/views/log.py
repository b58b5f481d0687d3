"""Who looked: the log as the privacy officer reads it, without a name of a client."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from werkcentrum.access.models import User
from werkcentrum.access.roles import ROLES
from werkcentrum.access.routes import tagged
from werkcentrum.audit.models import Reading
from werkcentrum.audit.parts import part_words
from werkcentrum.permissions import Permission

PAGE = 50


@tagged("log", "list", needs=Permission.AUDIT_READ)
@require_safe
def log(request):
    """Readings in the region, newest first, of everyone or of one employee; older ones by key, never by page number."""
    rows = Reading.objects.filter(participation__region=request.actor.region)
    who = request.GET.get("medewerker", "")
    if who.isdecimal():
        rows = rows.filter(actor=int(who[:12]))
    before = request.GET.get("voor", "")
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows.select_related("actor", "participation__partner", "dossier").order_by("-pk")[: PAGE + 1])
    return render(
        request,
        "access/log.html",
        {
            "rows": [_line(row) for row in found[:PAGE]],
            "older": found[PAGE - 1].pk if len(found) > PAGE else None,
            "employee": User.objects.filter(pk=int(who[:12])).first() if who.isdecimal() else None,
            "who": who,
        },
    )


def _line(row):
    return {
        "reading": row,
        "part": part_words(row.part),
        "role": ROLES[row.role].label if row.role in ROLES else "",
        "dossier": str(row.dossier.public_id)[:8] if row.dossier else "geen",
    }
