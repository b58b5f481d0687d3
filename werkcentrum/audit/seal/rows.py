"""Rows of the log as bytes, the same for ever, and read in the order of their seals.

A row is the UTF-8 of a JSON array without blanks: the table, the number of the form, and the columns of that form in
their order. Moments are whole microseconds since 1970 in UTC, uuids their text, JSON has its keys sorted. A column that
is added later makes a new form; batches keep the number of theirs.
"""

import datetime
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from werkcentrum.audit.seal import merkle

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROS = "(extract(epoch FROM at) * 1000000)::bigint"  # the same in every session, whatever its time zone
FORM = 1
"""The form that new batches get."""


@dataclass(frozen=True)
class Table:
    """One sealed table: the columns per form, and how an id is written down in eight or sixteen bytes."""

    name: str
    forms: dict[int, tuple[str, ...]]
    width: int

    def pack(self, key) -> bytes:
        """The id as bytes of a fixed width."""
        return key.bytes if isinstance(key, uuid.UUID) else int(key).to_bytes(self.width, "big", signed=True)

    def unpack(self, data: bytes):
        """The id that was packed."""
        return uuid.UUID(bytes=bytes(data)) if self.width == 16 else int.from_bytes(data, "big", signed=True)

    def key(self, text: str):
        """The id from its text; ValueError when it is none of this table."""
        return uuid.UUID(text) if self.width == 16 else int(text)

    def entries(self, leaves: bytes) -> list[tuple[object, bytes]]:
        """The (id, hash) of every row of a batch, in order."""
        size, data = self.width + 32, bytes(leaves)
        return [
            (self.unpack(data[at : at + self.width]), data[at + self.width : at + size])
            for at in range(0, len(data), size)
        ]


READING = "id at actor_id participation_id role dossier_id part purpose trace relation ground result turn"
EVENT = "id at actor_id participation_id role action object_type object_id dossier_id trace detail turn"
TABLES = {
    "audit_event": Table("audit_event", {1: tuple(EVENT.split())}, 16),
    "audit_reading": Table("audit_reading", {1: tuple(READING.split())}, 8),
}


def micros(moment: datetime.datetime) -> int:
    """Whole microseconds since 1970."""
    return (moment - EPOCH) // datetime.timedelta(microseconds=1)


def _plain(name, value):
    if isinstance(value, uuid.UUID):
        return str(value)
    if name == "detail":
        return json.loads(value) if isinstance(value, str) else value
    return value


def compact(value) -> bytes:
    """JSON without blanks, keys sorted, UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


@dataclass(frozen=True)
class Row:
    """A row as it is sealed: its place in the order and its hash."""

    turn: int
    id: object
    at: datetime.datetime
    leaf: bytes

    @property
    def key(self):
        """Place in the order of sealing."""
        return (self.turn, self.id)


def canonical(table: Table, form: int, values) -> bytes:
    """The bytes of one row, its values in the order of the form."""
    plain = [_plain(name, value) for name, value in zip(table.forms[form], values, strict=True)]
    return compact([table.name, form, *plain])


def read(table: Table, *, form=FORM, after=None, below=None, only=None, limit=None) -> Iterator[Row]:
    """Rows in the order (turn, id): after a key, with a turn below `below`, `only` one key, at most `limit`.

    Use it inside a transaction; rows come a few thousand at a time.
    """
    wanted, values = ["TRUE"], []
    if after is not None:
        wanted.append("(turn, id) > (%s, %s)")
        values += [after[0], str(after[1])]
    if only is not None:
        wanted.append("(turn, id) = (%s, %s)")
        values += [only[0], str(only[1])]
    if below is not None:
        wanted.append("turn < %s")
        values.append(below)
    columns = ", ".join(MICROS if name == "at" else name for name in table.forms[form])
    text = f"SELECT {columns} FROM {table.name} WHERE {' AND '.join(wanted)} ORDER BY turn, id"  # noqa: S608  own names
    if limit:
        text += f" LIMIT {int(limit)}"
    places = {name: place for place, name in enumerate(table.forms[form])}
    with connection.chunked_cursor() as cursor:
        cursor.execute(text, values)
        while rows := cursor.fetchmany(2000):
            for row in rows:
                hashed = merkle.leaf(canonical(table, form, row))
                at = EPOCH + datetime.timedelta(microseconds=row[places["at"]])
                yield Row(row[places["turn"]], _key(row[0]), at, hashed)


def _key(value):
    return uuid.UUID(value) if isinstance(value, str) else value
