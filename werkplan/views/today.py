"""The coach's home: what needs me today."""

from django.shortcuts import render

from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission as P
from werkplan.agenda import agenda_of


@tagged("home", "list", needs=P.WERKPLAN_EDIT)
def show(request):
    """Everybody who needs this coach, with the reason, sorted by what cannot wait."""
    return render(request, "werkplan/today.html", {"agenda": agenda_of(request.actor)})
