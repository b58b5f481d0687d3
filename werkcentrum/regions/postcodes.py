"""Reads an official postcode file: one municipality for every four digits, and every doubtful row by its line."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from io import StringIO

POSTCODE_COLUMNS = ("pc4", "pc6", "postcode", "postcode4", "postcode6")
MUNICIPALITY_COLUMNS = ("gemeente_code", "gemeentecode", "municipality", "gemeente2026", "gem2026", "gemeente")
PLACE_COLUMNS = ("woonplaats", "plaats", "place")
POSTCODE = re.compile(r"^[1-9][0-9]{3}( ?[A-Z]{2})?$")


class UnreadableFile(ValueError):
    """The file has no column for the postcode or for the municipality; the message says which."""


@dataclass(slots=True)
class PostcodeFile:
    """What was read: `areas`: four digits to (GM code, place); `problems`: Dutch sentences with a line number."""

    areas: dict[str, tuple[str, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read(text: str, known: Collection[str]) -> PostcodeFile:
    """Reads CSV text with commas or semicolons; `known` holds the GM codes that exist.

    A postcode that lies in more than one municipality goes to the one with most rows. UnreadableFile when a column is
    missing.
    """
    rows = csv.DictReader(StringIO(text.lstrip("\ufeff")), delimiter=";" if ";" in text.split("\n", 1)[0] else ",")
    names = {name.strip().lower(): name for name in rows.fieldnames or []}
    postcode = _column(names, POSTCODE_COLUMNS, "postcode")
    municipality = _column(names, MUNICIPALITY_COLUMNS, "gemeente")
    place = next((names[name] for name in PLACE_COLUMNS if name in names), None)
    result = PostcodeFile()
    tally: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for line, row in enumerate(rows, start=2):
        digits, code = (row[postcode] or "").strip().upper(), gm_code(row[municipality] or "")
        if not POSTCODE.match(digits):
            result.problems.append(f"Regel {line}: '{digits}' is geen postcode. Verwacht: 1234 of 1234 AB.")
        elif code not in known:
            result.problems.append(f"Regel {line}: gemeente '{row[municipality]}' bestaat niet in 2026.")
        else:
            tally[digits[:4]][code, (row[place] or "").strip() if place else ""] += 1
    result.areas = {digits: _most(counted.items()) for digits, counted in sorted(tally.items())}
    return result


def gm_code(text: str) -> str:
    """A municipality code as GM and four digits, also from 80, 0080 or gm0080."""
    digits = text.strip().upper().removeprefix("GM")
    return f"GM{int(digits):04d}" if digits.isascii() and digits.isdigit() else text.strip()


def _most(counted: Iterable[tuple[tuple[str, str], int]]) -> tuple[str, str]:
    pairs = list(counted)
    per_municipality = Counter[str]()
    for (code, _), number in pairs:
        per_municipality[code] += number
    winner = min(per_municipality, key=lambda code: (-per_municipality[code], code))
    places = [(-number, place) for (code, place), number in pairs if code == winner]
    return winner, min(places)[1]


def _column(names: dict[str, str], wanted: tuple[str, ...], subject: str) -> str:
    found = next((names[name] for name in wanted if name in names), None)
    if found is None:
        raise UnreadableFile(
            f"Het bestand heeft geen kolom voor de {subject}. Noem de kolom een van: {', '.join(wanted)}."
        )
    return found
