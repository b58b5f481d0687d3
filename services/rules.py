"""When an offer may stand on the menu: pure conditions, each with the sentence that says why not."""

from werkcentrum.vocabulary import PartnerKind


def why_not_publish(offer, today) -> str | None:
    """The sentence that refuses publication of `offer` (with its instrument and provider) on `today`, or None."""
    kind = offer.instrument
    if kind.abolished_on and kind.abolished_on <= today:
        return f"{kind.abolished_reason} Daarom kan dit aanbod niet op de menukaart. Kies een ander instrument."
    if offer.valid_until and offer.valid_until < today:
        return f"Dit aanbod liep tot en met {offer.valid_until:%d-%m-%Y}. Vul een nieuwe einddatum in."
    if kind.situations and offer.situations and not set(offer.situations) <= set(kind.situations):
        extra = ", ".join(sorted(set(offer.situations) - set(kind.situations)))
        return f"Voor {extra} mag {kind.name} niet ({kind.legal_basis}). Haal die situatie weg."
    return None


def why_not_reach(reach, codes_of_region) -> str | None:
    """The sentence that refuses a reach outside the region, or None. Both are sets of GM codes."""
    if outside := set(reach) - set(codes_of_region):
        return f"{', '.join(sorted(outside))} hoort niet bij deze regio. Kies gemeenten van de eigen regio."
    return None


def may_provide(instrument, partner_kind) -> bool:
    """Whether a partner of this kind may bring this instrument; the catalogue names the owners."""
    return (
        not instrument.owner_kinds or partner_kind in instrument.owner_kinds or partner_kind == PartnerKind.WERKCENTRUM
    )
