"""Reads the TOML files of this folder into fields, and refuses a file that contradicts itself."""

import csv
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from clients.intake.fields.shape import (
    AVG_CLASSES,
    CONDITIONS,
    KINDS,
    MARKS,
    MASKS,
    REQUIRED_WHEN,
    ROLES,
    TYPES,
    Choice,
    Column,
    Field,
    Sight,
)

HERE = Path(__file__).parent
FILES = {"step1.toml": 1, "step2.toml": 2, "step3.toml": 3, "step4.toml": 4, "unasked.toml": 0}

Choices = Mapping[str, tuple[Choice, ...]]


class FieldError(ValueError):
    """A field file says something that cannot be true; the message names the field."""


def load_fields() -> tuple[Field, ...]:
    """All fields in the order of the intake; FieldError with the code of the field that is wrong."""
    choices = load_choices()
    rows = [(step, row) for name, step in FILES.items() for row in _toml(name)["field"]]
    fields = tuple(_field(row, step, order, choices) for order, (step, row) in enumerate(rows, start=1))
    codes = [field.code for field in fields]
    if len(set(codes)) != len(codes):
        raise FieldError(f"twice in the list: {sorted({code for code in codes if codes.count(code) > 1})}")
    return fields


def load_choices() -> Choices:
    """The code lists by name; the languages come from their own file."""
    lists = {
        name: tuple(Choice(value, label) for value, label in items.items())
        for name, items in _toml("choices.toml").items()
    }
    with (HERE / "languages.csv").open(encoding="utf-8", newline="") as file:
        lists["language"] = tuple(Choice(row["code"], row["name"]) for row in csv.DictReader(file))
    return lists


def _field(row: dict[str, Any], step: int, order: int, choices: Choices) -> Field:
    values = dict(row)
    code = values["code"]
    values["visibility"] = _visibility(code, values.pop("sees"))
    values["choices"] = _choices(code, values, choices)
    values["columns"] = tuple(_column(code, column, choices) for column in values.pop("columns", []))
    field = Field(step=step, order=order, **values)
    for problem in _problems(field):
        raise FieldError(f"{code}: {problem}")
    return field


def _column(code: str, row: dict[str, Any], choices: Choices) -> Column:
    values = dict(row)
    values["choices"] = _choices(code, values, choices)
    if values["type"] not in TYPES - {"list"}:
        raise FieldError(f"{code}: unknown type of column {values['code']}")
    return Column(**values)


def _choices(code: str, values: dict[str, Any], choices: Choices) -> tuple[Choice, ...]:
    name = values.pop("choices", "")
    if (name != "") != (values["type"] in {"code", "codes"}):
        raise FieldError(f"{code}: choices belong to the types code and codes only")
    if name and name not in choices:
        raise FieldError(f"{code}: unknown list of choices {name}")
    return choices[name] if name else ()


def _visibility(code: str, sees: dict[str, str]) -> Mapping[str, Sight]:
    if set(sees) - set(ROLES):
        raise FieldError(f"{code}: unknown role {sorted(set(sees) - set(ROLES))}")
    return MappingProxyType({role: _sight(code, sees.get(role, "")) for role in ROLES})


def _sight(code: str, text: str) -> Sight:
    rest, _, condition = text.partition("?")
    mark, _, mask = rest.partition("/")
    known = mark in MARKS and mask in {"", *MASKS} and condition in {"", *CONDITIONS}
    if not known or (mark == "M") != bool(mask):
        raise FieldError(f"{code}: cannot read the sight {text!r}")
    return Sight(mark, mask, condition)


def _problems(field: Field) -> list[str]:
    """Everything that contradicts the word lists, as sentences."""
    checks = {
        "unknown type": field.type in TYPES,
        "unknown kind": field.kind in KINDS,
        "unknown AVG class": field.avg_class in AVG_CLASSES,
        "unknown moment of being required": field.required_when in REQUIRED_WHEN,
        "a list needs columns and a number of rows": (field.type == "list") == bool(field.columns and field.max_rows),
        "a field that is never stored may be seen by nobody": field.storable
        or not any(seen.mark for seen in field.visibility.values()),
    }
    return [problem for problem, holds in checks.items() if not holds]


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
