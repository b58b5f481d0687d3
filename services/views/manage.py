"""What needs the coordinator, or the partner who proposes, today."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from services import actions, policy
from services.upkeep import board
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused


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


@tagged("offer", "edit")
@require_POST
@once
def confirm(request, public_id):
    """One click: the offer is still right; back to where it was clicked."""
    offer = policy.open_offer(request.actor, public_id, needs=P.OFFER_PROPOSE)
    try:
        actions.confirm_offer(offer=offer, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, f"Nagekeken: “{offer.title}” klopt nog.")
    if request.POST.get("back") == "offer":
        return redirect("services:offer", public_id=public_id)
    toon = request.POST.get("toon", "")
    return redirect(reverse("services:manage") + (f"?{urlencode({'toon': toon})}" if toon else ""))
