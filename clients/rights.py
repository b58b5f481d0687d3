"""What a person can ask about: the facts she sees about herself; and when an answer must be there."""

import calendar
from datetime import date

from clients.intake.fields import FIELDS
from clients.intake.known import known_of
from clients.intake.lens import CHANGING, Mode, lens_of
from clients.intake.words import lines
from clients.shown import disputed
from werkcentrum.access.relations import Relation

ELSE = "anders"
READABLE = CHANGING | {Mode.READ}


def month_later(day: date) -> date:
    """The same day of the next month, or its last day (AVG 12.3)."""
    year, month = divmod(day.year * 12 + day.month, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def subjects_of(opened) -> dict[str, tuple[str, str]]:
    """Facts of an opened dossier that the actor reads: code → (label, what stands there). Three queries."""
    lens, known = lens_of(opened.stance), known_of(opened.client)
    found = {}
    for code, field in FIELDS.items():
        if code != "bsn" and lens.mode(field) in READABLE and known[code].is_known:
            found[code] = (field.label, ". ".join(lines(field, known[code].value)))
    return found


def disputes_of(opened) -> list:
    """What the client disputes, with her statement, for herself and for who works with all of her data: one query."""
    if opened.stance.relation not in (Relation.LEAD, Relation.TEAM, Relation.SELF):
        return []
    return [disputed(row, opened.stance.groups) for row in opened.client.disputes.order_by("since", "pk")]
