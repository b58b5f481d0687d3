"""Working days: every day but Saturday, Sunday and the general days of rest (Algemene termijnenwet art. 3)."""

from datetime import date, timedelta
from functools import cache

from .terms import shift

_DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar (Meeus)."""
    century, rest = divmod(year, 100)
    leap = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - leap - rest % 4) % 7
    late = (year % 19 + 11 * leap + 22 * week) // 451
    month, day = divmod(leap + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def days_of_rest(year: int) -> frozenset[date]:
    """The days of rest of art. 3.1, and Good Friday (3.2). King's Day is the 26th when the 27th is a Sunday."""
    sunday = easter(year)
    kings_day = date(year, 4, 27)
    return frozenset(
        {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
        | {sunday + timedelta(days=after) for after in (-2, 1, 39, 50)}
        | {kings_day - _DAY if kings_day.weekday() == 6 else kings_day}
    )


def is_workday(day: date) -> bool:
    """Whether offices work on this day."""
    return day.weekday() < 5 and day not in days_of_rest(day.year)


def after_workdays(day: date, number: int) -> date:
    """The `number`-th working day after `day`."""
    while number:
        day += _DAY
        number -= is_workday(day)
    return day


def workdays_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
    if end < start:
        return -workdays_between(end, start)
    return sum(is_workday(start + timedelta(days=ahead)) for ahead in range(1, (end - start).days + 1))


MOST_DAYS, MOST_WEEKS, MOST_MONTHS = 90, 12, 3


def end_of_term(day: date, value: int, unit: str) -> date:
    """The last day of a term of `value` days, weeks, months or years that a law sets and that starts on `day`.

    A term that ends on a day offices are closed runs on to the next working day (Algemene termijnenwet 1.1), but not
    one of more than 90 days, 12 weeks or 3 months, nor one in years (art. 4.a). Never for terms counted back (1.2).
    """
    end = shift(day, value, unit)
    most = {"days": MOST_DAYS, "weeks": MOST_WEEKS, "months": MOST_MONTHS}.get(unit, 0)
    while value <= most and not is_workday(end):
        end += _DAY
    return end
