"""The matrix of groups by phases: per field how many cells are how, and what one reads in it."""

from dataclasses import dataclass

from services.audience import GROUPS
from services.coverage.cells import Picture, State
from services.coverage.norms import tiles

WORST_FIRST = (State.NONE, State.FULL, State.STALE, State.THIN, State.COVERED)
LABELS = {
    State.COVERED: "Gedekt",
    State.THIN: "Dun",
    State.STALE: "Verouderd",
    State.FULL: "Vol",
    State.NONE: "Witte vlek",
}
MEANS = {
    State.COVERED: "Er zijn twee of meer mogelijkheden met plaats.",
    State.THIN: "Er is één mogelijkheid, of er zijn alleen nog laatste plaatsen.",
    State.STALE: "Er is iets, maar het stopt binnenkort of niemand keek het na.",
    State.FULL: "Er is iets, maar zonder plaats of met een te lange wachttijd.",
    State.NONE: "Er is niets op de menukaart.",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the matrix. `state` is the worst that occurs in it, None when nobody is in it.

    `places` counts the municipalities where that state occurs, `of` all that are asked; `shares` are whole percents of
    its cells per state, best first; `reached` is the percentage where somebody can start.
    """

    group: str
    tile: str
    tile_label: str
    state: State | None
    places: int
    of: int
    shares: tuple[tuple[State, int], ...]
    reached: int

    @property
    def label(self) -> str:
        """The word in the field."""
        return LABELS[self.state] if self.state else "Niet van toepassing"

    @property
    def extent(self) -> str:
        """`in 3 van 18`, `overal`; empty when nobody is in it."""
        if self.state is None:
            return ""
        return "overal" if self.whole else f"in {self.places} van {self.of}"

    @property
    def whole(self) -> bool:
        """Whether every cell is in this state."""
        return any(state is self.state and share == 100 for state, share in self.shares)


@dataclass(frozen=True, slots=True)
class Line:
    """One group of situations with its fields, in the order of the phases."""

    slug: str
    label: str
    fields: tuple[Field, ...]


def lines(found: Picture, *, ages=(), places=()) -> list[Line]:
    """The matrix for some ages (codes) and municipalities (GM codes); empty means all."""
    columns = [found.axes.within(chosen_ages=ages, places=(place,)) for place in places or found.axes.places]
    made = []
    for group in GROUPS:
        within = found.axes.within((group.slug,), ages, places)
        fields = [_field(found, group.slug, tile, within, columns) for tile in tiles()]
        made.append(Line(group.slug, group.label, tuple(fields)))
    return made


def _field(found, group, tile, within, columns):
    counts = found.counts(tile, within)
    total = sum(counts.values())
    state = next((state for state in WORST_FIRST if counts[state]), None)
    cells = found.sets[tile][state] & within if state else 0
    places = sum(1 for column in columns if cells & column)
    reached = counts[State.COVERED] + counts[State.THIN]
    shares = tuple((each, _percent(counts[each], total)) for each in State if counts[each])
    return Field(group, tile, tiles()[tile], state, places, len(columns), shares, _percent(reached, total))


def _percent(part, whole):
    """Whole percents; 100 and 0 only when it is all or nothing."""
    if not part or not whole:
        return 0
    return 100 if part == whole else min(99, max(1, round(100 * part / whole)))


def summary(found: Picture, *, ages=(), places=()) -> dict[State, int]:
    """How many percent of all cells are in each state."""
    within = found.axes.within((*(group.slug for group in GROUPS),), ages, places)
    counts = [found.counts(tile, within) for tile in tiles()]
    total = sum(sum(each.values()) for each in counts)
    return {state: _percent(sum(each[state] for each in counts), total) for state in State}
