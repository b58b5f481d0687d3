"""What stands on the menu for one person: what may be used, and in a sentence why the rest may not."""

from dataclasses import dataclass
from datetime import date

from clients.models import IncomePeriod
from services.models import Offer
from werkcentrum.vocabulary import SITUATIONS
from werkplan import rules


@dataclass(frozen=True)
class Circumstances:
    """What decides about the use of an offer: where somebody lives, what she lives on, and her age."""

    region: int
    municipality_code: str
    municipality: str
    situations: frozenset[str]
    age: int
    on: date


def circumstances(client, on: date) -> Circumstances:
    """The circumstances of a person on a day: one query."""
    codes = frozenset(IncomePeriod.objects.filter(client=client).on(on).values_list("code", flat=True))
    place = client.municipality
    return Circumstances(client.region_id, place.code, place.name, codes, rules.age_on(client.birth_on, on), on)


def on_the_menu(who: Circumstances):
    """Offers to advise that reach this person's municipality, lawful for her or not; see `usable` for what may."""
    offers = Offer.objects.advisable(who.on).reaching(region=who.region, municipality_code=who.municipality_code)
    return offers.select_related("instrument", "provider__partner")


def usable(who: Circumstances):
    """Offers that this person may use: the one guard of the product."""
    return Offer.objects.usable_by(
        region=who.region,
        municipality_code=who.municipality_code,
        situations=who.situations,
        age=who.age,
        date=who.on,
    )


def why_not(offer, who: Circumstances) -> str:
    """In a sentence why an offer on the menu is not for this person; only for offers that `usable` left out."""
    least, most = offer.instrument.min_age, offer.instrument.max_age
    if least is not None and who.age < least:
        return f"Dit is voor mensen vanaf {least} jaar."
    if most is not None and who.age > most:
        return f"Dit is voor mensen tot en met {most} jaar."
    names = [SITUATIONS[code].name for code in offer.situations if code in SITUATIONS]
    some = ", ".join(names[:3]) + (" en meer" if len(names) > 3 else "")
    return f"Dit is voor mensen met: {some}. Dat is nu niet de situatie van deze klant."
