"""The coach's home: what needs me today."""

from django.shortcuts import render

from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission as P
from werkplan.worklist import worklist_of


@tagged("home", "list", needs=P.WERKPLAN_EDIT)
def show(request):
    """Everybody who needs this coach, with the reason, sorted by what cannot wait."""
    page = worklist_of(request.actor, request.GET)
    context = {
        "agenda": page.agenda,
        "chips": page.chips,
        "views": page.views,
        "narrowed": page.narrowed,
    }
    return render(request, "werkplan/today.html", context)
