"""When an offer may stand on the menu and who may use it: pure conditions, each with the sentence that says why not."""

from services.audience import Person, group_of, in_words, listed
from werkcentrum.vocabulary import SITUATIONS, PartnerKind
from werkcentrum.web.dates import long_date

ON_THE_MENU = ("gepubliceerd", "gepauzeerd")
"""States of an offer that was published and is still kept, for a while out of sight or not."""
LONGEST_PAUSE = 365


def why_not_until(until, today) -> str | None:
    """The sentence that refuses the end of a pause, or None."""
    if until < today:
        return "Deze dag is voorbij. Vul een dag in vanaf vandaag."
    if (until - today).days > LONGEST_PAUSE:
        return "Een pauze duurt hoogstens een jaar. Vul een eerdere dag in, of trek het aanbod in."
    return None


def why_not_instrument(instrument, today) -> str | None:
    """The sentence that refuses an instrument that no longer exists on `today`, with date and reason, or None."""
    if instrument.abolished_on and instrument.abolished_on <= today:
        return (
            f"{instrument.name} bestaat niet meer sinds {long_date(instrument.abolished_on)}. "
            f"{instrument.abolished_reason} Daarom kan dit niet op de menukaart. Kies een ander instrument."
        )
    return None


def why_not_publish(offer, today) -> str | None:
    """The sentence that refuses publication of `offer` (with its instrument and provider) on `today`, or None."""
    kind = offer.instrument
    if sentence := why_not_instrument(kind, today):
        return sentence
    if offer.valid_until and offer.valid_until < today:
        return f"Dit aanbod liep tot en met {long_date(offer.valid_until)}. Vul een nieuwe einddatum in."
    if kind.available_from and offer.valid_from < kind.available_from:
        start = long_date(kind.available_from)
        return f"{kind.name} bestaat pas vanaf {start}. Laat het aanbod op of na die dag beginnen."
    return why_not_situations(offer.situations, kind)


def why_not_situations(situations, instrument) -> str | None:
    """The sentence that refuses situations for which the instrument is not lawful, or None."""
    if unknown := [code for code in situations if code not in SITUATIONS]:
        return f"{listed(unknown)} is geen bekende situatie. Kies situaties uit de lijst."
    if instrument.situations and (extra := set(situations) - set(instrument.situations)):
        names = listed(SITUATIONS[code].name for code in SITUATIONS if code in extra)
        basis = f" ({instrument.legal_basis})" if instrument.legal_basis else ""
        return f"{instrument.name} mag niet voor: {names}{basis}. Haal het vinkje daar weg."
    return None


def why_not_reach(reach, region_name, names) -> str | None:
    """The sentence that refuses a reach outside the region, or None. `names`: GM code to name, of the region."""
    if outside := [code for code in reach if code not in names]:
        return f"{listed(outside)} hoort niet bij {region_name}. Kies gemeenten van deze regio."
    return None


def why_not_period(valid_from, valid_until, next_start_on) -> tuple[str, str] | None:
    """Field and sentence for dates that cannot be, or None."""
    if valid_until and valid_until < valid_from:
        begin = long_date(valid_from)
        return "valid_until", f"Het einde ligt voor het begin. Vul een einddatum in op of na {begin}."
    if next_start_on and valid_until and next_start_on > valid_until:
        end = long_date(valid_until)
        return "next_start_on", f"Het aanbod stopt op {end}. Vul een startdatum in op of voor die dag."
    return None


def why_not_places(places, taken) -> tuple[str, str] | None:
    """Field and sentence when more places are taken than there are, or None."""
    if places is not None and places < taken:
        return "places", f"Er zijn al {taken} plaatsen bezet. Vul ten minste {taken} plaatsen in."
    return None


def may_provide(instrument, partner_kind) -> bool:
    """Whether a partner of this kind may bring this instrument; the catalogue names the owners."""
    return (
        not instrument.owner_kinds or partner_kind in instrument.owner_kinds or partner_kind == PartnerKind.WERKCENTRUM
    )


def why_closed(offer, today) -> str | None:
    """The sentence that says why nobody can start with this offer on `today`, or None. Being full is not closed."""
    if offer.state == "ingetrokken":
        return f"Dit aanbod is ingetrokken: {offer.withdrawn_reason} Kies een ander aanbod van de menukaart."
    if offer.state == "gepauzeerd":
        until = long_date(offer.paused_until)
        return f"Dit aanbod staat stil tot en met {until}: {offer.paused_reason} Kies een ander aanbod, of wacht."
    if offer.state != "gepubliceerd":
        return "Dit aanbod staat nog niet op de menukaart. Kies een ander aanbod."
    if offer.valid_from > today:
        return f"Dit aanbod begint pas op {long_date(offer.valid_from)}. Kies een ander aanbod, of wacht tot die dag."
    if offer.valid_until and offer.valid_until < today:
        return f"Dit aanbod is gestopt op {long_date(offer.valid_until)}. Kies een ander aanbod van de menukaart."
    return why_not_instrument(offer.instrument, today)


def lawful_codes(offer) -> list[str]:
    """The situations that the offer names, and that its instrument allows; empty means everybody."""
    own, law = list(offer.situations), list(offer.instrument.situations)
    return [code for code in own if code in law] or own or law


def why_not_for(offer, person: Person, names) -> str | None:
    """Why this person may not use the offer, or None; as `queries.fits`. `names`: GM code to name."""
    if person.municipality_code is not None and offer.reach and person.municipality_code not in offer.reach:
        return f"alleen voor inwoners van {places(offer.reach, names)}"
    if person.situations is not None and not all(
        set(person.situations) & set(codes) for codes in (offer.situations, offer.instrument.situations) if codes
    ):
        return f"alleen voor {in_words(lawful_codes(offer))}{_not_with(person)}"
    kind = offer.instrument
    if person.age is not None and kind.min_age and person.age < kind.min_age:
        return f"pas vanaf {kind.min_age} jaar"
    if person.age is not None and kind.max_age and person.age > kind.max_age:
        return f"tot en met {kind.max_age} jaar"
    return None


def places(codes, names) -> str:
    """Municipalities by name; codes without a name stand for themselves."""
    return listed(sorted(names.get(code, code) for code in codes))


def _not_with(person):
    groups = {group.phrase for code in person.situations or () if (group := group_of(code))}
    return f", niet voor {listed(sorted(groups), 'of')}" if len(groups) == 1 else ""
