"""Who may open, keep and decide about an offer."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from services import rules
from services.models import Offer
from werkcentrum.permissions import Permission

PARTS = ("instrument", "provider__partner", "region")


def open_offer(actor, public_id, *, needs=None) -> Offer:
    """The offer, for a page: 404 when the actor may not see it, 403 when she sees it but may not do `needs` with it."""
    offer = Offer.objects.visible_to(actor).select_related(*PARTS).filter(public_id=public_id).first()
    if offer is None:
        raise Http404
    if needs:
        require(actor, needs, offer)
    return offer


def may(actor, permission, offer) -> bool:
    """Whether the actor may do this with the offer: with the own cell's, and a coordinator with all of the region."""
    if not actor.may(permission):
        return False
    if actor.may(Permission.OFFER_PUBLISH):
        return offer.region_id == actor.region.pk
    return offer.provider_id == actor.cell.pk


def require(actor, permission, offer):
    """Raise PermissionDenied unless `may`."""
    if not may(actor, permission, offer):
        raise PermissionDenied(permission)


def may_edit(actor, offer) -> bool:
    """Whether the actor may change the text: only the coordinator once it is published, nobody once withdrawn."""
    if offer.state == Offer.State.WITHDRAWN:
        return False
    needs = Permission.OFFER_PUBLISH if offer.state in rules.ON_THE_MENU else Permission.OFFER_PROPOSE
    return may(actor, needs, offer)
