"""Reads the file: CSV or JSON Lines, line by line, never whole. What is wrong with a line is a sentence."""

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from clients.bsn import BsnError, clean
from clients.feed.codes import Meaning, meaning_of

COLUMNS = ("bsn", "codelijst", "code", "van", "tot")
FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%Y%m%d")
FIRST_LINES = 100
"""When none of so many lines has a number where the number belongs, the columns are elsewhere."""


class FeedError(ValueError):
    """The file as a whole cannot be used: nothing was changed. The sentence says what to do."""


@dataclass(frozen=True)
class Row:
    """One line that can be used. `until` None: no end known."""

    line: int
    bsn: str
    meaning: Meaning
    since: date
    until: date | None


@dataclass(frozen=True)
class Bad:
    """One line that cannot be used, and why. AVG: the sentence repeats nothing of the line."""

    line: int
    sentence: str


def digest_of(path: Path) -> str:
    """SHA-256 of the bytes: the same file, the same digest."""
    with path.open("rb") as body:
        return hashlib.file_digest(body, "sha256").hexdigest()


def check(path: Path, encoding: str = "utf-8"):
    """Raise FeedError when the whole file is unusable: missing, empty, another encoding, other or swapped columns."""
    try:
        wrong = total = 0
        for entry in rows_of(path, encoding):
            total += 1
            wrong += isinstance(entry, Bad) and "BSN" in entry.sentence
            if total == FIRST_LINES:
                break
    except OSError as error:
        raise FeedError(f"Het bestand kan niet worden gelezen ({error.strerror}). Controleer de naam.") from None
    if not total:
        raise FeedError("Er staat geen enkele regel in dit bestand. Vraag het opnieuw aan.")
    if wrong == total:
        raise FeedError(
            f"In de kolom bsn staat op de eerste {total} regels nergens een BSN. Staan de kolommen op hun plaats? "
            "Er is niets veranderd."
        )


def rows_of(path: Path, encoding: str = "utf-8") -> Iterator[Row | Bad]:
    """Every line after the heading, in order, as a Row or a Bad with its line number. Memory does not grow.

    Raises FeedError for what is wrong with the whole file.
    """
    with path.open("rb") as raw:
        if encoding == "utf-8" and raw.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            raise FeedError("Dit bestand staat in UTF-16. Bewaar het als UTF-8, of lees het met --encoding utf-16.")
    reader = _json_lines if path.suffix.lower() in {".jsonl", ".ndjson", ".json"} else _csv
    encoding = "utf-8-sig" if encoding == "utf-8" else encoding
    at = 1
    try:
        with path.open(encoding=encoding, newline="") as body:
            for at, values in reader(body):
                yield values if isinstance(values, Bad) else _row(at, values)
    except UnicodeDecodeError:
        raise FeedError(
            f"Na regel {at} staat een teken dat geen {encoding.removesuffix('-sig').upper()} is. "
            "Bewaar het bestand als UTF-8, of noem de codering met --encoding (bijvoorbeeld cp1252)."
        ) from None


def _csv(body):
    heading = body.readline()
    separator = ";" if heading.count(";") >= heading.count(",") else ","
    names = [name.strip().strip('"').lower() for name in heading.rstrip("\r\n").split(separator)]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise FeedError(
            f"De kolom {missing[0]} ontbreekt. De eerste regel noemt de kolommen: {', '.join(COLUMNS)}. "
            "Er is niets veranderd."
        )
    for at, cells in enumerate(csv.reader(body, delimiter=separator), start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            yield at, Bad(at, f"Deze regel heeft {len(cells)} kolommen in plaats van {len(names)}.")
            continue
        yield at, dict(zip(names, cells, strict=True))


def _json_lines(body):
    for at, line in enumerate(body, start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except ValueError:
            yield at, Bad(at, "Deze regel is geen JSON.")
            continue
        if not isinstance(values, dict):
            yield at, Bad(at, "Deze regel is geen JSON-object met de vijf velden.")
            continue
        yield at, {str(name).lower(): "" if value is None else str(value) for name, value in values.items()}


def _row(at, values) -> Row | Bad:
    try:
        cells = {name: values.get(name, "").strip() for name in COLUMNS}
        bsn = clean(cells["bsn"])
        meaning = meaning_of(cells["codelijst"].lower(), cells["code"].upper())
        since = _day(cells["van"], "van")
        until = _day(cells["tot"], "tot") if cells["tot"] else None
    except BsnError as error:
        return Bad(at, f"BSN: {error}")
    except KeyError:
        return Bad(at, "De codelijst of de code is onbekend. Kijk in de beschrijving van de kolommen.")
    except ValueError as error:
        return Bad(at, str(error))
    if until and until < since:
        return Bad(at, "De einddatum ligt voor de begindatum.")
    return Row(at, bsn, meaning, since, until)


def _day(text, name) -> date:
    for form in FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise ValueError(f"In de kolom {name} staat geen datum. Schrijf bijvoorbeeld 2027-01-31.")
