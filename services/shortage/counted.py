"""What was missing in numbers: people per need and municipality, never fewer than ten together."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from services.audience import BY_SLUG
from services.needs import LABELS, SLUGS
from services.shortage.models import Detail, Kind, Shortage
from services.shortage.note import quarter_of
from werkcentrum.privacy.small_cells import FEWEST
from werkcentrum.regions.models import Municipality

WAYS = {
    Kind.EMPTY: "niets gevonden",
    Kind.REFUSED: "aanvraag geweigerd",
    Kind.NO_PLACE: "geen plaats",
}
ELSEWHERE = "overige gemeenten"


@dataclass(frozen=True, slots=True)
class Missing:
    """People of one quarter without one thing. `place` is a GM code, "" for the rest of the region together."""

    people: int
    need: str
    detail: str
    place: str
    where: str
    ways: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """`“Nederlands of lezen en schrijven” in de avond`."""
        named = f"“{LABELS[self.need]}”"
        return f"{named} {Detail(self.detail).label}" if self.detail else named

    @property
    def sentence(self) -> str:
        """`41 mensen: geen passend aanbod voor “Een vak leren” in de avond in Smallingerland`."""
        where = f"in {self.where}" if self.place else f"in de {self.where} samen"
        return f"{self.people} mensen: geen passend aanbod voor {self.what} {where}"


def missing(region, day: datetime.date, *, fewest: int = FEWEST) -> list[Missing]:
    """What people of the region lacked in the quarter of `day`, most people first: two queries.

    A municipality with fewer than `fewest` people goes into the rest of the region, and the rest is told only when it
    holds as many: no subtraction gives a small number away. `fewest` cannot be under the rule of the house (ten).
    """
    fewest, quarter = max(fewest, FEWEST), quarter_of(day)
    rows = Shortage.objects.filter(region=region, month__range=(quarter, day))
    columns = ("need", "detail", "municipality__code", "kind", "group", "person_key")
    people: dict[tuple[str, str], dict[str, list]] = defaultdict(lambda: defaultdict(list))
    for need, detail, place, *rest in rows.values_list(*columns):
        people[(need, detail)][place or ""].append(rest)
    names = dict(Municipality.objects.filter(region=region).values_list("code", "name"))
    found = [line for key, places in people.items() for line in _lines(*key, places, names, fewest)]
    return sorted(found, key=lambda line: (-line.people, SLUGS.index(line.need), line.where))


def _lines(need, detail, places, names, fewest):
    small = []
    for place, rows in places.items():
        if place in names and _count(rows) >= fewest:
            yield _line(need, detail, place, names[place], rows, fewest)
        else:
            small += rows
    if _count(small) >= fewest:
        yield _line(need, detail, "", ELSEWHERE, small, fewest)


def _count(rows):
    return len({key for *_, key in rows})


def _line(need, detail, place, where, rows, fewest):
    """One line; how it went and for whom are named only where that too is about enough people."""
    ways = [kind for kind in Kind if _count([row for row in rows if row[0] == kind]) >= fewest]
    groups = [slug for slug in BY_SLUG if _count([row for row in rows if row[1] == slug]) >= fewest]
    return Missing(
        _count(rows),
        need,
        detail,
        place,
        where,
        tuple(WAYS[kind] for kind in ways),
        tuple(BY_SLUG[slug].label for slug in groups),
    )
