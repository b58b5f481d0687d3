"""Rows that tell of a deed, written together: events, lines of the timeline and of the history, one query per table."""

from contextlib import contextmanager
from contextvars import ContextVar

_rows: ContextVar[dict | None] = ContextVar("gathered_rows", default=None)


@contextmanager
def gathered():
    """Write what tells of a deed of many parts at the end of the block: one query per table, whatever the parts.

    Goes inside the transaction of the deed: when it raises, nothing is written. Nothing of it can be read back within
    the block. A block within another leaves the writing to the outer one.
    """
    if _rows.get() is not None:
        yield
        return
    rows: dict = {}
    token = _rows.set(rows)
    try:
        yield
    finally:
        _rows.reset(token)
    for model, (found, then) in rows.items():
        _insert(model, found, then)


def write(row, then=None):
    """Insert a row that tells of a deed, now or with the others of its block; `then(rows)` runs after it is there."""
    rows = _rows.get()
    if rows is None:
        _insert(type(row), [row], then)
    else:
        rows.setdefault(type(row), ([], then))[0].append(row)


def waits(row) -> bool:
    """Whether a row was put with those that are written at the end of the block; False: the caller saves it."""
    if _rows.get() is None:
        return False
    write(row)
    return True


def _insert(model, rows, then):
    model._base_manager.bulk_create(rows)
    if then is not None:
        then(rows)
