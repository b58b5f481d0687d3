"""Recomputes every seal and says in sentences what does not fit: which batch, and which row."""

import bisect
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Sum

from werkcentrum.audit.models import DetachedMonth, LogBatch
from werkcentrum.audit.seal import anchor, merkle
from werkcentrum.audit.seal.rows import FORM, TABLES, Table, read
from werkcentrum.audit.seal.sealer import lock

NAMES = {"audit_event": "gebeurtenissen", "audit_reading": "inzagen"}


@dataclass
class Report:
    """What was found: sentences about what is wrong, and how much was looked at."""

    findings: list[str] = field(default_factory=list)
    batches: int = 0
    rows: int = 0
    waiting: int = 0
    oldest_waiting: object = None

    @property
    def whole(self) -> bool:
        """Whether every seal fits."""
        return not self.findings


@dataclass(frozen=True)
class _Sealed:
    """A batch without its leaves, which are read one batch at a time."""

    number: int
    table: str
    form: int
    last: tuple


def verify(*, file: Path, progress=lambda done, total: None) -> Report:
    """Compare rows, batches and the anchor file. Nothing is sealed meanwhile."""
    report = Report()
    with transaction.atomic():
        lock()
        lines = anchor.read(file)
        sealed = _chain(report)
        _anchor(report, lines, file)
        total = LogBatch.objects.aggregate(rows=Sum("count"))["rows"] or 0
        for table in TABLES.values():
            _rows(report, table, [batch for batch in sealed if batch.table == table.name], total, progress)
    return report


def _chain(report) -> list[_Sealed]:
    """Each batch in itself and after the one before."""
    previous, expected, found = anchor.START, 1, []
    for batch in LogBatch.objects.order_by("number").iterator(chunk_size=200):
        table = TABLES.get(batch.table)
        name = f"Batch {batch.number} ({NAMES.get(batch.table, batch.table)})"
        if batch.number != expected:
            report.findings.append(_gap(expected, batch.number - 1))
        elif batch.previous != previous:
            report.findings.append(f"{name} is gewijzigd: zij past niet op het zegel van de batch ervoor.")
        if table is None or batch.form not in table.forms or not _own(batch, table):
            report.findings.append(f"{name} is gewijzigd: haar inhoud past niet bij haar eigen zegel.")
        elif _key(table, batch) is None:
            report.findings.append(f"{name} is gewijzigd: haar laatste regel heeft geen geldig nummer.")
        else:
            found.append(_Sealed(batch.number, batch.table, batch.form, _key(table, batch)))
        previous, expected = batch.digest, batch.number + 1
        report.batches += 1
    return found


def _gap(first, last):
    return f"Batch {first} ontbreekt." if first == last else f"Batch {first} tot en met {last} ontbreken."


def _own(batch, table: Table) -> bool:
    leaves = [hashed for _key, hashed in table.entries(batch.leaves)]
    fits = len(leaves) == batch.count and merkle.root(leaves).hex() == batch.root
    return fits and anchor.digest(anchor.contents(batch)) == batch.digest


def _key(table, batch):
    try:
        return (batch.last_turn, table.key(batch.last_id))
    except ValueError:
        return None


def _anchor(report, lines, file):
    """The lines in themselves, after each other, and beside the batches."""
    held = dict(LogBatch.objects.values_list("number", "digest"))
    if not lines and held:
        report.findings.append(
            f"Het ankerbestand ontbreekt of is leeg, terwijl er {len(held)} batches zijn: {file.name}."
        )
        return
    previous, seen = anchor.START, set()
    for place, line in enumerate(lines, start=1):
        number, seal = line.get("number"), line.get("digest")
        named = f"Regel {place} van het ankerbestand (batch {number if isinstance(number, int) else 'onleesbaar'})"
        if number != place or seal != anchor.digest(line) or line.get("previous") != previous:
            report.findings.append(f"{named} is gewijzigd: zij past niet bij haar eigen zegel of bij de regel ervoor.")
        elif number not in held:
            report.findings.append(
                f"De staart is afgeknipt: batch {number} ({NAMES.get(line.get('table'), '?')}) met "
                f"{line.get('count')} regels, van regel {_id(line, 'first')} tot en met {_id(line, 'last')}, staat wel "
                "in het ankerbestand en niet in de database."
            )
        elif held[number] != seal:
            report.findings.append(f"Batch {number} in de database is een andere dan die in het ankerbestand.")
        seen.add(number)
        previous = seal
    missing = sorted(set(held) - seen)
    if missing:
        report.findings.append(f"Het ankerbestand is afgeknipt: {_gap(missing[0], missing[-1])}")


