"""Loads the national catalogue, and the demo's offers, into the database; again changes nothing that is right."""

from django.db import transaction
from django.utils import timezone

from services import reference
from services.models import Instrument, Offer
from werkcentrum.regions.models import Participation, Region

FIELDS = [
    "name",
    "summary",
    "owner_kinds",
    "audience",
    "situations",
    "needs",
    "min_age",
    "max_age",
    "legal_basis",
    "entitlement",
    "max_duration",
    "phase",
    "after_change",
    "synonyms",
    "abolished_on",
    "abolished_reason",
    "source",
]


@transaction.atomic
def load_catalogue():
    """The 62 instruments of the national catalogue, by code."""
    rows = [
        Instrument(
            code=row.code,
            situations=list(row.target_situations),
            owner_kinds=list(row.owner_kinds),
            needs=list(row.needs),
            synonyms=" ".join(row.synonyms),
            **{
                name: getattr(row, name)
                for name in FIELDS
                if name not in {"situations", "owner_kinds", "needs", "synonyms"}
            },
        )
        for row in reference.instruments().values()
    ]
    Instrument.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=FIELDS)


@transaction.atomic
def load_demo_offers(progress=None):
    """The offers of the demonstration that are not there yet. `progress(done, total)`."""
    cells, regions = _cells(), dict(Region.objects.values_list("code", "pk"))
    known = set(Offer.objects.values_list("provider_id", "title"))
    rows = reference.demo_offers()
    for done, row in enumerate(rows, start=1):
        provider = cells[(row.provider, row.region)]
        if (provider, row.title) not in known:
            _offer(row, provider, regions[row.region])
        if progress:
            progress(done, len(rows))


def _cells():
    cells = {}
    for cell in Participation.objects.select_related("partner__municipality", "region"):
        cells[(cell.partner.slug, cell.region.code)] = cell.pk
        if cell.partner.municipality:
            cells[(cell.partner.municipality.code, cell.region.code)] = cell.pk
    return cells


def _offer(row, provider, region):
    state = Offer.State[row.state.upper()]
    today = timezone.now()
    published = {}
    if state == Offer.State.PUBLISHED:
        from werkcentrum.access.models import User

        published = {"published_at": today, "published_by": User.objects.filter(is_demo=True).order_by("pk").first()}
    kind = reference.instruments()[row.instrument]
    Offer.objects.create(
        instrument_id=row.instrument,
        provider_id=provider,
        region_id=region,
        title=row.title,
        description=row.description,
        conditions=row.conditions,
        reach=list(row.reach),
        situations=list(row.situations),
        needs=list(row.needs),
        cost_client=row.cost_client,
        price_payer=row.price_payer,
        financier=row.financier,
        places=row.places,
        places_taken=row.places_taken,
        waiting_days=row.waiting_days,
        lead_days=row.lead_days,
        next_start_on=row.next_start(timezone.localdate()),
        legal_basis=kind.legal_basis,
        entitlement=kind.entitlement,
        contact=row.contact,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        state=state,
        withdrawn_reason=row.withdrawn_reason,
        **published,
    )
