"""The months of the log: made ahead, closed to the web role, and everything that fits nowhere in a part of its own."""

import datetime
import re

from django.db import connection, transaction
from psycopg2 import sql

from werkcentrum.pg.names import APP_ROLE

TABLES = ("audit_event", "audit_reading")
AHEAD = 3
"""Months after the present one that are ready before anything is written in them."""
_UPPER = re.compile(r"TO \('([^']+)'\)")


def month_of(day: datetime.date) -> datetime.date:
    """The first day of its month."""
    return day.replace(day=1)


def following(month: datetime.date, by: int = 1) -> datetime.date:
    """The first day of a later (or, with a negative number, earlier) month."""
    months = month.year * 12 + month.month - 1 + by
    return datetime.date(months // 12, months % 12 + 1, 1)


def name_of(table: str, month: datetime.date) -> str:
    """`audit_reading_2026_11`."""
    return f"{table}_{month:%Y_%m}"


def parts() -> dict[str, list[tuple[str, datetime.date | None]]]:
    """Per table its partitions as (name, first day after it); None for the part that takes whatever fits nowhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT parent.relname, part.relname, pg_get_expr(part.relpartbound, part.oid)
                 FROM pg_inherits
                 JOIN pg_class parent ON parent.oid = inhparent
                 JOIN pg_class part ON part.oid = inhrelid
                WHERE parent.relname = ANY(%s) AND parent.relkind = 'p'
                  AND parent.relnamespace = current_schema()::regnamespace ORDER BY part.relname""",
            [list(TABLES)],
        )
        found: dict = {}
        for table, name, bound in cursor.fetchall():
            upper = _UPPER.search(bound)
            found.setdefault(table, []).append((name, datetime.date.fromisoformat(upper[1][:10]) if upper else None))
    return found


def make_ahead(*, today: datetime.date | None = None, ahead: int = AHEAD) -> list[str]:
    """Make the partition of this month and of the coming ones where they are missing; the names that were made."""
    first = month_of(today or datetime.datetime.now(datetime.UTC).date())
    made = []
    for table, held in parts().items():
        names = {name for name, _ in held}
        before = max((upper for name, upper in held if name.endswith("_before") and upper), default=None)
        for month in (following(first, step) for step in range(ahead + 1)):
            if name_of(table, month) not in names and (before is None or month >= before):
                _make(table, month)
                made.append(name_of(table, month))
    return made


def _make(table, month):
    """Beside the log first, then attached: nobody waits but for the attaching itself."""
    name, start, end = name_of(table, month), f"{month} 00:00:00+00", f"{following(month)} 00:00:00+00"
    names = {
        "parent": sql.Identifier(table), "part": sql.Identifier(name), "rest": sql.Identifier(f"{table}_other"),
        "start": sql.Literal(start), "end": sql.Literal(end), "role": sql.Identifier(APP_ROLE),
    }  # fmt: skip

    def run(cursor, text):
        cursor.execute(sql.SQL(text).format(**names))

    with transaction.atomic(), connection.cursor() as cursor:
        run(cursor, "CREATE TABLE {part} (LIKE {parent} INCLUDING DEFAULTS)")
        run(cursor, "SELECT EXISTS (SELECT FROM {rest} WHERE at >= {start} AND at < {end})")
        if cursor.fetchone()[0]:
            # Rows that came before their month was made move in; a seal covers the row, not its place.
            run(cursor, "ALTER TABLE {rest} DISABLE TRIGGER USER")
            run(cursor, "INSERT INTO {part} SELECT * FROM {rest} WHERE at >= {start} AND at < {end}")
            run(cursor, "DELETE FROM {rest} WHERE at >= {start} AND at < {end}")
            run(cursor, "ALTER TABLE {rest} ENABLE TRIGGER USER")
        run(cursor, "ALTER TABLE {parent} ATTACH PARTITION {part} FOR VALUES FROM ({start}) TO ({end})")
        # SECURITY: default privileges give the web role every new table; the log is reached through its parent only.
        cursor.execute("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [APP_ROLE])
        if cursor.fetchone()[0]:
            run(cursor, "REVOKE ALL ON {part} FROM {role}")


def make_after_migrating(**kwargs):
    """Signal `post_migrate`: a database that was just brought up to date has its months."""
    if kwargs.get("using", "default") == "default":
        make_ahead()
