"""Seals what is finished: rows older than the oldest running transaction, of both tables, in batches."""

from pathlib import Path

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from werkcentrum.audit.models import LogBatch
from werkcentrum.audit.seal import anchor, merkle
from werkcentrum.audit.seal.rows import FORM, TABLES, read
from werkcentrum.refusal import Refused

MOST = 20_000
"""Rows of one batch at most; more become more batches."""
LOCK = 0x5EA1
"""Number of the advisory lock: one sealer at a time, and none while the log is checked."""


def lock() -> None:
    """Wait for the one place where sealing and checking happen; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def horizon() -> tuple[int, int]:
    """(every turn below it is finished, the first turn that nobody has yet)."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT pg_snapshot_xmin(seen)::text::bigint + audit_turn_shift(),
                      pg_snapshot_xmax(seen)::text::bigint + audit_turn_shift() FROM pg_current_snapshot() seen"""
        )
        return cursor.fetchone()


def seal(*, file: Path) -> list[LogBatch]:
    """Seal everything that is finished and add it to the anchor; the new batches. Raises Refused with what to do."""
    made: list[LogBatch] = []
    with transaction.atomic():
        lock()
        catch_up(file)
        below, unused = horizon()
        last = LogBatch.objects.order_by("-number").first()
        if last and unused <= LogBatch.objects.aggregate(highest=Max("last_turn"))["highest"]:
            raise Refused(
                "De tellers van deze database lopen achter op het logboek: zij komt uit een reservekopie. "
                "Draai eerst `manage.py seal_log --after-restore`."
            )
        for table in TABLES.values():
            while batch := _next(table, below, made[-1] if made else last):
                made.append(batch)
    # After the commit: a line in the anchor without a batch would look like a tail that was cut off.
    if made:
        anchor.append(file, made)
    return made


def _next(table, below, last):
    """The next batch of a table, saved; None when nothing is finished."""
    before = LogBatch.objects.filter(table=table.name).order_by("-number").values_list("last_turn", "last_id").first()
    rows = list(read(table, after=before, below=below, limit=MOST))
    if not rows:
        return None
    batch = LogBatch(
        number=last.number + 1 if last else 1,
        table=table.name,
        form=FORM,
        first_turn=rows[0].turn,
        first_id=str(rows[0].id),
        last_turn=rows[-1].turn,
        last_id=str(rows[-1].id),
        count=len(rows),
        leaves=b"".join(table.pack(row.id) + row.leaf for row in rows),
        root=merkle.root([row.leaf for row in rows]).hex(),
        previous=last.digest if last else anchor.START,
        sealed_at=timezone.now(),
    )
    batch.digest = anchor.digest(anchor.contents(batch))
    batch.save(force_insert=True)
    return batch


_STRANGE = (
    "De laatste regel van het ankerbestand past bij geen batch in de database. Er is niets verzegeld. "
    "Kijk met `manage.py verify_log` wat er is gebeurd."
)


def catch_up(file: Path) -> None:
    """Add the lines that a crash between commit and file left out. Raises Refused when file and batches do not fit."""
    lines = anchor.read(file)
    newest = LogBatch.objects.order_by("-number").first()
    if newest is None:
        if lines:
            raise Refused(_STRANGE)
        return
    if not lines:
        raise Refused(
            f"Er zijn {newest.number} batches verzegeld, maar het ankerbestand ontbreekt. Zet het terug, of kijk met "
            "`manage.py verify_log` wat er is gebeurd."
        )
    number, held = lines[-1].get("number"), lines[-1].get("digest")
    known = LogBatch.objects.filter(number=number, digest=held).exists() if isinstance(number, int) else False
    if not known:
        raise Refused(_STRANGE)
    left = list(LogBatch.objects.filter(number__gt=number).order_by("number"))
    if left:
        anchor.append(file, left)


def shift_after_restore() -> int:
    """Let the numbers of transactions go on above those in the log; the shift. For a database from a dump."""
    with transaction.atomic(), connection.cursor() as cursor:
        lock()
        cursor.execute(
            """SELECT GREATEST((SELECT max(turn) FROM audit_event), (SELECT max(turn) FROM audit_reading),
                               (SELECT max(last_turn) FROM audit_logbatch), 0),
                      pg_snapshot_xmax(pg_current_snapshot())::text::bigint, audit_turn_shift()"""
        )
        highest, unused, shift = cursor.fetchone()
        if unused + shift <= highest:
            shift = highest + 1 - unused
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION audit_turn_shift() RETURNS bigint LANGUAGE sql IMMUTABLE "
                f"AS 'SELECT {int(shift)}::bigint'"
            )
        return shift
