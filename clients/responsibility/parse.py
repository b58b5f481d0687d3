"""Reads the FACTS JSON. What it does not understand it refuses, in one Dutch sentence that names the field."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from werkcentrum.regions.reference import municipality_codes
from werkcentrum.vocabulary import SITUATIONS, START

from .facts import Facts, PartialDate, Period

LONGEST_TEXT = 1_000_000
OLDEST_AGE = 130
MOST_MONTHS = 1200


class FactsError(ValueError):
    """A fact we cannot use. `field` is its place ("situations[0].code"), `sentence` says what to do about it."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        self.sentence = sentence
        super().__init__(f"{field}: {sentence}")


def read_facts(text: str, **defaults: Any) -> Facts:
    """Facts from JSON text; `defaults` fill in absent top-level keys. FactsError when anything is wrong."""
    if len(text) > LONGEST_TEXT:
        raise FactsError("FACTS", "de tekst is langer dan een miljoen tekens; geef de feiten van één persoon.")
    try:
        data = json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except FactsError:
        raise
    except (ValueError, RecursionError):
        raise FactsError("FACTS", "dit is geen leesbare JSON; controleer haken en komma's.") from None
    if not isinstance(data, dict):
        raise FactsError("FACTS", "de feiten moeten in één JSON-object staan, dus tussen accolades.")
    return parse_facts({**defaults, **data})


def parse_facts(data: Mapping[str, Any], known: frozenset[str] | None = None) -> Facts:
    """Facts from a dict as JSON gives it. `known`: the GM codes to accept (default: those of 2026)."""
    known = municipality_codes() if known is None else known
    for key in data:
        if key not in READERS:
            raise FactsError(shown(key), f"dit veld ken ik niet; gebruik {', '.join(READERS)}.")
    for key in ("date", "situations"):
        if data.get(key) is None:
            raise FactsError(key, "dit veld ontbreekt en is nodig voor een antwoord.")
    values = {key: READERS[key](key, value) for key, value in data.items() if value is not None}
    for key in ("municipality", "kept_provision_by"):
        if key in values and values[key] not in known:
            raise FactsError(key, f"{shown(values[key])} is geen gemeente van 2026; gebruik een code als GM0080.")
    _check_birth(values.get("birth_date"), values["date"])
    return Facts(**values, kept_provision="kept_provision_by" in values)


def shown(value: Any) -> str:
    """What somebody typed, short and on one line, safe to print anywhere."""
    if isinstance(value, list | dict):
        return "een lijst of object"
    text = value if isinstance(value, str) and re.fullmatch(r"[\w.\[\]-]+", value, re.ASCII) else json.dumps(value)
    return text if len(text) <= 40 else text[:37] + "..."


def parse_day(field: str, value: Any) -> date:
    """A whole date, written as 2027-01-31, not before the law the rules are about."""
    year, month, day = _numbers(field, value)
    try:
        found = date(year, month, day)
    except ValueError:
        raise FactsError(field, f"{value} bestaat niet; schrijf een echte datum als 2027-01-31.") from None
    return found


def _date(field: str, value: Any) -> date:
    day = parse_day(field, value)
    if not START <= day <= date(2199, 12, 31):
        raise FactsError(field, f"de regels gelden vanaf {START.isoformat()} tot het jaar 2200; kies een dag daarin.")
    return day


def _birth_date(field: str, value: Any) -> PartialDate | None:
    year, month, day = _numbers(field, value)
    if (year, month, day) == (0, 0, 0):
        return None
    if day and not month:
        raise FactsError(field, "een dag zonder maand kan niet; schrijf 1995-00-00 als de maand onbekend is.")
    parse_day(field, f"{year:04d}-{month or 1:02d}-{day or 1:02d}")
    return PartialDate(year, month, day)


def _numbers(field: str, value: Any) -> tuple[int, int, int]:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise FactsError(field, f"{shown(value)} is geen datum; schrijf jaar-maand-dag, zoals 2027-01-31.")
    year, month, day = (int(part) for part in value.split("-"))
    return year, month, day


def _check_birth(birth_date: PartialDate | None, on: date) -> None:
    if birth_date and birth_date.earliest > on:
        raise FactsError("birth_date", "deze dag ligt na de datum van de vraag; controleer het jaar.")
    if birth_date and birth_date.year < on.year - OLDEST_AGE:
        raise FactsError("birth_date", f"iemand is dan ouder dan {OLDEST_AGE} jaar; controleer het jaar.")


def _flag(field: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise FactsError(field, f"{shown(value)} is geen ja of nee; schrijf true of false.")
    return value


def _months(field: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_MONTHS:
        raise FactsError(field, f"{shown(value)} is geen aantal maanden; schrijf een getal van 0 tot {MOST_MONTHS}.")
    return value


def _municipality(field: str, value: Any) -> str:
    if not isinstance(value, str):
        raise FactsError(field, f"{shown(value)} is geen gemeentecode; schrijf een code als GM0080.")
    return value


def _situations(field: str, value: Any) -> tuple[Period, ...]:
    if not isinstance(value, list):
        raise FactsError(field, "dit moet een lijst zijn, dus tussen blokhaken.")
    periods = tuple(_situation(f"{field}[{place}]", item) for place, item in enumerate(value))
    leading = [(place, period) for place, period in enumerate(periods) if period.leading]
    for number, (place, period) in enumerate(leading):
        if any(period.overlaps(earlier) for _, earlier in leading[:number]):
            raise FactsError(f"{field}[{place}].leading", "op één dag is maar één situatie leidend; kies er één.")
    return periods


def _situation(field: str, item: Any) -> Period:
    if not isinstance(item, dict):
        raise FactsError(field, "een situatie moet een object zijn met ten minste code.")
    for key in item:
        if key not in ("code", "from", "until", "leading"):
            raise FactsError(f"{field}.{shown(key)}", "dit veld ken ik niet; gebruik code, from, until en leading.")
    code = item.get("code")
    if not isinstance(code, str) or code not in SITUATIONS:
        raise FactsError(f"{field}.code", f"{shown(code)} is geen inkomenssituatie; gebruik een code als WW.")
    first, last = (
        None if item.get(key) is None else parse_day(f"{field}.{key}", item[key]) for key in ("from", "until")
    )
    if first and last and last < first:
        raise FactsError(f"{field}.until", "de laatste dag ligt voor de eerste dag; wissel ze om of pas ze aan.")
    flag = item.get("leading")
    return Period(code, first, last, flag is not None and _flag(f"{field}.leading", flag))


READERS: dict[str, Callable[[str, Any], Any]] = {
    "date": _date,
    "birth_date": _birth_date,
    "municipality": _municipality,
    "situations": _situations,
    "registered_at_uwv": _flag,
    "registered_until": _date,
    "last_employer_public": _flag,
    "self_insured_employer": _flag,
    "wage_subsidy_granted": _flag,
    "months_at_minimum_wage_without_subsidy": _months,
    "can_follow_funded_education": _flag,
    "in_search_period": _flag,
    "kept_provision_by": _municipality,
}


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, _ in pairs if [name for name, _ in pairs].count(key) > 1)
        raise FactsError(shown(twice), "dit veld staat er twee keer; laat er één staan.")
    return found


def _no_constant(text: str) -> None:
    raise ValueError(text)
