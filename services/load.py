"""Loads the national catalogue, and the demo's offers, into the database; again changes nothing that is right."""

import uuid

from django.db import transaction
from django.utils import timezone

from services import reference
from services.models import Instrument, Offer
from werkcentrum.access.models import Membership
from werkcentrum.audit.record import record
from werkcentrum.regions.models import Participation, Region

# Column of the instrument -> name in the reference.
COLUMNS = {
    "name": "name",
    "summary": "summary",
    "what_it_is": "what_it_is",
    "what_you_do": "what_you_do",
    "cost_client": "cost_to_client",
    "financier": "financier",
    "owner_kinds": "owner_kinds",
    "audience": "audience",
    "situations": "target_situations",
    "needs": "needs",
    "min_age": "min_age",
    "max_age": "max_age",
    "legal_basis": "legal_basis",
    "entitlement": "entitlement",
    "max_duration": "max_duration",
    "phase": "phase",
    "after_change": "after_change",
    "synonyms": "synonyms",
    "available_from": "offered_from",
    "abolished_on": "abolished_on",
    "abolished_reason": "abolished_reason",
    "source": "source",
}
SAME = [
    "instrument_id",
    "title",
    "description",
    "conditions",
    "cost_client",
    "price_payer",
    "financier",
    "places",
    "places_taken",
    "waiting_days",
    "lead_days",
    "contact",
    "valid_from",
    "valid_until",
    "withdrawn_reason",
]
DEMO = uuid.UUID("6f1d7c0e-5a0b-4b7e-9a55-0d1f5a3c2e10")


@transaction.atomic
def load_catalogue():
    """The 62 instruments of the national catalogue, by code."""
    rows = [Instrument(code=row.code, **_columns(row)) for row in reference.instruments().values()]
    Instrument.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=list(COLUMNS))


def _columns(row):
    values = {column: getattr(row, name) for column, name in COLUMNS.items()}
    values = {column: list(value) if isinstance(value, tuple) else value for column, value in values.items()}
    return values | {"synonyms": " ".join(row.synonyms)}


@transaction.atomic
def load_demo_offers(progress=None):
    """The offers of the demonstration that are not there yet. `progress(done, total)`."""
    cells, regions = _cells(), dict(Region.objects.values_list("code", "pk"))
    coordinators = _coordinators()
    known = set(Offer.objects.values_list("provider_id", "title")) | set(Offer.objects.values_list("public_id"))
    rows = reference.demo_offers()
    for done, row in enumerate(rows, start=1):
        region, provider = regions[row.region], cells[(row.provider, row.region)]
        public_id = uuid.uuid5(DEMO, f"{row.region} {row.provider} {row.instrument} {row.title}")
        if (provider, row.title) not in known and (public_id,) not in known:
            coordinator = coordinators.get(region) or next(iter(coordinators.values()), None)
            _put(row, coordinator, public_id=public_id, region_id=region, provider_id=provider)
        if progress:
            progress(done, len(rows))


def _cells():
    cells = {}
    for cell in Participation.objects.select_related("partner__municipality", "region"):
        cells[(cell.partner.slug, cell.region.code)] = cell.pk
        if cell.partner.municipality:
            cells[(cell.partner.municipality.code, cell.region.code)] = cell.pk
    return cells


def _coordinators():
    rows = Membership.objects.filter(role="regiocoordinator", user__is_demo=True).order_by("-pk")
    return dict(rows.values_list("participation__region_id", "user_id"))


def _values(row):
    kind = reference.instruments()[row.instrument]
    names = {"instrument_id": "instrument"}
    values = {name: getattr(row, names.get(name, name)) for name in SAME}
    return values | {
        "reach": list(row.reach),
        "situations": list(row.situations),
        "needs": list(row.needs),
        "next_start_on": row.next_start(timezone.localdate()),
        "legal_basis": kind.legal_basis,
        "entitlement": kind.entitlement,
    }


def _put(row, coordinator, **keys):
    """Make a demo offer in its state. Some lie ready to be refused, so they do not come through the actions."""
    state = Offer.State[row.state.upper()]
    if state == Offer.State.PUBLISHED:
        keys |= {"published_at": timezone.now(), "published_by_id": coordinator}
    offer = Offer.objects.create(state=state, **keys, **_values(row))
    record("services.load_offer", offer, by=None, instrument=offer.instrument_id)
