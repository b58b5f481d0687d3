"""Counting with terms of the law: days, weeks, months and years from a day, and birthdays."""

from datetime import date, timedelta

MONTHS_OF = {"months": 1, "years": 12}
DAYS_OF = {"days": 1, "weeks": 7}


def shift(day: date, amount: int, unit: str) -> date:
    """The day `amount` days, weeks, months or years later (negative: earlier).

    A day that the month does not have becomes the last day of that month: 31 August minus 6 months is 28 February.
    """
    if unit in DAYS_OF:
        return day + timedelta(days=amount * DAYS_OF[unit])
    year, month = _month_after(day, amount * MONTHS_OF[unit])
    return date(year, month, min(day.day, _days_in(year, month)))


def reaches(birth: date, months: int) -> date:
    """The day somebody reaches an age given in months; born on 29 February counts from 1 March in other years."""
    year, month = _month_after(birth, months)
    if birth.day <= _days_in(year, month):
        return date(year, month, birth.day)
    return date(year, month, _days_in(year, month)) + timedelta(days=1)


def _month_after(day: date, months: int) -> tuple[int, int]:
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def _days_in(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day
