"""The same thing brought by two owners to the same people, and what that costs apart."""

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from services.audience import GROUPS, listed
from services.coverage.norms import tiles
from services.coverage.read import Region

AMOUNT = re.compile(r"(?:€\s*)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{2}))?\s*(?:euro)?\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Double:
    """One instrument that several owners bring to the same people. `difference` names the price, or is empty."""

    instrument: str
    tile: str
    groups: str
    offers: tuple[tuple[str, str, str, str], ...]
    """(owner, title, price, public id)"""
    difference: str


def doubles(region: Region, *, ages=(), places=()) -> list[Double]:
    """Offers of one instrument by two owners or more with cells in common, within what is asked."""
    axes, by_instrument = region.axes, defaultdict(list)
    within = axes.within(chosen_ages=ages, places=places)
    for offer in region.offers:
        if offer.tile in tiles() and (cells := axes.cells(offer) & axes.existing[offer.tile] & within):
            by_instrument[(region.named[offer.pk].instrument, offer.tile)].append((offer, cells))
    made = [_double(region, name, tile, rows) for (name, tile), rows in by_instrument.items()]
    return sorted((double for double in made if double), key=lambda double: double.instrument)


def _double(region, name, tile, rows):
    shared = _shared(region, rows)
    if not shared:
        return None
    mine = [region.named[offer.pk] for offer, cells in rows if cells & shared]
    offers = sorted((row.owner, row.title, row.price, row.public_id) for row in mine)
    groups = [group.phrase for group in GROUPS if region.axes.within((group.slug,)) & shared]
    words = "iedereen" if len(groups) == len(GROUPS) else listed(groups)
    return Double(name, tiles()[tile], words, tuple(offers), difference(row[2] for row in offers))


def _shared(region, rows) -> int:
    """The cells that two different owners reach: by owner, not by offer."""
    of_owner: dict[str, int] = defaultdict(int)
    for offer, cells in rows:
        of_owner[region.named[offer.pk].owner] |= cells
    one = two = 0
    for cells in of_owner.values():
        two |= one & cells
        one |= cells
    return two


def amount(price: str) -> tuple[Decimal, str] | None:
    """`2.450,00 euro per persoon` as (2450.00, "per persoon"); None when no amount stands in front."""
    match = AMOUNT.fullmatch(price.strip())
    if match is None:
        return None
    whole, cents, unit = match.groups()
    return Decimal(f"{whole.replace('.', '')}.{cents or '00'}"), unit.strip().rstrip(".").lower()


def difference(prices) -> str:
    """`verschil 1.470 euro per persoon`, of the dearest and the cheapest of one unit; empty when it cannot be said."""
    known = [found for price in prices if (found := amount(price))]
    units = {unit for _, unit in known}
    if len(known) < 2 or len(units) != 1:
        return ""
    gap = max(value for value, _ in known) - min(value for value, _ in known)
    if not gap:
        return "dezelfde prijs"
    written = f"{gap:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".").removesuffix(",00")
    return f"verschil {written} euro {units.pop()}".rstrip()
