"""The file outside the database in which every erasure stands: what a restore brings back is erased again from it."""

import json
import os
from datetime import date
from pathlib import Path

from django.conf import settings


def path() -> Path:
    """Where the ledger is kept (setting ERASURE_LEDGER)."""
    return Path(settings.ERASURE_LEDGER)


def note(entries):
    """Add erasures (public id of a dossier, term, day) and wait until the disk has them.

    Written before the erasing commits: two people approved it by then. A crash in between leaves a line too many, and
    the replay erases what was approved; the other way round somebody could come back.
    """
    where = path()
    where.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"dossier": str(uid), "term": term, "on": day.isoformat()}) for uid, term, day in entries]
    with where.open("a", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())


def entries() -> dict[str, tuple[str, date]]:
    """Every erased dossier by public id: term and day. A torn last line (a crash while writing) is left out."""
    found = {}
    if path().exists():
        for line in path().read_text(encoding="utf-8").splitlines():
            try:
                row = json.loads(line)
            except ValueError:
                continue
            found[row["dossier"]] = (row["term"], date.fromisoformat(row["on"]))
    return found
