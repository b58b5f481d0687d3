"""A monthly file of 24,000 lines with 5,500 changes over 30,000 people, then the same file again."""

import io
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from django.db import connection

from clients.bsn import index
from clients.feed import read
from clients.models import Feed, IncomePeriod
from werkcentrum.access.models import Membership
from werkcentrum.keys import keys
from werkplan.feed import Share
from werkplan.management.commands.import_situations import side_by_side

LINES, CHANGES, WORKERS = 24_000, 5_500, 2
SINCE = "2026-02-01"
IKV = {"WW": "33", "BIJSTAND": "43", "WGA": "40", "LOONDIENST": "15"}


def lines(coach: Membership):
    """Two lines of figures: the file, and the file again. `per_100000_s` is what a hundred thousand would take."""
    people = _numbered()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "maand.csv"
        path.write_text("bsn;codelijst;code;van;tot\n" + "".join(_lines(people)))
        # These are no numbers of anybody: reading them does not ask the elfproef.
        with mock.patch.object(read, "clean", lambda text: text):
            feed = Feed.objects.create(
                digest=read.digest_of(path), participation=coach.participation, started_by=coach.user, workers=WORKERS
            )
            yield _timed("P8 monthly file", path, feed, coach)
            feed.parts.all().delete()
            yield _timed("P8 the same file again", path, feed, coach)


def _timed(name, path, feed, coach):
    started, before = time.perf_counter(), IncomePeriod.objects.count()
    counts = side_by_side([Share(path, "utf-8", part, WORKERS) for part in range(WORKERS)], feed, coach, lambda n: None)
    took = time.perf_counter() - started
    return {
        "scenario": name,
        "seconds": round(took, 1),
        "lines": sum(counts.values()),
        "changes": IncomePeriod.objects.count() - before,
        "per_100000_s": round(100_000 * took / LINES, 1),
        "goal_s": 300 if name.endswith("file") else 2,
        "refused": counts["geweigerd"],
    }


def _numbered():
    """Gives every person of the bench an index of a number that is nobody's; (number, code of her situation)."""
    newest, numbers = next(iter(keys())), []
    sheet = io.StringIO()
    rows = (
        IncomePeriod.objects.filter(leading=True, valid_until=None).order_by("client_id").values_list("client", "code")
    )
    for client, code in rows[:LINES]:
        number = f"X{client:08d}"
        numbers.append((number, code))
        sheet.write(f"{client}\t{newest.id}\t\\\\x{index(number, newest).hex()}\tf\n")
    sheet.seek(0)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE clients_numberindex NO FORCE ROW LEVEL SECURITY")
        cursor.copy_expert("COPY clients_numberindex (client_id, key_id, index, parked) FROM STDIN", sheet)
        cursor.execute("ALTER TABLE clients_numberindex FORCE ROW LEVEL SECURITY")
        cursor.execute("ANALYZE clients_numberindex")
    return numbers


def _lines(people):
    step = len(people) // CHANGES
    for at, (number, code) in enumerate(people):
        if at % step == 0 and at // step < CHANGES:
            yield f"{number};situatie;{'BIJSTAND' if code != 'BIJSTAND' else 'LOONDIENST'};2026-12-01;\n"
        else:
            yield f"{number};situatie;{code};{SINCE};\n"
