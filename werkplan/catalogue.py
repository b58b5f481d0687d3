"""Sentences for a goal, at B1 and in the first person, to pick from and to make one's own (directions and wishes: GGM).

Data in `catalogue.csv`, in our own words. A sentence keeps its code; one that is no longer offered leaves the file.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_suffix(".csv")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its main direction and its development wish, as codes."""

    code: str
    direction: str
    wish: str
    sentence: str


def _read() -> dict[str, Sentence]:
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: Sentence(**row) for row in csv.DictReader(lines)}


SENTENCES: dict[str, Sentence] = _read()


def sentences_of(direction: str) -> list[Sentence]:
    """The sentences under one main direction, in the order of the file."""
    return [row for row in SENTENCES.values() if row.direction == direction]
