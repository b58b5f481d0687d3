"""Two versions of a plan side by side: what is new, changed or gone, in words."""

from dataclasses import dataclass

from werkplan.models import PlanVersion
from werkplan.snapshot import Difference, differences, snapshot, words

NOW = "nu"


@dataclass(frozen=True)
class Side:
    """One side of the comparison: its number (0: the plan of today), and its name in a sentence."""

    number: int
    name: str


@dataclass(frozen=True)
class Comparison:
    """The page: both sides, what differs between them, and what there is to choose from."""

    left: Side
    right: Side
    changes: list[Difference]
    numbers: list[int]


def comparison(plan, left: str, right: str) -> Comparison | None:
    """The versions with these numbers ("" or unknown: the last two that there are; "nu": today). None without versions.

    The older one always stands left, whichever was asked first. Three queries.
    """
    numbers = list(plan.versions.order_by("number").values_list("number", flat=True))
    if not numbers:
        return None
    known = {str(number): number for number in numbers} | {NOW: 0}
    last = numbers[-1]
    first = known.get(left, numbers[-2] if len(numbers) > 1 else last)
    other = known.get(right, last if len(numbers) > 1 else 0)
    first, other = sorted((first, other), key=lambda number: number or last + 1)
    rows = {row.number: row for row in PlanVersion.objects.filter(plan=plan, number__in=[first, other])}
    old, new = (_content(plan, rows.get(number)) for number in (first, other))
    return Comparison(_side(first), _side(other), [*differences(old, new), *_around(old, new)], numbers)


def _content(plan, version):
    return version.content if version else snapshot(plan)


def _side(number):
    return Side(number, f"Versie {number}" if number else "Nu")


def _around(old, new):
    """What stands around goals, steps and agreements: who helps, when one looks back, and her own view."""
    pairs = [
        ("Wie helpt", old["lead"]["partner"], new["lead"]["partner"]),
        ("Samen terugkijken", _day(old), _day(new)),
        ("Uw eigen mening", old.get("own_view", ""), new.get("own_view", "")),
    ]
    return [Difference(part, before, after) for part, before, after in pairs if before != after]


def _day(content):
    return words(content["evaluate_on"]) if content["evaluate_on"] else ""
