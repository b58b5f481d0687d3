"""One offer as a card: every string is ready to be shown."""

from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from services import rules
from services.audience import Person, in_words
from werkcentrum.web.dates import relative

NO_ID = "00000000-0000-0000-0000-000000000000"
# What comes after "Ja" per kind of entitlement.
YES = {
    "recht": "het is een recht",
    "kan": "als {owner} het toekent",
    "verordening": "volgens de regels van de gemeente",
    "plicht": "het is een plicht",
    "subsidie": "met subsidie",
    "cao": "volgens de cao",
}


@dataclass(frozen=True, slots=True)
class Card:
    """An offer for one person, in words.

    `may` is yes, no or depends (something about the person is not known), `can` is yes or wait. `why_not` is empty
    unless `may` is no. `instrument` is the code of the catalogue; `kind` its name. `reach` names the municipalities
    of a local offer while it is not known where the person lives.
    """

    pk: int
    public_id: str
    url: str
    title: str
    instrument: str
    kind: str
    summary: str
    may: str
    may_words: str
    can: str
    can_words: str
    start: str
    cost: str
    owner: str
    reach: str
    why_not: str = ""

    @property
    def may_status(self) -> str:
        """Kind of the status badge for `may`."""
        return {"yes": "done", "no": "stop", "depends": "info"}[self.may]

    @property
    def can_status(self) -> str:
        """Kind of the status badge for `can`."""
        return {"yes": "done", "wait": "wait"}[self.can]


def card_of(offer, person: Person, *, today, names) -> Card:
    """The card of an offer (with instrument and provider's partner) for `person`. `names`: GM code to name."""
    why_not = rules.why_not_for(offer, person, names) or ""
    may, may_words = ("no", f"Nee: {why_not}") if why_not else _may(offer, person)
    can, can_words = room_of(offer)
    return Card(
        pk=offer.pk,
        public_id=str(offer.public_id),
        url=_url().replace(NO_ID, str(offer.public_id)),
        title=offer.title,
        instrument=offer.instrument_id,
        kind=offer.instrument.name,
        summary=offer.description,
        may=may,
        may_words=may_words,
        can=can,
        can_words=can_words,
        start=start_of(offer, today),
        cost=offer.cost_client or "Vraag het de aanbieder",
        owner=offer.provider.partner.name,
        reach=rules.places(offer.reach, names) if offer.reach and person.municipality_code is None else "",
        why_not=why_not,
    )


@cache
def _url():
    return reverse("services:offer", args=[NO_ID])


def _may(offer, person):
    asks, kind = [], offer.instrument
    if person.situations is None and (codes := rules.lawful_codes(offer)):
        asks.append(f"alleen voor {in_words(codes)}")
    if person.age is None and (kind.min_age or kind.max_age):
        asks.append(ages(kind))
    if asks:
        return "depends", f"Hangt ervan af: {', '.join(asks)}"
    extra = YES.get(offer.entitlement, "").format(owner=offer.provider.partner.name)
    return "yes", f"Ja, {extra}" if extra else "Ja"


def ages(instrument) -> str:
    """For which ages an instrument is, in words; empty when for all."""
    if instrument.min_age and instrument.max_age:
        return f"van {instrument.min_age} tot en met {instrument.max_age} jaar"
    if instrument.min_age:
        return f"vanaf {instrument.min_age} jaar"
    return f"tot en met {instrument.max_age} jaar" if instrument.max_age else ""


def room_of(offer) -> tuple[str, str]:
    """Whether there is room (yes or wait), and the words for it."""
    wait = f"wachttijd ongeveer {span(offer.waiting_days)}" if offer.waiting_days else ""
    if offer.places is None:
        return ("wait", wait.capitalize()) if wait else ("yes", "Plaats genoeg")
    free = offer.places - offer.places_taken
    if free <= 0:
        return "wait", f"Vol, {wait or 'vraag naar de wachttijd'}"
    words = f"{free} van {offer.places} plaatsen vrij"
    return ("wait", f"{words}, {wait}") if wait else ("yes", words)


def start_of(offer, today) -> str:
    """When one can begin: the next start, else how long it takes after signing up."""
    if offer.next_start_on and offer.next_start_on >= today:
        return f"Start {relative(offer.next_start_on, today)}"
    return f"Begint binnen {span(offer.lead_days)} na aanmelden" if offer.lead_days else "Kan meteen beginnen"


def span(days: int) -> str:
    """A number of days as people say it: `3 dagen`, `6 weken`, `3 maanden`."""
    if days < 14:
        return "1 dag" if days == 1 else f"{days} dagen"
    return f"{round(days / 7)} weken" if days < 90 else f"{round(days / 30)} maanden"
