"""How long personal data are kept: dated rows per ground and trigger, from `reference/terms.csv`."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parent / "reference" / "terms.csv"


@dataclass(frozen=True)
class Term:
    """One term. `verified`: somebody who knows the law confirmed it; else it is an assumption."""

    key: str
    name: str
    months: int
    trigger: str
    executed_by: str
    source: str
    verified: bool
    valid_from: date

    @property
    def words(self) -> str:
        """The length: "10 jaar", "3 maanden"."""
        return f"{self.months // 12} jaar" if self.months % 12 == 0 else f"{self.months} maanden"

    def ended_before(self, today: date) -> date:
        """The last day on which the trigger may lie for the term to be over on `today`."""
        year, month = divmod(today.year * 12 + today.month - 1 - self.months, 12)
        return date(year, month + 1, min(today.day, 28))


@cache
def _rows() -> tuple[Term, ...]:
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Term(
                line["key"],
                line["name"],
                int(line["months"]),
                line["trigger"],
                line["executed_by"],
                line["source"],
                line["verified"] == "ja",
                date.fromisoformat(line["valid_from"]),
            )
            for line in csv.DictReader(lines)
        )


def terms(day: date) -> dict[str, Term]:
    """The term per key that holds on a day: the newest row that has begun."""
    begun = sorted((row for row in _rows() if row.valid_from <= day), key=lambda row: row.valid_from)
    return {row.key: row for row in begun}


def terms_of(retention: str, day: date) -> list[Term]:
    """The terms behind the retention of a processing activity ("dossier" has one per ground)."""
    return [term for key, term in terms(day).items() if key.split(":")[0] == retention]
