"""What the codes of the wage returns mean in our forty situations, as a table that somebody can correct."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from werkcentrum.vocabulary import SITUATIONS

TABLE = Path(__file__).with_suffix(".csv")
OWN = "situatie"
"""Name of our own list, for a partner that sends our codes."""
YOUNG = {"BIJSTAND": "BIJSTAND_JONG"}
"""Under 27 the same benefit is another situation (Pwet 41.4, 44.4)."""


@dataclass(frozen=True)
class Meaning:
    """`situation` is None when the code is no situation of its own; `ask` says what to find out before noting it."""

    situation: str | None
    ask: str = ""


@cache
def table() -> dict[tuple[str, str], Meaning]:
    """(list, code) → meaning, from `codes.csv`: own reading of the public lists, to be confirmed with UWV."""
    with TABLE.open(encoding="utf-8", newline="") as rows:
        return {
            (row["list"], row["code"]): Meaning(row["situation"] or None, row["ask"]) for row in csv.DictReader(rows)
        }


def meaning_of(which: str, code: str) -> Meaning:
    """What a code of a list means. KeyError when the list or the code is unknown."""
    if which == OWN:
        return Meaning(SITUATIONS[code].code)
    return table()[which, code.zfill(2) if code.isdigit() else code]
