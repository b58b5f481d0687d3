"""Pure rules about income periods: no query, no clock, no request."""

from dataclasses import dataclass
from datetime import date, timedelta

from werkcentrum.vocabulary import situation
from werkcentrum.web.dates import long_date

DAY = timedelta(days=1)
FOREVER = date.max


@dataclass(frozen=True)
class Stretch:
    """Part of a period after a change: the row it comes from (its pk), from, until (None: open), leading or not."""

    row: int
    valid_from: date
    valid_until: date | None
    leading: bool


def words(code, valid_from, valid_until) -> str:
    """A period as it stands in a sentence: "WW-uitkering van 1 mei 2026 tot en met 31 december 2026"."""
    name = situation(code).name
    if valid_until is None:
        return f"{name} vanaf {long_date(valid_from)}"
    return f"{name} van {long_date(valid_from)} tot en met {long_date(valid_until)}"


def overlap(one, other) -> bool:
    """Whether two periods (anything with `valid_from` and `valid_until`) share a day."""
    return one.valid_from <= (other.valid_until or FOREVER) and other.valid_from <= (one.valid_until or FOREVER)


def let_lead(periods, chosen, on) -> list[Stretch]:
    """All stretches after `chosen` (one of `periods`) leads from `on` to its end; what led there then does not.

    Rows are cut at those two days, so that every stretch is wholly leading or wholly not.
    """
    start, end = max(on, chosen.valid_from), chosen.valid_until or FOREVER
    stretches = []
    for row in periods:
        for first, last, inside in _cuts(row.valid_from, row.valid_until or FOREVER, start, end):
            leading = row.pk == chosen.pk if inside else row.leading
            stretches.append(Stretch(row.pk, first, None if last == FOREVER else last, leading))
    return _joined(stretches)


def _cuts(first, last, start, end):
    """The days before, inside and after start..end, as (first, last, inside)."""
    if first < start:
        yield first, min(last, start - DAY), False
    if first <= end and last >= start:
        yield max(first, start), min(last, end), True
    if last > end:
        yield max(first, end + DAY), last, False


def _joined(stretches):
    """Neighbours of one row that say the same become one again."""
    joined: list[Stretch] = []
    for part in stretches:
        before = joined[-1] if joined else None
        if before and before.row == part.row and before.leading == part.leading:
            joined[-1] = Stretch(part.row, before.valid_from, part.valid_until, part.leading)
        else:
            joined.append(part)
    return joined


def evenly(items, people, blocked=frozenset()) -> dict:
    """Which of `people` gets which item: the fewest first, in the order of `people`; None when all are blocked.

    `blocked` holds (item, person) pairs that cannot be.
    """
    count = dict.fromkeys(people, 0)
    given = {}
    for item in items:
        free = [person for person in people if (item, person) not in blocked]
        given[item] = min(free, key=lambda person: (count[person], people.index(person)), default=None)
        if free:
            count[given[item]] += 1
    return given
