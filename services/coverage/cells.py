"""The state of every cell, from offers as plain tuples: pure, and quick because a set of cells is one large number.

Within a phase a cell is a bit: (group, age, municipality). An offer is a set of cells; sets are joined by `|` and `&`.
Two thousand offers over a region of 18 municipalities are some ten thousand cells, in milliseconds.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from services.audience import GROUPS
from services.coverage.norms import GROUP_SLUGS, Age, Norms, ages, norms, occurs, tiles


class State(StrEnum):
    """How a cell stands, from good to bad. The value is what is shown in the cell."""

    COVERED = "gedekt"
    THIN = "dun"
    STALE = "verouderd"
    FULL = "vol"
    NONE = "leeg"


class Room(StrEnum):
    """Whether somebody can start with an offer."""

    OPEN = "open"
    LAST = "last"
    STALE = "stale"
    FULL = "full"


class Offered(NamedTuple):
    """What of an offer decides about coverage. Empty `situations`, `lawful` and `reach` mean: everybody, everywhere.

    `tile` is the phase of the instrument: an offer has none of its own, so it is derived from there. `lawful` are the
    situations of the law, `situations` those of the offer; `right_until` is
    the last day on which it counts as right without another look (services.freshness).
    """

    pk: int
    tile: str
    situations: tuple[str, ...]
    lawful: tuple[str, ...]
    reach: tuple[str, ...]
    min_age: int | None
    max_age: int | None
    places: int | None
    taken: int
    waiting_days: int
    lead_days: int
    valid_until: date | None
    right_until: date


def room_of(offer: Offered, today: date, norm: Norms) -> Room:
    """Whether somebody can start: full and over the norm of waiting first, then stale, then the last places."""
    free = None if offer.places is None else offer.places - offer.taken
    if (free is not None and free <= 0) or offer.waiting_days > norm.waiting_days or offer.lead_days > norm.lead_days:
        return Room.FULL
    if why_stale(offer, today, norm):
        return Room.STALE
    return Room.OPEN if free is None or free > norm.last_places else Room.LAST


def why_stale(offer: Offered, today: date, norm: Norms) -> str:
    """`ends` when it stops within the norm, `review` when nobody looked at it within its own review cycle, or ""."""
    if offer.valid_until and (offer.valid_until - today).days < norm.ending_days:
        return "ends"
    return "review" if offer.right_until < today else ""


@dataclass(frozen=True)
class Axes:
    """What the cells are made of, for one region and day: GM codes in order; groups, ages and phases are national."""

    today: date
    places: tuple[str, ...]
    norm: Norms = field(init=False)
    ages: tuple[Age, ...] = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "norm", norms(self.today))
        object.__setattr__(self, "ages", ages(self.today))
        object.__setattr__(self, "_made", {})

    def block(self, group: int, age: int, row: int) -> int:
        """The set `row` of municipalities at the place of a group and an age."""
        return row << (group * len(self.ages) + age) * len(self.places)

    def within(self, groups=GROUP_SLUGS, chosen_ages=(), places=()) -> int:
        """The cells of these groups, ages (codes) and municipalities; empty means all."""
        row = sum(1 << at for at, code in enumerate(self.places) if not places or code in places)
        total = 0
        for at, slug in enumerate(GROUP_SLUGS):
            for place, age in enumerate(self.ages):
                if slug in groups and (not chosen_ages or age.code in chosen_ages):
                    total |= self.block(at, place, row)
        return total

    @cached_property
    def existing(self) -> dict[str, int]:
        """Per phase the cells in which there are people at all."""
        row, found = (1 << len(self.places)) - 1, dict.fromkeys(tiles(), 0)
        for tile in found:
            for at, slug in enumerate(GROUP_SLUGS):
                for place, age in enumerate(self.ages):
                    if occurs(slug, tile, age.code):
                        found[tile] |= self.block(at, place, row)
        return found

    def cells(self, offer: Offered) -> int:
        """The cells an offer is for: lawful for a situation of the group, for all of the ages, reaching the place.

        An age group counts only as a whole: what begins at 18 is not there for those of 16. Situations of a group
        differ in law, so one is enough; the page of the offer says which.
        """
        key, made = offer[2:7], self.__dict__["_made"]
        if (known := made.get(key)) is not None:
            return known
        row = sum(1 << at for at, code in enumerate(self.places) if not offer.reach or code in offer.reach)
        groups = [at for at, group in enumerate(GROUPS) if lawful(offer, group.codes)]
        suits = [at for at, age in enumerate(self.ages) if of_age(offer, age)]
        total = 0
        for group in groups:
            for age in suits:
                total |= self.block(group, age, row)
        made[key] = total
        return total


def lawful(offer: Offered, codes: Iterable[str]) -> bool:
    """Whether offer and law both allow one of these situations."""
    return any(
        (not offer.situations or code in offer.situations) and (not offer.lawful or code in offer.lawful)
        for code in codes
    )


def of_age(offer: Offered, age: Age) -> bool:
    """Whether everybody of an age group is old and young enough."""
    young = offer.min_age is None or offer.min_age <= age.first
    return young and (offer.max_age is None or offer.max_age >= age.last)


@dataclass(frozen=True)
class Picture:
    """All cells of a region: per phase and state the set of them. Every existing cell is in exactly one."""

    axes: Axes
    sets: dict[str, dict[State, int]]

    def counts(self, tile: str, within: int) -> dict[State, int]:
        """How many cells of `within` are in each state, for one phase."""
        return {state: (cells & within).bit_count() for state, cells in self.sets[tile].items()}

    def state(self, group: str, tile: str, age: str, place: str) -> State | None:
        """The state of one cell; None when nobody can be in it."""
        one = self.axes.within((group,), (age,), (place,))
        return next((state for state, cells in self.sets[tile].items() if cells & one), None)


def picture(offers: Iterable[Offered], axes: Axes) -> Picture:
    """The state of every cell.

    Covered: two offers or more that one can start with, one of them with more than its last places. Thin: fewer than
    that. Stale: one can start, but nobody knows for how long. Full: there is something, without room. None: nothing.
    """
    some: dict[str, list[int]] = {tile: [0, 0, 0, 0, 0] for tile in tiles()}  # one, two, roomy, stale, full
    for offer in offers:
        if (sets := some.get(offer.tile)) is None:
            continue
        cells, room = axes.cells(offer), room_of(offer, axes.today, axes.norm)
        if room in (Room.OPEN, Room.LAST):
            sets[1] |= sets[0] & cells
            sets[0] |= cells
            sets[2] |= cells if room is Room.OPEN else 0
        else:
            sets[3 if room is Room.STALE else 4] |= cells
    return Picture(axes, {tile: _states(sets, axes.existing[tile]) for tile, sets in some.items()})


def _states(sets, existing) -> dict[State, int]:
    one, two, roomy, stale, full = (cells & existing for cells in sets)
    covered = two & roomy
    return {
        State.COVERED: covered,
        State.THIN: one & ~covered,
        State.STALE: stale & ~one,
        State.FULL: full & ~one & ~stale,
        State.NONE: existing & ~(one | stale | full),
    }
