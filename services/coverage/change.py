"""What if: which fields of the matrix become worse when one offer ends; and how another region does it."""

from dataclasses import dataclass

from services.audience import GROUPS
from services.coverage.cells import State, picture
from services.coverage.matrix import LABELS, lines
from services.coverage.norms import tiles
from services.coverage.read import Region


@dataclass(frozen=True, slots=True)
class Change:
    """Cells of one field that go from one state to another. `places`: how many municipalities."""

    group: str
    group_label: str
    tile: str
    tile_label: str
    before: str
    after: str
    cells: int
    places: int


def without(region: Region, pk: int, *, ages=(), places=()) -> list[Change]:
    """The changes when the offer `pk` is not there any more, those that leave nothing first."""
    gone = next((offer for offer in region.offers if offer.pk == pk), None)
    if gone is None or gone.tile not in tiles():
        return []
    axes, tile = region.axes, gone.tile
    old, new = region.picture.sets[tile], picture((row for row in region.offers if row.pk != pk), axes).sets[tile]
    columns = [axes.within(chosen_ages=ages, places=(place,)) for place in places or axes.places]
    made = []
    for group in GROUPS:
        within = axes.within((group.slug,), ages, places)
        for before in State:
            for after in State:
                moved = old[before] & new[after] & within if before is not after else 0
                if moved:
                    hit = sum(1 for column in columns if moved & column)
                    names = (LABELS[before], LABELS[after], moved.bit_count(), hit)
                    made.append((after, Change(group.slug, group.label, tile, tiles()[tile], *names)))
    order = list(State)
    return [change for after, change in sorted(made, key=lambda row: (-order.index(row[0]), -row[1].cells))]


@dataclass(frozen=True, slots=True)
class Compared:
    """One field here and in another region: the percentage of cells where somebody can start."""

    group: str
    group_label: str
    tile: str
    tile_label: str
    here: int
    there: int


def compare(ours: Region, other: Region, *, ages=()) -> list[Compared]:
    """The fields that are reached better in the other region, the largest difference first."""
    found = []
    for mine, theirs in zip(lines(ours.picture, ages=ages), lines(other.picture, ages=ages), strict=True):
        for here, there in zip(mine.fields, theirs.fields, strict=True):
            if there.reached > here.reached:
                at = (mine.slug, mine.label, here.tile, here.tile_label, here.reached, there.reached)
                found.append(Compared(*at))
    return sorted(found, key=lambda row: row.here - row.there)
