"""Bereik: which share of the region each colleague can open."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from clients.reach import ENOUGH, GOAL, reach_of
from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission as P


@tagged("reach", "read", needs=P.REVIEW_ACCESS)
@require_safe
def reach(request):
    """Shares as bars and as a table; nothing about which people."""
    rows, total, mark = reach_of(request.actor.cell)
    over = len([row for row in rows if row.is_over])
    return render(
        request,
        "clients/reach.html",
        {"rows": rows, "total": total, "mark": mark, "goal": round(GOAL), "over": over, "few": total < ENOUGH},
    )
