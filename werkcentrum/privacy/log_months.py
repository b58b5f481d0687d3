"""Months of the log whose term is over leave it whole: detached with four eyes, and the seals still fit (ADR 10)."""

import bisect
import datetime
from collections import Counter
from dataclasses import dataclass

from django.db import connection, transaction
from psycopg2 import sql

from werkcentrum.audit.models import DetachedMonth, LogBatch
from werkcentrum.audit.partitions import following, parts
from werkcentrum.audit.record import record
from werkcentrum.audit.seal.rows import TABLES
from werkcentrum.privacy.terms import terms
from werkcentrum.refusal import Refused


@dataclass(frozen=True)
class OldMonth:
    """A part of the log that is older than its term; `month` is its last month."""

    table: str
    part: str
    month: datetime.date
    rows: int


def over(today: datetime.date) -> list[OldMonth]:
    """Whole months of which every line is past its term on `today`, oldest first. What fits nowhere stays."""
    last = terms(today)["log"].ended_before(today)
    found = [
        OldMonth(table, part, following(upper, -1), _count(part))
        for table, held in parts().items()
        for part, upper in held
        if upper is not None and upper <= last
    ]
    return sorted(found, key=lambda old: (old.month, old.table))


def _count(part):
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(part)))
        return cursor.fetchone()[0]


@transaction.atomic
def detach(old: OldMonth, *, prepared_by, approved_by, by) -> DetachedMonth:
    """Take a month out of the log; its table stays beside it, to be put away or dropped by who keeps the database.

    What is noted per batch lets `verify_log` tell a month that left from a row that was deleted. Raises Refused when a
    line of the month is not sealed yet.
    """
    noted = DetachedMonth.objects.create(
        table=old.table, month=old.month, rows=_per_batch(old), prepared_by=prepared_by, approved_by=approved_by
    )
    with connection.cursor() as cursor:
        names = {"log": sql.Identifier(old.table), "part": sql.Identifier(old.part)}
        # Checks on foreign keys that still wait would keep the table in use.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql.SQL("ALTER TABLE {log} DETACH PARTITION {part}").format(**names))
    people = {"preparer": prepared_by.pk, "approver": approved_by.pk}
    record("privacy.detach_log", noted, by=by, table=old.table, month=old.month, lines=old.rows, **people)
    return noted


def _per_batch(old) -> dict[str, int]:
    """How many rows of the month stand under which batch."""
    table = TABLES[old.table]
    batches = list(
        LogBatch.objects.filter(table=old.table).order_by("number").values_list("number", "last_turn", "last_id")
    )
    lasts = [(turn, table.key(text)) for _number, turn, text in batches]
    found: Counter = Counter()
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql.SQL("SELECT turn, id FROM {}").format(sql.Identifier(old.part)))
        while rows := cursor.fetchmany(5000):
            for turn, key in rows:
                place = bisect.bisect_left(lasts, (turn, table.key(str(key))))
                if place == len(lasts):
                    raise Refused(
                        "In deze maand staan regels die nog niet zijn verzegeld. Draai eerst `manage.py seal_log`."
                    )
                found[str(batches[place][0])] += 1
    return dict(found)
