"""The number under which a client sees an employee: given once, in the order of first looking, and kept for ever."""

from django.db import connection, transaction
from django.db.models import Min

from werkcentrum.audit.models import Alias, Reading

CLIENT = "klant"
LOCK = 0xA11A5


def aliases_of(dossier_id: int, seen=()) -> dict[int, int]:
    """{employee: number} of a dossier: one query, and four more when one of `seen` has no number yet.

    Then everybody who ever looked gets one, so that the numbers follow the order in which they first came.

    Kept, not computed: a number stays when old months leave the log, or when a line comes in later than it was begun.
    """
    held = _held(dossier_id)
    return held if set(seen) <= held.keys() else _number(dossier_id)


@transaction.atomic
def _number(dossier_id):
    """Give the new ones a number, after those who have one; two pages of one client at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, dossier_id % 2**31])
    held = _held(dossier_id)
    following = max(held.values(), default=0) + 1
    rows = [
        Alias(dossier_id=dossier_id, actor_id=actor, number=number)
        for number, actor in enumerate(_unnumbered(dossier_id), start=following)
    ]
    Alias.objects.bulk_create(rows)
    return held | {row.actor_id: row.number for row in rows}


def _held(dossier_id):
    return dict(Alias.objects.filter(dossier=dossier_id).values_list("actor", "number"))


def _unnumbered(dossier_id):
    """Employees without a number, in the order in which they first looked."""
    rows = Reading.objects.filter(dossier=dossier_id).exclude(role=CLIENT)
    rows = rows.exclude(actor__in=Alias.objects.filter(dossier=dossier_id).values("actor"))
    return [actor for actor, _first in rows.values_list("actor").annotate(first=Min("at")).order_by("first", "actor")]
