"""The keys that protect the BSN: from a file outside the database, named per row so that two can live side by side."""

import json
import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Key:
    """One key: `encrypt` and `index` are 32 bytes each and have nothing to do with each other or with SECRET_KEY."""

    id: str
    encrypt: bytes
    index: bytes


@cache
def keys() -> tuple[Key, ...]:
    """All live keys; the first one encrypts, all of them decrypt."""
    path = settings.KEY_FILE
    if not path:
        if not settings.LOCAL:
            raise ImproperlyConfigured(
                "WERKCENTRUM_KEYS wijst geen sleutelbestand aan; zonder sleutels start Werkcentrum niet."
            )
        return (_local_key(),)
    rows = json.loads(Path(path).read_text())
    return tuple(Key(row["id"], bytes.fromhex(row["encrypt"]), bytes.fromhex(row["index"])) for row in rows)


def _local_key():
    """A key of this machine for demonstration and tests, made once beside (not in) the database."""
    folder = Path(os.environ.get("WERKCENTRUM_STATE") or settings.BASE_DIR / ".state")
    path = folder / "demo-key.json"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        row = json.loads(path.read_text())
    else:
        row = {"id": "demo", "encrypt": secrets.token_hex(32), "index": secrets.token_hex(32)}
        with os.fdopen(handle, "w") as file:
            json.dump(row, file)
    return Key(row["id"], bytes.fromhex(row["encrypt"]), bytes.fromhex(row["index"]))
