"""Dutch words for days, and the filling in of a reason."""

from datetime import date

from .transition import Transition

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


def spoken(day: date) -> str:
    """A day as people say it: "1 januari 2027"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def fill(text: str, step: Transition) -> str:
    """The reason with the partners and days of this change."""
    old, new = step.before.partner_kind, step.after.partner_kind
    return text.format(
        old=old.phrase,
        Old=old.phrase_start,
        new=new.phrase,
        New=new.phrase_start,
        last_day=spoken(step.last_day),
        start=spoken(step.on),
    )
