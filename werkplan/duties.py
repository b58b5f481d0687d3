"""The duties that a law sets and that a plan may name: each with its article, its consequence and who may impose it.

Data in `duties.csv`, in our own words at B1: a law that changes is a row that changes. `source`: L = read in the law
(WW of 2024-01-01, the others of 2025-01-01), M = from memory, shown as not yet verified.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from werkcentrum.vocabulary import Duties, PartnerKind, situation

SOURCE = Path(__file__).with_suffix(".csv")


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty. `item` is its code for the carry-over engine; `consequence` stands in the law, or is empty."""

    key: str
    item: str
    law: Duties
    owner: PartnerKind
    text: str
    article: str
    consequence: str
    source: str

    @property
    def verified(self) -> bool:
        """Whether the article was read in the text of the law."""
        return self.source == "L"

    @property
    def words(self) -> str:
        """The article as it stands on a screen: with a mark when it was not read in the law."""
        return self.article if self.verified else f"{self.article}, nog niet nagegaan"


def _read() -> tuple[Duty, ...]:
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return tuple(Duty(**_typed(row)) for row in rows)


def _typed(row) -> dict[str, Any]:
    return row | {"law": Duties(row["law"]), "owner": PartnerKind(row["owner"])}


DUTIES: tuple[Duty, ...] = _read()
_UNVERIFIED = {(duty.text, duty.article) for duty in DUTIES if not duty.verified}


def duties_for(codes: Iterable[str], owner: str) -> tuple[Duty, ...]:
    """The duties that a partner of kind `owner` may name for somebody with these income situations.

    Nobody else is competent: UWV for the WW, the municipality for the Participatiewet; nug has no duties at all.
    """
    laws = {situation(code).duties for code in codes}
    return tuple(duty for duty in DUTIES if duty.law in laws and duty.owner == owner)


def duty_of(key: str) -> Duty | None:
    """The duty with this key, or None."""
    return next((duty for duty in DUTIES if duty.key == key), None)


def is_unverified(text: str, article: str) -> bool:
    """Whether an agreement with these words names a duty whose article was not read in the law."""
    return (text, article) in _UNVERIFIED
