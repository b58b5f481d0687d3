"""What needs the coordinator, or the partner who proposes, today."""

from django.shortcuts import render
from django.utils import timezone

from services.upkeep import board
from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission as P


@tagged("offer", "list", needs=P.OFFER_PROPOSE)
def show(request):
    """The parts with what waits first; `toon` in the address opens one of them in full."""
    today, coordinator = timezone.localdate(), request.actor.may(P.OFFER_PUBLISH)
    chosen = request.GET.get("toon", "")
    found = board(request.actor, today, chosen)
    if chosen and not any(part["chosen"] for part in found):
        chosen, found = "", board(request.actor, today)
    waiting = sum(part["count"] for part in found if part["kind"] in ("wait", "stop"))
    context = {
        "parts": found,
        "chosen": chosen,
        "waiting": waiting,
        "coordinator": coordinator,
        "region": request.actor.region,
        "partner": request.actor.cell.partner,
    }
    return render(request, "services/manage.html", context)
