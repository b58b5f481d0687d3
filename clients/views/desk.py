"""The home of the desk: who stands before you, and what today still asks."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from clients import desk
from clients.forms.lookup import LookupForm
from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission


@tagged("home", "read", needs=Permission.VISIT_RECORD)
@require_safe
def home(request):
    """The big field, three exits, today's counters, and the lists of what is open."""
    actor = request.actor
    calls, more_calls = desk.call_backs(actor)
    intakes, more_intakes = desk.unfinished(actor)
    waiting, more_waiting = desk.waiting(actor)
    context = {
        "form": LookupForm(),
        "desk": actor.membership.desk or actor.cell,
        "may_look_up": actor.may(Permission.CLIENT_LOOKUP),
        "may_register": actor.may(Permission.CLIENT_REGISTER),
        "today": desk.counters(actor),
        "calls": calls,
        "intakes": intakes,
        "waiting": waiting,
        "more": {"calls": more_calls, "intakes": more_intakes, "waiting": more_waiting},
    }
    return render(request, "clients/desk.html", context)
