"""The regions, municipalities and partners of 2026 as plain data: no Django, no database (see SOURCES.md)."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Region:
    """One of the 35 labour market regions. `code` is AM + two digits."""

    code: str
    name: str
    earlier_name: str
    central_municipality: str
    code_source: str
    central_source: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """One of the 342 municipalities of 2026. `code` is GM + four digits."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class RegionMembership:
    """A municipality belongs to a region from `valid_from` up to and including `valid_until` (None: still)."""

    municipality: str
    region: str
    valid_from: date
    valid_until: date | None
    source: str

    def holds_on(self, day: date) -> bool:
        """True when the municipality belongs to the region on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner that is not a municipality. `region` is empty for a partner that works in all 35 regions."""

    slug: str
    name: str
    kind: str
    region: str


@dataclass(frozen=True, slots=True)
class PostcodeArea:
    """Four digits of a postcode, the municipality they mostly lie in, and the place."""

    pc4: str
    municipality: str
    place: str


@cache
def regions() -> tuple[Region, ...]:
    """The 35 regions, by code."""
    return tuple(Region(**row) for row in _rows("regions.csv"))


@cache
def municipalities() -> tuple[Municipality, ...]:
    """The 342 municipalities, by code."""
    return tuple(Municipality(**row) for row in _rows("municipalities.csv"))


@cache
def municipality_codes() -> frozenset[str]:
    """The GM codes of all municipalities of 2026."""
    return frozenset(municipality.code for municipality in municipalities())


@cache
def memberships() -> tuple[RegionMembership, ...]:
    """Which municipality belongs to which region, and when; never two at once."""
    dates: dict[str, Callable[[str], date | None]] = {"valid_from": date.fromisoformat, "valid_until": _day_or_none}
    return tuple(
        RegionMembership(**{key: dates.get(key, str)(value) for key, value in row.items()})  # type: ignore[arg-type]
        for row in _rows("memberships.csv")
    )


@cache
def partners() -> tuple[Partner, ...]:
    """National and regional partners. Every municipality is a partner too and is not repeated here."""
    return tuple(Partner(**row) for row in _rows("partners.csv"))


@cache
def postcode_areas() -> tuple[PostcodeArea, ...]:
    """A small excerpt for the demo regions; the full list is loaded from an official file."""
    return tuple(PostcodeArea(**row) for row in _rows("postcode_areas.csv"))


def region_of(municipality: str, on: date) -> str | None:
    """The AM code of the region a municipality (GM code) belongs to on a day; None when not known."""
    found = (held.region for held in memberships() if held.municipality == municipality and held.holds_on(on))
    return next(found, None)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _day_or_none(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
