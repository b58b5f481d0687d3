"""Bars on a time axis: every item before and after a change of income, so that one sees that nothing falls off."""

from dataclasses import dataclass
from datetime import date

from werkcentrum.vocabulary import shift
from werkcentrum.web.dates import long_date

# The axis runs from four months before the change to six months after it; so the change always stands at 40 %.
BEFORE, AFTER = 4, 6
WIDTH = 1000
CHANGE_AT = WIDTH * BEFORE // (BEFORE + AFTER)
THEN = {
    "A": "loopt door",
    "B": "loopt tot de nieuwe partner beslist",
    "C": "wordt omgezet",
    "D": "stopt",
    "E": "blijft bij {old}",
}


@dataclass(frozen=True)
class Bar:
    """One item on the axis. Positions run from 0 to 1000; `width` 0 means that there is nothing on that side."""

    title: str
    kind: str
    before_x: int
    before_width: int
    after_width: int
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """The bar in words, for who does not see it."""
        return f"{self.title}: {self.before}, {self.after}."

    @property
    def stops_at(self) -> int:
        """Where the mark of stopping stands."""
        return self.before_x + self.before_width


@dataclass(frozen=True)
class Axis:
    """The time axis of one change."""

    on: date

    @property
    def start(self) -> date:
        """The first day on it."""
        return shift(self.on, -BEFORE, "months")

    @property
    def end(self) -> date:
        """The last day on it."""
        return shift(self.on, AFTER, "months")

    def place(self, day: date) -> int:
        """Where a day stands, cut off at the ends; the change itself is always at the same place."""
        if day <= self.on:
            share = (day - self.start).days / (self.on - self.start).days
            return max(0, round(share * CHANGE_AT))
        share = (day - self.on).days / (self.end - self.on).days
        return min(WIDTH, CHANGE_AT + round(share * (WIDTH - CHANGE_AT)))


def bar_of(*, title, kind, starts, ends, term, axis, old) -> Bar:
    """The bar of one item: `starts` and `ends` as the plan has them (None: open), `term` what the law leaves of it."""
    begin = min(axis.place(starts) if starts else 0, CHANGE_AT)
    early = ends is not None and ends < axis.on
    last = axis.place(ends) if early else CHANGE_AT
    until = _until(kind, ends, term, axis)
    then = THEN[kind].format(old=old)
    if kind == "D":
        then = f"stopt na {long_date(min(filter(None, (ends, shift(axis.on, -1, 'days')))))}"
    elif until:
        then = f"{then}, tot en met {long_date(until)}"
    return Bar(
        title=title,
        kind=kind.lower(),
        before_x=begin,
        before_width=max(last - begin, 0),
        after_width=0 if kind == "D" or early else (axis.place(until) if until else WIDTH) - CHANGE_AT,
        before=f"vanaf {long_date(starts)}" if starts else "loopt nu",
        after=then,
    )


def _until(kind, ends, term, axis):
    """The last day after the change, when one is known."""
    known = {"C": term, "E": term or ends}.get(kind, ends)
    return known if known and known >= axis.on else None
