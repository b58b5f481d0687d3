"""Offers in the shape of HSDS 3 (Open Referral): services with organisation, area, eligibility, cost and freshness."""

from services.needs import LABELS
from werkcentrum.vocabulary import SITUATIONS

PROFILE = "https://docs.openreferral.org/en/v3.1.1/"
STATUS = {"gepubliceerd": "active", "gepauzeerd": "temporarily closed", "ingetrokken": "defunct"}


def package(offers, names) -> dict:
    """All offers. `offers` with instrument, provider's partner and region; `names`: GM code to name."""
    return {"profile": PROFILE, "language": "nl", "services": [service(offer, names) for offer in offers]}


def service(offer, names, *, public=False) -> dict:
    """One offer as an HSDS service; what HSDS has no word for stands under `attributes`.

    `public` leaves out what a payer pays: that is between the partners.
    """
    kind, partner = offer.instrument, offer.provider.partner
    found = {
        "id": str(offer.public_id),
        "name": offer.title,
        "description": offer.description,
        "status": STATUS.get(offer.state, "inactive"),
        "organization": {"id": partner.slug, "name": partner.name},
        "application_process": offer.contact,
        "eligibility_description": offer.conditions,
        "minimum_age": kind.min_age,
        "maximum_age": kind.max_age,
        "fees_description": offer.cost_client,
        "wait_time": f"P{offer.waiting_days}D",
        "assured_date": offer.reviewed_on.isoformat(),
        "last_modified": offer.updated_at.isoformat(timespec="seconds"),
        "service_areas": [
            {"name": names.get(code, code), "extent": code, "extent_type": "municipality"} for code in offer.reach
        ]
        or [{"name": offer.region.name, "extent": offer.region.code, "extent_type": "labour market region"}],
        "cost_options": [{"option": "payer", "amount_description": offer.price_payer}]
        if offer.price_payer and not public
        else [],
        "funding": {"source": offer.financier} if offer.financier else None,
        "schedules": [
            {
                "valid_from": offer.valid_from.isoformat(),
                "valid_to": offer.valid_until and offer.valid_until.isoformat(),
            }
        ],
        "capacities": [{"available": offer.places - offer.places_taken, "maximum": offer.places, "unit": "place"}]
        if offer.places is not None
        else [],
        "attributes": [*_attributes(offer)],
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _attributes(offer):
    yield _term("instrument", offer.instrument_id, offer.instrument.name)
    yield from (_term("need", slug, LABELS.get(slug, slug)) for slug in offer.needs)
    yield from (_term("income", code, SITUATIONS[code].name) for code in offer.situations if code in SITUATIONS)
    if offer.legal_basis:
        yield _term("legal basis", "", offer.legal_basis)
    if offer.entitlement:
        yield _term("entitlement", offer.entitlement, offer.get_entitlement_display())


def _term(taxonomy, code, name):
    return {"taxonomy": taxonomy, "code": code, "name": name}
