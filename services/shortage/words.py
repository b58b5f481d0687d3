"""From what somebody typed to what she needs: of the words themselves nothing is kept."""

import csv
from functools import cache
from pathlib import Path

from services.needs import SLUGS
from services.search import words_of
from services.shortage.models import Detail

SOURCE = Path(__file__).with_suffix(".csv")
SHORT = 4  # letters: a shorter word of the table must be typed whole ("cv", "mbo")
_DETAILS = {
    "avond": Detail.EVENING,
    "weekend": Detail.WEEKEND,
    "zaterdag": Detail.WEEKEND,
    "online": Detail.ONLINE,
    "thuis": Detail.ONLINE,
    "afstand": Detail.ONLINE,
    "deeltijd": Detail.PART_TIME,
    "parttime": Detail.PART_TIME,
}


@cache
def table() -> dict[str, str]:
    """Beginning of a word to the slug of a need; KeyError when the table names a need that the menu lacks."""
    with SOURCE.open(encoding="utf-8", newline="") as lines:
        rows = {line["word"]: line["need"] for line in csv.DictReader(lines)}
    if unknown := set(rows.values()) - set(SLUGS):
        raise KeyError(f"words.csv: {sorted(unknown)}")
    return rows


def understood(text: str) -> tuple[tuple[str, ...], str]:
    """The needs (slugs, in the order of the menu) and the detail in a question; words that say neither are dropped."""
    words = words_of(text)
    found = {need for word in words for start, need in table().items() if _begins(word, start)}
    detail = next((value for word in words for start, value in _DETAILS.items() if word.startswith(start)), "")
    return tuple(slug for slug in SLUGS if slug in found), str(detail)


def _begins(word, start):
    return word == start if len(start) < SHORT else word.startswith(start)
