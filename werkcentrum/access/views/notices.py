"""Messages inside the product."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from werkcentrum.access.models import Notice
from werkcentrum.access.notices import read_all
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once

MOST = 50


@tagged("notice", "list")
@require_safe
def notices(request):
    """What came in for somebody in the cell she works for, newest first."""
    mine = Notice.objects.filter(user=request.actor.user, participation=request.actor.cell).order_by("-at", "-pk")
    rows = list(mine[:MOST])
    return render(request, "access/notices.html", {"rows": rows, "unread": any(not row.seen_at for row in rows)})


@tagged("notice", "edit")
@require_POST
@once
def read(request):
    """All of them are read."""
    read_all(by=request.actor)
    return redirect("access:notices")
