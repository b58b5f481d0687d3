"""The transition report: what an income change does to every item of a plan, before anything is saved."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from clients.responsibility import Answer, Facts

from .deadlines import Deadline, deadlines
from .transition import Transition, transition
from .verdict import Verdict, classify


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One item of the plan with its verdict."""

    code: str
    verdict: Verdict

    def as_dict(self) -> dict[str, Any]:
        """The six keys that the command prints."""
        found = self.verdict
        return {
            "code": self.code,
            "class": found.outcome.value,
            "owner": found.owner.value,
            "reason": found.reason,
            "article": found.article,
            "until": found.until.isoformat() if found.until else None,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """What stays, what changes, and who answers for it. `step` holds the facts it was made from."""

    step: Transition
    items: tuple[ReportItem, ...]
    responsible_before: Answer
    responsible_after: Answer
    deadlines: tuple[Deadline, ...]

    def as_dict(self) -> dict[str, Any]:
        """The report as the command prints it; days as text."""
        return {
            "items": [item.as_dict() for item in self.items],
            "responsible_before": self.responsible_before.as_dict(),
            "responsible_after": self.responsible_after.as_dict(),
            "deadlines": [
                {key: value for key, value in day.items() if key != "unverified"} for day in self.days_as_dicts()
            ],
        }

    def days_as_dicts(self) -> list[dict[str, Any]]:
        """The days as they are kept with the report of a change."""
        return [{**asdict(one), "on": one.on.isoformat()} for one in self.deadlines]


def explain_transition(
    *,
    before: Facts | None = None,
    from_code: str,
    to_code: str,
    on: date,
    items: Iterable[str] = (),
    to_municipality: str | None = None,
) -> Report:
    """The report of a change on day `on`, the first day of the new situation.

    `before` holds what is known of the person (None: nothing). `items` are item codes, in the order of the report.
    `to_municipality` is the GM code of the new home when the person moves. KeyError on an unknown code.
    """
    names = tuple(items)
    step = transition(
        from_code=from_code,
        to_code=to_code,
        on=on,
        facts=before,
        items=frozenset(names),
        to_municipality=to_municipality,
    )
    verdicts = {name: classify(name, from_code, to_code, on, context=step) for name in names}
    return Report(
        step=step,
        items=tuple(ReportItem(name, verdicts[name]) for name in names),
        responsible_before=step.before,
        responsible_after=step.after,
        deadlines=deadlines(step, verdicts),
    )
