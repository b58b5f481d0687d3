"""The file outside the database: one line of JSON per batch, each with the seal of the batch before.

Keep it on a disk that the database's administrator cannot write (WORM), or copy it there every minute.
"""

import fcntl
import json
import os
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from werkcentrum.audit.seal.rows import compact, micros
from werkcentrum.refusal import Refused

START = "0" * 64
"""The seal before the first batch."""


def path() -> Path:
    """Where the anchor is. Raises Refused when nobody chose a place."""
    if not settings.LOG_ANCHOR:
        raise Refused("Kies met WERKCENTRUM_LOG_ANCHOR een bestand buiten de database voor de zegels van het logboek.")
    return Path(settings.LOG_ANCHOR)


def contents(batch) -> dict:
    """What a batch is sealed over; `digest` is the SHA-256 of these as JSON without blanks, keys sorted."""
    return {
        "number": batch.number,
        "table": batch.table,
        "form": batch.form,
        "first": [batch.first_turn, batch.first_id],
        "last": [batch.last_turn, batch.last_id],
        "count": batch.count,
        "leaves": sha256(bytes(batch.leaves)).hexdigest(),
        "root": batch.root,
        "previous": batch.previous,
        "sealed_at": micros(batch.sealed_at),
    }


def digest(sealed: dict) -> str:
    """The seal over the contents of a batch or of an anchor's line (without its own `digest`)."""
    return sha256(compact({key: value for key, value in sealed.items() if key != "digest"})).hexdigest()


def line(batch) -> bytes:
    """The line of a batch."""
    return compact(contents(batch) | {"digest": batch.digest}) + b"\n"


def read(file: Path) -> list[dict]:
    """Every line; one that is not JSON is an empty dict."""
    return [_parsed(text) for text in file.read_bytes().splitlines()] if file.exists() else []


def _parsed(text):
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def append(file: Path, batches) -> None:
    """Add the lines and wait until the disk has them; one writer at a time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    is_new = not file.exists()
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        out.write(b"".join(line(batch) for batch in batches))
        out.flush()
        os.fsync(out.fileno())
    if is_new:
        folder = os.open(file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
