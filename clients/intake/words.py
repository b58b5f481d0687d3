"""Answers as a person reads them: plain Dutch lines instead of codes."""

from datetime import date

from django.utils import timezone

from clients import rules
from clients.intake.fields import Column, Field
from clients.models.income import Source
from werkcentrum.vocabulary import SITUATIONS
from werkcentrum.web.dates import PartialDate, long_date

SOURCES = {Source.CLIENT: "Zelf verteld", Source.BRP: "BRP", Source.SUWINET: "Suwinet"} | {
    Source.PARTNER: "Van een partner",
    Source.TEST: "Uit een test",
}
KNOWN, UNKNOWN = "Bekend", "Nog niet bekend"
NONE = "Geen"


def lines(field: Field, value) -> list[str]:
    """An answer as lines of text; a list has a line for every row."""
    if value is None:
        return []
    if field.code in OWN_WORDS:
        return OWN_WORDS[field.code](value)
    if field.type != "list":
        return [text(field, value)]
    if field.max_rows == 1:
        return [
            f"{_label(column)}: {text(column, value[column.code])}" for column in field.columns if column.code in value
        ]
    return [_row(field, row) for row in value] or [NONE]


def _row(field, row):
    first, *rest = [column for column in field.columns if row.get(column.code) not in (None, "")]
    tail = "; ".join(f"{_within(column)}: {text(column, row[column.code])}" for column in rest)
    return f"{text(first, row[first.code])}{f' ({tail})' if tail else ''}"


def _within(part):
    """The label as it stands within a sentence: only the first letter small."""
    label = _label(part)
    return label[0].lower() + label[1:]


def _label(part):
    return part.label.split("(")[0].rstrip(" ?:")


def text(part: Field | Column, value) -> str:
    """One value as text, by the type of its field or column."""
    if part.type in {"code", "codes"}:
        labels = {choice.value: choice.label for choice in part.choices}
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(labels.get(code) or str(code) for code in chosen)
    if part.type == "bool":
        return "Ja" if value else "Nee"
    if part.type == "date":
        return long_date(date.fromisoformat(value))
    if part.type == "partial_date":
        return PartialDate.of(value).words
    if part.type == "situation":
        return SITUATIONS[value].name
    return str(value)


def _name(value):
    parts = (value.get("call_name") or value.get("first_names"), value.get("prefix"), value.get("surname"))
    partner = " ".join(filter(None, (value.get("partner_prefix"), value.get("partner_surname"))))
    found = [" ".join(filter(None, parts))]
    if value.get("call_name") and value.get("first_names") not in (None, value["call_name"]):
        found.append(f"Voornamen: {value['first_names']}")
    return found + ([f"Naam van partner: {partner}"] if partner else [])


def _address(value):
    number = "".join(str(value.get(part, "")) for part in ("house_number", "house_letter"))
    addition = f"-{value['addition']}" if value.get("addition") else ""
    code = value.get("postcode", "")
    code = f"{code[:4]} {code[4:]}" if len(code) == 6 else code
    street = " ".join(filter(None, (value.get("street"), f"{number}{addition}")))
    place = " ".join(filter(None, (code, value.get("place"))))
    return [", ".join(filter(None, (street, place)))]


def _periods(value):
    return [
        rules.words(row["situation"], row["from"], row["until"])
        + (" (belangrijkste)" if row["leading"] and len(value) > 1 else "")
        for row in value
    ]


OWN_WORDS = {"name": _name, "address": _address, "income_situations": _periods, "bsn": lambda value: [KNOWN]}


def masked(field: Field, mask: str, value) -> list[str]:
    """An answer through a mask of the field table; "known or not" when the mask has nothing better to say."""
    if value in (None, "", {}):
        return [UNKNOWN]
    if mask == "age_group":
        age = timezone.localdate().year - int(value[:4])
        return [f"{age // 10 * 10} tot {age // 10 * 10 + 10} jaar"]
    if mask == "pc4":
        return [str(value.get("postcode", ""))[:4]]
    if mask == "code":
        return [SITUATIONS[row["situation"]].name for row in value]
    if mask == "derived":
        needs = [_label(column) for column in field.columns if value.get(column.code) == "1"]
        return needs or ["Geen aanpassing bekend"]
    return [KNOWN]


def source_line(known) -> str:
    """Where an answer came from and when: "Zelf verteld, 3 maart 2026; bevestigd 21 november 2026"."""
    if not known.obtained_on:
        return ""
    line = f"{SOURCES.get(known.source, known.source)}, {long_date(known.obtained_on)}"
    return f"{line}; bevestigd {long_date(known.confirmed_on)}" if known.confirmed_on else line
