"""The menu of a region for one person: which cards, how many, what is left out and why."""

import base64
import binascii
import json
from dataclasses import dataclass, field

from services.audience import Person
from services.menu.cards import Card, card_of
from services.models import Offer
from services.queries import fits
from services.search import search
from werkcentrum.regions.models import Municipality

PAGE = 30
MOST = 500
WITH = ("instrument", "provider__partner")


@dataclass(frozen=True, slots=True)
class Menu:
    """One page of the menu. `tally` as in `OfferQuerySet.tally`; `after` is the cursor of the next page, or empty.

    `guessed`: nothing answered to the words typed, these only look like them.
    """

    cards: list[Card]
    tally: dict = field(default_factory=dict)
    after: str = ""
    guessed: bool = False

    @property
    def total(self) -> int:
        """How many offers this person may use, on all pages."""
        return self.tally.get("total", 0)

    @property
    def left_out(self) -> int:
        """How many offers answer to the question, but are not for this person."""
        return sum(self.tally.get(name, 0) for name in ("municipality", "situation", "age"))


def names_of(region) -> dict[str, str]:
    """GM code to name for the municipalities of a region: one query."""
    return dict(Municipality.objects.filter(region=region).values_list("code", "name"))


def menu_for(
    *,
    region,
    municipality_code=None,
    situations=None,
    age=None,
    date,
    text="",
    need="",
    employers_first=False,
    refused_too=False,
    names=None,
) -> list[Card]:
    """The cards of everything one person may use on `date`, best first: two queries, at most 500 cards.

    What is None is not asked: the card then says "hangt ervan af". `situations` are codes. With `refused_too`
    offers of the region that this person may not use come along behind the others, with `why_not`.
    """
    person = Person(municipality_code, None if situations is None else tuple(situations), age)
    names = names_of(region) if names is None else names
    rows = _found(region, date, text, need)
    if not refused_too:
        rows = rows.filter(fits(person))
    cards = _cards(rows.in_order(employers_first=employers_first)[:MOST], person, date, names)
    return sorted(cards, key=lambda card: card.may == "no")


def menu_page(*, region, person, date, names, needs, text="", need="", employers_first=False, after="") -> Menu:
    """One page of 30 cards with the counts beside it: two queries; four after a typo. `needs`: to count."""
    page = {"person": person, "date": date, "names": names, "needs": needs, "need": need}
    offers, order = Offer.objects.advisable(date).filter(region=region), {"employers_first": employers_first}
    menu = _page(search(offers, text), read_cursor(after), order, **page)
    if text and not menu.cards and not menu.left_out:
        menu = _page(search(offers, text, loose=True), None, order, guessed=True, **page)
    return menu


def _page(found, key, order, *, person, date, names, needs, need, guessed=False):
    rows = _needing(found, need).filter(fits(person)).in_order(**order)
    rows = list((rows.after(key) if key else rows).select_related(*WITH)[: PAGE + 1])
    cards = [card_of(row, person, today=date, names=names) for row in rows[:PAGE]]
    tally = found.tally(person, need=need, needs=needs)
    return Menu(cards, tally, cursor(rows[PAGE - 1]) if len(rows) > PAGE else "", guessed and bool(cards))


def refused(*, region, person, date, names, text="", need="") -> list[Card]:
    """What answers to the question but is not for this person, each with the reason: one query."""
    rows = _found(region, date, text, need).exclude(
        pk__in=Offer.objects.filter(fits(person), region=region).values("pk")
    )
    return _cards(rows.in_order()[:MOST], person, date, names)


def _found(region, date, text, need):
    return _needing(search(Offer.objects.advisable(date).filter(region=region), text), need)


def _needing(rows, need):
    return rows.filter(needs__contains=[need]) if need else rows


def _cards(rows, person, date, names):
    return [card_of(row, person, today=date, names=names) for row in rows.select_related(*WITH)]


def cursor(row) -> str:
    """Where a page ended, for the URL."""
    key = json.dumps([row.score, row.rank, row.by_title, row.pk], separators=(",", ":"))
    return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")


def read_cursor(text: str):
    """The key in a cursor, or None when it is not one of ours: then the menu begins at the beginning."""
    try:
        score, rank, title, pk = json.loads(base64.urlsafe_b64decode(f"{text}{'=' * (-len(text) % 4)}"))
    except (ValueError, binascii.Error, TypeError):
        return None
    numbers = all(isinstance(number, int) and abs(number) < 2**63 for number in (score, rank, pk))
    return (score, rank, title, pk) if numbers and isinstance(title, str) and "\x00" not in title else None
