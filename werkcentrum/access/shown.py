"""The third door: pages are handed view-models per (object, group of fields), never the record itself.

Every object that pages show is named in a registry, `(object, group) → names`; `show` takes those names of a record for
the groups that are open, and nothing else can be asked of what it gives: `{{ client.national_number }}` does not exist.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from werkcentrum.permissions import FieldGroup

REGISTRY: dict[tuple[str, FieldGroup], tuple[str, ...]] = {}


class Shown:
    """Values of a record by name, and nothing else; cannot be changed."""

    def __init__(self, values: Mapping[str, Any]):
        self.__dict__.update(values)

    def __setattr__(self, name, value):
        raise AttributeError(f"{name}: what is shown cannot be changed")

    def __str__(self):
        return self.__dict__.get("__str__", "")


def register(obj: str, groups: Mapping[FieldGroup, str]):
    """Name what may be shown of an object, per group: names of fields, properties or methods; dots go further.

    `__str__` among them gives the record's own words.
    """
    for group, names in groups.items():
        REGISTRY[(obj, group)] = tuple(names.split())


def names_of(obj: str, groups: Iterable[FieldGroup]) -> list[str]:
    """The names of an object that belong to these groups. KeyError for an object that nobody registered."""
    known = {group: names for (what, group), names in REGISTRY.items() if what == obj}
    if not known:
        raise KeyError(obj)
    return [name for group in groups if group in known for name in known[group]]


def show(obj: str, row, groups: Iterable[FieldGroup]) -> Any:
    """What these groups show of a record; None when there is no record."""
    return None if row is None else _shown(row, names_of(obj, groups))


def _shown(row, names):
    values: dict[str, Any] = {}
    deeper: dict[str, list[str]] = {}
    for name in names:
        first, _, rest = name.partition(".")
        if rest:
            deeper.setdefault(first, []).append(rest)
        else:
            values[first] = _value(row, first)
    for first, rest in deeper.items():
        part = getattr(row, first)
        values[first] = None if part is None else _shown(part, rest)
    return Shown(values)


def _value(row, name):
    value = getattr(row, name)
    value = value() if callable(value) else value
    if isinstance(value, Model):
        raise TypeError(f"{name} is a record: name what is shown of it")
    return value
