"""Reads a monthly file with several workers: each takes its own people, settles batches, and goes on where it was."""

import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from clients.feed.compare import CHANGES, Compared, What, compare
from clients.feed.read import Bad, Row, rows_of
from clients.models import Feed, FeedIssue, FeedPart
from werkcentrum.refusal import Refused
from werkplan.actions.feed import take_over

BATCH = 500
"""Lines that are compared together, and after which a worker notes how far it is."""
OF_A_COMPARISON = {What.ASK: FeedIssue.Kind.ASK, What.DIFFERS: FeedIssue.Kind.DIFFERS}


@dataclass(frozen=True)
class Share:
    """One worker's part of the reading: of the people whose number falls to `part` of `parts`."""

    path: Path
    encoding: str
    part: int
    parts: int

    def lines(self, after: int):
        """(line, Row or Bad) of this share, after a line."""
        for entry in rows_of(self.path, self.encoding):
            key = entry.bsn if isinstance(entry, Row) else str(entry.line)
            if entry.line > after and zlib.crc32(key.encode()) % self.parts == self.part:
                yield entry


def settle(share: Share, feed: Feed | None, by, say: Callable[[int], None] = lambda number: None) -> Counter:
    """Settle every line of the share; returns the counts. With `feed` None it is a rehearsal: all is rolled back.

    Each change is a transaction of its own, as on the screen; a batch then notes its line and issues in one. Killed in
    between, the batch is compared again and finds its changes there: nothing is done twice.
    """
    if feed is None:
        counts: Counter = Counter()
        for batch in _batches(share.lines(0)):
            counts += _rehearse(batch, by)[0]
            say(len(batch))
        return counts
    part, _ = FeedPart.objects.get_or_create(feed=feed, number=share.part)
    for batch in _batches(share.lines(part.line)):
        counts, issues = _carry_out(batch, by)
        with transaction.atomic():
            FeedIssue.objects.bulk_create(
                (FeedIssue(feed=feed, **issue) for issue in issues), ignore_conflicts=True, batch_size=BATCH
            )
            part.line, part.counts = batch[-1].line, dict(Counter(part.counts) + counts)
            part.save(update_fields=["line", "counts"])
        say(len(batch))
    return Counter(part.counts)


def _batches(entries):
    """Lists of about BATCH lines; the lines of one person that stand together are not parted."""
    held = list(islice(entries, BATCH))
    while held:
        last = held[-1]
        for entry in entries:
            if not (isinstance(entry, Row) and isinstance(last, Row) and entry.bsn == last.bsn):
                yield held
                held = [entry, *islice(entries, BATCH - 1)]
                break
            held.append(entry)
        else:
            yield held
            held = []


def _rehearse(batch, by):
    with transaction.atomic():
        done = _carry_out(batch, by)
        transaction.set_rollback(True)
    return done


def _carry_out(batch: list[Row | Bad], by) -> tuple[Counter, list[dict]]:
    counts: Counter = Counter()
    issues = []
    for entry in batch:
        if isinstance(entry, Bad):
            counts["fout"] += 1
            issues.append({"line": entry.line, "kind": FeedIssue.Kind.WRONG, "sentence": entry.sentence})
    for one in compare([entry for entry in batch if isinstance(entry, Row)]):
        if sentence := _refusal(one, by) if one.what in CHANGES else "":
            counts["geweigerd"] += 1
            issues.append({"line": one.row.line, "kind": FeedIssue.Kind.REFUSED, "sentence": sentence[:400]})
            continue
        counts[str(one.what)] += 1
        if one.what in OF_A_COMPARISON:
            issues.append({"line": one.row.line, "kind": OF_A_COMPARISON[one.what], "sentence": one.sentence})
    return counts, issues


def _refusal(one: Compared, by) -> str:
    """Carry a change out; what the screen would have said when it cannot be, else nothing."""
    try:
        take_over(compared=one, by=by)
    except Refused as no:
        return no.sentence
    except PermissionDenied:
        return "Deze wijziging mag niet vanuit een bestand. Leg haar vast op het scherm."
    except DatabaseError:
        # A good line does not stop for a bad one: what the database itself refuses is named, and the rest goes on.
        return "De database weigerde deze wijziging. Leg haar vast op het scherm, dan ziet u waarom."
    return ""


def finished(feed: Feed, at: datetime) -> Feed:
    """Note that every share is done."""
    feed.finished_at = at
    feed.save(update_fields=["finished_at"])
    return feed
