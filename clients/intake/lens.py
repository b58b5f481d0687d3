"""How somebody looks at the intake of one person: what is read, written, masked or hidden, field by field."""

from dataclasses import dataclass
from enum import StrEnum

from clients.intake.fields import FIELDS, ROLES, Field, role_key, sight
from werkcentrum.access.relations import Relation
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P

WORKING = (Relation.LEAD, Relation.TEAM)


class Mode(StrEnum):
    """What may be done with one field."""

    WRITE = "write"
    ENTER = "enter"  # fill in, but not read back afterwards
    READ = "read"
    MASK = "mask"
    HIDDEN = "hidden"


CHANGING = frozenset({Mode.WRITE, Mode.ENTER})


@dataclass(frozen=True)
class Lens:
    """Two keys on every field: the column of the role (`key`) and the groups of the relation; both must open it."""

    key: str | None
    groups: frozenset
    met: frozenset = frozenset()
    writes: bool = False
    own: bool = False

    def mode(self, field: Field) -> Mode:
        """What this actor may do with a field."""
        in_group = FieldGroup(field.field_group) in self.groups
        if self.own:
            return Mode.READ if in_group else Mode.HIDDEN
        if self.key is None:
            return Mode.HIDDEN
        seen = sight(field, self.key)
        if seen.condition and seen.condition not in self.met:
            return Mode.HIDDEN
        # AVG: "known or not" says nothing of the answer; every other mask shows something, so needs the group.
        if seen.mark == "M":
            return Mode.MASK if in_group or seen.mask == "known_or_not" else Mode.HIDDEN
        if seen.mark == "S" and self.writes:
            return Mode.WRITE if in_group else Mode.ENTER
        return Mode.READ if seen.mark in {"L", "S"} and in_group else Mode.HIDDEN

    def mask(self, field: Field) -> str:
        """The mask through which a masked field is shown."""
        return sight(field, self.key).mask if self.key else "known_or_not"

    def may_change(self, code: str) -> bool:
        """Whether the answer of a field may be filled in or changed."""
        return code in FIELDS and self.mode(FIELDS[code]) in CHANGING


def lens_of(stance) -> Lens:
    """The lens of an actor on the dossier of this stance."""
    if stance.relation == Relation.SELF:
        return Lens(None, stance.groups, own=True)
    actor = stance.actor
    key = role_key(actor.role, actor.cell.partner.kind) if actor.cell else None
    met = {"own_client"} if stance.relation in WORKING else set()
    if stance.row and stance.row.ground == "consent":
        met.add("client_consent")
    return Lens(key, stance.groups, frozenset(met), stance.may(P.INTAKE_WRITE))


def who_sees(field: Field) -> str:
    """Who reads an answer, for the side note: "Gids, UWV en Gemeente"."""
    names = [
        label
        for role, label in ROLES.items()
        if sight(field, role).mark in {"L", "S"} and not sight(field, role).condition
    ]
    return _and(names) if names else "niemand"


def why_hidden(field: Field) -> str:
    """Why somebody does not see an answer, with the legal ground."""
    return f"U ziet dit niet. Wie dit wel ziet: {who_sees(field)} ({field.legal_ground})."


def _and(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"
