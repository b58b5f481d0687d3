"""The 47 fields of the one intake as plain data: what is asked, why, and who may see the answer (see SOURCES.md)."""

from clients.intake.fields.load import load_fields
from clients.intake.fields.shape import (
    CHANGING,
    KEY_OF_PARTNER,
    KEY_OF_ROLE,
    MARKS,
    REQUIRED_WHEN,
    ROLES,
    STEPS,
    Choice,
    Column,
    Field,
    Sight,
)
from werkcentrum.permissions import FieldGroup

ALL_FIELDS: tuple[Field, ...] = load_fields()
"""All 47 rows, also the one that is never stored and the ones that are derived."""

FIELDS: dict[str, Field] = {field.code: field for field in ALL_FIELDS if field.storable}
"""Every field that may be kept, by code, in the order of the intake."""

GROUPS = {field.label: field.field_group for field in ALL_FIELDS}


def fields_of_step(step: int) -> tuple[Field, ...]:
    """What is asked in one of the four steps, in order; derived fields are left out because nobody asks them."""
    return tuple(field for field in FIELDS.values() if field.step == step and field.kind != "derived")


def group_of(label: str) -> FieldGroup:
    """The group of the fact with this label; of one no longer asked, the most closed that a client holds."""
    return FieldGroup(GROUPS.get(label, FieldGroup.BARRIERS))


def role_key(role: str, partner_kind: str) -> str | None:
    """The column of the visibility matrix for a role in a cell; None for who has no business with an intake.

    A coach is read by the kind of partner: the same work rests on another ground at UWV than at a school.
    """
    return KEY_OF_PARTNER.get(partner_kind) if role == "coach" else KEY_OF_ROLE.get(role)


def sight(field: Field, role: str) -> Sight:
    """What a role (key of ROLES) may do with a field; KeyError for a role that does not exist."""
    return field.visibility[role]


def visible_to_role(field: Field, role: str, *, met: frozenset[str] = frozenset()) -> bool:
    """True when the role may see the answer of one person, masked or whole.

    A sight with a condition (say "after_nomination") counts only when that condition is in `met`. Aggregates are not
    answers of one person, so the mark A is False here.
    """
    seen = sight(field, role)
    return seen.mark in {"L", "S", "M"} and (not seen.condition or seen.condition in met)


def writable_by_role(field: Field, role: str) -> bool:
    """True when the role may fill in or change the answer itself."""
    return sight(field, role).mark in CHANGING


__all__ = [
    "ALL_FIELDS",
    "FIELDS",
    "MARKS",
    "REQUIRED_WHEN",
    "ROLES",
    "STEPS",
    "Choice",
    "Column",
    "Field",
    "Sight",
    "fields_of_step",
    "group_of",
    "role_key",
    "sight",
    "visible_to_role",
    "writable_by_role",
]