def _id(line, end):
    found = line.get(end)
    return found[-1] if isinstance(found, list) and found else "?"


def _rows(report, table, sealed, total, progress):
    """Every row of one table in order, each against the batch in whose run it falls."""
    lasts = [batch.last for batch in sealed]
    detached = _detached(table)
    place: int = -1
    held: dict = {}
    for row in read(table, form=FORM):
        at = bisect.bisect_left(lasts, row.key, lo=max(place, 0))
        if at == len(lasts):
            report.waiting += 1
            report.oldest_waiting = min(row.at, report.oldest_waiting or row.at)
            continue
        while place < at:
            _missing(report, table, sealed, place, held, detached)
            place += 1
            held = _expected(table, sealed[place])
        expected = (held or {}).pop(row.id, None)
        report.rows += 1
        if expected is None:
            report.findings.append(f"{_named(sealed[place])}: regel {row.id} is er later tussengevoegd of verplaatst.")
        elif expected != row.leaf:
            report.findings.append(f"{_named(sealed[place])}: regel {row.id} is gewijzigd na het verzegelen.")
        if report.rows % 500 == 0:
            progress(report.rows, total)
    while place < len(sealed):
        _missing(report, table, sealed, place, held, detached)
        place += 1
        held = _expected(table, sealed[place]) if place < len(sealed) else {}
    progress(report.rows, total)


def _named(batch):
    return f"Batch {batch.number} ({NAMES[batch.table]})"


def _expected(table, batch):
    leaves = LogBatch.objects.values_list("leaves", flat=True).get(pk=batch.number)
    return dict(table.entries(leaves))


def _detached(table):
    """Rows per batch that left the log after their term."""
    found: dict = {}
    for rows in DetachedMonth.objects.filter(table=table.name).values_list("rows", flat=True):
        for number, count in rows.items():
            found[int(number)] = found.get(int(number), 0) + count
    return found


def _missing(report, table, sealed, place, left, detached):
    """What a batch still expects when its run is over; as many as left the log with their month are in order."""
    if place < 0 or not left or len(left) == detached.get(sealed[place].number, 0):
        return
    names = list(left)
    more = f" en nog {len(names) - 10}" if len(names) > 10 else ""
    said = "zijn" if len(names) > 1 else "is"
    kind = "regels" if len(names) > 1 else "regel"
    report.findings.append(
        f"{_named(sealed[place])}: {kind} {', '.join(str(name) for name in names[:10])}{more} {said} verwijderd."
    )


def proof(text: str) -> dict:
    """Where a row stands: batch, hash, the path to the root. Raises LookupError when no seal covers it.

    `text` is the uuid of an event or the number of a reading.
    """
    for table in TABLES.values():
        try:
            key = table.key(text)
        except ValueError:
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT turn FROM {table.name} WHERE id = %s", [str(key)])  # noqa: S608  own names
            rows = cursor.fetchall()
        for (turn,) in rows:
            return _proof(table, turn, key)
    raise LookupError(text)


def _proof(table, turn, key):
    near = LogBatch.objects.filter(table=table.name, first_turn__lte=turn, last_turn__gte=turn).order_by("number")
    for batch in near:
        entries = table.entries(batch.leaves)
        place = next((place for place, (held, _hash) in enumerate(entries) if held == key), None)
        if place is not None:
            leaves = [hashed for _key, hashed in entries]
            return {
                "batch": batch,
                "leaf": leaves[place],
                "path": merkle.path(leaves, place),
                "now": _leaf_now(table, batch.form, turn, key),
            }
    raise LookupError(str(key))


def _leaf_now(table, form, turn, key):
    """The hash of the row as it stands today."""
    with transaction.atomic():
        return next((row.leaf for row in read(table, form=form, only=(turn, key))), b"")
