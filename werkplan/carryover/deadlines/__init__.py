"""The days that come with a change of income: what must be done by then, or what is possible from then."""

from dataclasses import dataclass
from datetime import date

from ..transition import Transition
from ..wording import fill
from .days import Verdicts
from .table import RULES, DeadlineRule

__all__ = ["RULES", "Deadline", "DeadlineRule", "deadlines"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day that matters. `unverified`: the rule behind it was written from memory."""

    code: str
    name: str
    on: date
    article: str
    explanation: str
    unverified: bool = False


def deadlines(step: Transition, verdicts: Verdicts) -> tuple[Deadline, ...]:
    """The days of this change, in order of time; the verdicts on the items decide some of them."""
    found = []
    for rule in RULES:
        day = rule.day(step) if rule.in_force(step.on) and rule.applies(step, verdicts) else None
        if day is not None:
            found.append(
                Deadline(rule.code, rule.name, day, rule.article, fill(rule.explanation, step), rule.unverified)
            )
    return tuple(sorted(found, key=lambda one: (one.on, one.code)))
