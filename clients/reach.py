"""How much of the region each colleague can open: a number per person, and nothing about whom."""

from dataclasses import dataclass

from django.utils import timezone

from werkcentrum.access import door
from werkcentrum.access.models import Membership

GOAL = 6.0
"""Percent of the region's open dossiers that one person should be able to open at most (access design §6)."""
ENOUGH = 500
"""Open dossiers from which a share says something: thirty people are six percent of five hundred."""


@dataclass(frozen=True)
class Reach:
    """One colleague: how many dossiers she can open, in percent of the region, and the bar of the drawing (0-100)."""

    name: str
    number: int
    percent: float
    width: int

    @property
    def is_over(self) -> bool:
        """Whether it is more than the goal."""
        return self.percent > GOAL


def reach_of(cell) -> tuple[list[Reach], int, int]:
    """(per user of the cell, the most first; open dossiers of the region; place of the goal in the drawing).

    Sealed and closed dossiers count on neither side. Two queries, whatever the number of people.
    """
    # SECURITY: crosses the second door: numbers per colleague, for the team leader of this cell only.
    numbers = dict(door.call("access_reach", cell.pk))
    total = numbers.pop(None, 0)
    live = Membership.objects.on(timezone.localdate()).filter(participation=cell, user__is_active=True)
    people = dict(live.values_list("user", "user__name"))
    shares = {pk: 100 * numbers.get(pk, 0) / total if total else 0.0 for pk in people}
    most = max([*shares.values(), GOAL])
    rows = [
        Reach(name, numbers.get(pk, 0), round(shares[pk], 1), round(100 * shares[pk] / most))
        for pk, name in people.items()
    ]
    return sorted(rows, key=lambda row: (-row.number, row.name)), total, round(100 * GOAL / most)
