"""The one writer of editions."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from services.editions.models import Edition
from services.exports.hsds import service
from services.menu.page import names_of
from services.models import Offer
from services.policy import PARTS
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission
from werkcentrum.refusal import Refused
from werkcentrum.regions.models import Region

NOTHING = "Er staat nog niets op de menukaart. Publiceer eerst aanbod."


@transaction.atomic
def make_edition(*, by, note=""):
    """Freeze what stands on the menu of the own region today. Later changes of an offer do not reach it."""
    by.require(Permission.OFFER_PUBLISH)
    today, region = timezone.localdate(), by.region
    # One at a time per region, so that two coordinators do not make the same number.
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)
    offers = Offer.objects.published(today).filter(region=region).select_related(*PARTS)
    names = names_of(region)
    rows = [service(offer, names, public=True) for offer in offers.order_by("title", "pk")]
    if not rows:
        raise Refused(NOTHING)
    last = Edition.objects.filter(region=region).aggregate(last=Max("number"))["last"] or 0
    edition = Edition(region=region, number=last + 1, as_of=today, note=note, made_by=by.user, services=rows)
    edition.save()
    record("services.make_edition", edition, by=by, number=edition.number, offers=len(rows))
    return edition
