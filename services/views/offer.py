"""One offer: what it is, for whom, whether it can, and for who keeps it: state and history."""

from django.shortcuts import render
from django.utils import timezone

from services import policy
from services.menu.page import names_of
from services.offer_page import deeds, describe, stale_sentence, story
from services.rules import ON_THE_MENU, why_closed, why_not_publish
from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission as P

ONCE_ON_THE_MENU = {*ON_THE_MENU, "ingetrokken"}


@tagged("offer", "read")
def show(request, public_id):
    """The page of an offer: 404 for what one may not see."""
    actor, today = request.actor, timezone.localdate()
    offer = policy.open_offer(actor, public_id)
    actor.require(P.MENU_READ)
    keeps, names = policy.may(actor, P.OFFER_PROPOSE, offer), names_of(offer.region)
    closed = why_closed(offer, today) if offer.state in ONCE_ON_THE_MENU else ""
    context = {
        "offer": offer,
        "closed": closed,
        "obstacle": why_not_publish(offer, today) if keeps and offer.state != offer.State.WITHDRAWN else "",
        "keeps": keeps,
        "stale": stale_sentence(offer, today) if not actor.is_client else "",
        "deeds": deeds(actor, offer),
        "events": story(offer, names) if keeps else [],
        "frame": "portal/base.html" if actor.is_client else "desk/base.html",
        **describe(offer, today=today, for_client=actor.is_client, names=names, closed=closed),
    }
    return render(request, "services/offer.html", context)
