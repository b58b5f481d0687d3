"""What counts as reachable, full and stale: dated numbers of `norms.toml`, and which cells there are at all."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from services.audience import GROUPS
from services.reference import phases
from werkcentrum.vocabulary.parameters import parameter

SOURCE = Path(__file__).with_suffix(".toml")
TILES = ("DW01", "DW03", "DW04", "DW05", "DW08", "DW09", "DW10")
"""Phases of the road of a person; DW02, DW06 and DW07 are about the vacancy of an employer."""
OLDEST = 110


@dataclass(frozen=True, slots=True)
class Norms:
    """The numbers of one period: days to start and to wait, free places that are the last, days left, people."""

    valid_from: date
    lead_days: int
    waiting_days: int
    last_places: int
    ending_days: int
    people: int
    source: str


@dataclass(frozen=True, slots=True)
class Age:
    """A group of ages of the instrument guide, in whole years, first and last included."""

    code: str
    label: str
    first: int
    last: int


@cache
def _file():
    return tomllib.loads(SOURCE.read_text())


@cache
def norms(day: date) -> Norms:
    """The norms that hold on a day; before the first row the first row."""
    rows = [Norms(**row) for row in _file()["norms"]]
    return max((row for row in rows if row.valid_from <= day), key=lambda row: row.valid_from, default=rows[0])


@cache
def ages(day: date) -> tuple[Age, ...]:
    """LG01 to LG06 on a day; the border of the last two is the age of AOW of that day in whole years (AOW 7a.1)."""
    pension = parameter("aow_age", day).value // 12
    edges = (("LG01", 16, 18), ("LG02", 19, 21), ("LG03", 22, 26), ("LG04", 27, 55), ("LG05", 56, pension - 1))
    young = tuple(Age(code, f"{first} tot en met {last} jaar", first, last) for code, first, last in edges)
    return (*young, Age("LG06", f"{pension} jaar en ouder", pension, OLDEST))


@cache
def tiles() -> dict[str, str]:
    """Slug of a phase to its label, in the order of the road."""
    return {phase.slug: phase.label for phase in phases() if phase.code in TILES}


def occurs(group: str, tile: str, age: str) -> bool:
    """Whether there are people in this cell at all."""
    file = _file()
    return age in file["ages"].get(group, [age]) and group in file["tiles"].get(tile, [group])


GROUP_SLUGS = tuple(group.slug for group in GROUPS)
