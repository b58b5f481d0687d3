"""Whose term is over: closed dossiers per ground of who led last, wishes to be erased, and rows without a dossier."""

from dataclasses import dataclass
from datetime import date

from werkcentrum.privacy import hooks
from werkcentrum.privacy.terms import terms

WISH = "wish"
"""The term of a granted request to erase."""


@dataclass(frozen=True)
class Due:
    """One dossier whose term is over, without a name."""

    dossier_id: int
    term: str
    closed_on: date | None


def due_dossiers(region_id, today) -> list[Due]:
    """Dossiers of a region that may be erased on `today`: closed long enough ago for their ground, or asked for.

    Not those on legal hold, nor on a list that waits. One query.
    """
    from django.db import connection

    cutoffs = {
        key.split(":")[1]: term.ended_before(today) for key, term in terms(today).items() if key.startswith("dossier:")
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT dossier_id, term, closed_on FROM privacy_due(%s, %s, %s)",
            [region_id, list(cutoffs), list(cutoffs.values())],
        )
        return [Due(*row) for row in cursor.fetchall()]


def due_others(region_id, today) -> dict[str, int]:
    """Per key of a term how many rows without a dossier may go."""
    held = terms(today)
    return {key: count(region_id, held[key].ended_before(today)) for key, (_, count) in hooks.others().items()}


def counts(region_id, today) -> dict[str, int]:
    """How many per term, for the dry run: no names, no ids."""
    found = dict.fromkeys((key for key in terms(today) if key.startswith("dossier:")), 0) | {WISH: 0}
    for row in due_dossiers(region_id, today):
        found[row.term] += 1
    return found | due_others(region_id, today)
