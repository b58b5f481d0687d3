"""The keys of what is sealed (BSN, hidden address): kept outside the database, two live at most, named in every row."""

import hashlib
import json
import os
import re
import secrets
import stat
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

LENGTH = 32
MOST = 2
ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,15}")


class KeysWrong(ImproperlyConfigured):
    """The keys cannot be used; the sentence says what is wrong and never shows a key."""


@dataclass(frozen=True)
class Key:
    """One key: `encrypt` and `index` are 32 bytes each and have nothing to do with each other or with SECRET_KEY."""

    id: str
    encrypt: bytes = field(repr=False)
    index: bytes = field(repr=False)


@cache
def keys() -> tuple[Key, ...]:
    """All live keys; the first one encrypts, all of them decrypt and find. Raises KeysWrong with a sentence."""
    given = settings.KEY_FILE
    if not given:
        if not settings.LOCAL:
            raise KeysWrong("WERKCENTRUM_KEYS wijst geen sleutelbestand aan; zonder sleutels start Werkcentrum niet.")
        return (_local_key(),)
    return parse(given if given.lstrip().startswith("[") else read(Path(given)))


def key_of(key_id: str) -> Key:
    """The live key of this id; raises KeysWrong when a row names one that is no longer there."""
    for key in keys():
        if key.id == key_id:
            return key
    raise KeysWrong(
        f"Een rij is versleuteld met sleutel “{key_id}”, en die staat niet in het sleutelbestand. Zet haar terug als "
        "tweede sleutel en draai `manage.py rotate_keys`."
    )


def read(path: Path) -> str:
    """The text of a key file that only its owner (and at most a group, reading) can open."""
    try:
        mode = path.stat().st_mode
        text = path.read_text()
    except OSError as error:
        raise KeysWrong(f"Het sleutelbestand {path} is niet te lezen: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise KeysWrong(f"Het sleutelbestand {path} is geen tekst.") from error
    # SECURITY: whoever reads this file and a back-up of the database reads every BSN.
    if mode & (stat.S_IRWXO | stat.S_IWGRP | stat.S_IXGRP):
        raise KeysWrong(f"Iedereen op deze machine kan bij het sleutelbestand {path}. Doe eerst: chmod 600 {path}")
    return text


def parse(text: str) -> tuple[Key, ...]:
    """The keys of `[{"id": …, "encrypt": hex, "index": hex}, …]`, newest first; every mistake gives a sentence."""
    try:
        rows = json.loads(text)
    except ValueError as error:
        raise KeysWrong("Het sleutelbestand is geen JSON.") from error
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST:
        raise KeysWrong("Het sleutelbestand is een lijst van één sleutel, of twee tijdens een wisseling.")
    found = tuple(_key(row) for row in rows)
    if len({key.id for key in found}) < len(found):
        raise KeysWrong("Twee sleutels hebben dezelfde id. Geef de nieuwe een eigen naam, zoals 2027a.")
    material = [part for key in found for part in (key.encrypt, key.index)]
    if len(set(material)) < len(material):
        raise KeysWrong("Een sleutel komt twee keer voor. Maak voor elk een nieuwe, ook voor encrypt en index apart.")
    secret = settings.SECRET_KEY.encode()
    taken = {secret, hashlib.sha256(secret).digest(), secret[:LENGTH]}
    if any(part in taken or part.hex().encode() == secret.lower() for part in material):
        raise KeysWrong("Een sleutel is gelijk aan SECRET_KEY. Maak een eigen sleutel met: openssl rand -hex 32")
    return found


def _key(row):
    if not isinstance(row, dict) or set(row) != {"id", "encrypt", "index"}:
        raise KeysWrong("Elke sleutel heeft precies id, encrypt en index.")
    if not isinstance(row["id"], str) or not ID.fullmatch(row["id"]):
        raise KeysWrong("De id van een sleutel is 1 tot 16 kleine letters, cijfers, punten of streepjes.")
    return Key(row["id"], _bytes(row, "encrypt"), _bytes(row, "index"))


def _bytes(row, name):
    try:
        part = bytes.fromhex(row[name])
    except (TypeError, ValueError) as error:
        raise KeysWrong(f"{name} van sleutel {row['id']} is geen hexadecimale tekst.") from error
    if len(part) != LENGTH:
        raise KeysWrong(f"{name} van sleutel {row['id']} is {len(part)} bytes; nodig zijn er {LENGTH}.")
    if len(set(part)) < 8:
        raise KeysWrong(f"{name} van sleutel {row['id']} is geen toeval. Maak haar met: openssl rand -hex 32")
    return part


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
        row = {"id": "demo", "encrypt": secrets.token_hex(LENGTH), "index": secrets.token_hex(LENGTH)}
        with os.fdopen(handle, "w") as file:
            json.dump(row, file)
    return Key(row["id"], bytes.fromhex(row["encrypt"]), bytes.fromhex(row["index"]))
