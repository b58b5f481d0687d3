"""Who may: the only reader of guardian's tables, and the rule that opens a dossier."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, Value, When

from werkcentrum.access.door import System
from werkcentrum.access.models import Dossier, Involvement, ParticipationGroupPermission
from werkcentrum.access.relations import CARD, RIGHTS, STRONGEST_FIRST, Relation
from werkcentrum.permissions import FieldGroup, Permission
from werkcentrum.refusal import Conflict

READING = frozenset(
    {
        Permission.CLIENT_READ,
        Permission.BSN_READ,
        Permission.WERKPLAN_READ,
        Permission.OWN_PLAN_READ,
        # AVG 12-21: one's rights run on whatever stands still.
        Permission.OWN_RIGHTS,
        # AVG 7.3, 18.2: a consent is taken back on every dossier, and given only by who it is about.
        Permission.CONSENT_RECORD,
    }
)
"""What may be done with a dossier that stands still; every other deed is a write."""


def permissions_of(membership) -> frozenset[str]:
    """What a membership allows in its cell: the grants of its role group there, and nothing global."""
    return frozenset(
        ParticipationGroupPermission.objects.filter(
            content_object=membership.participation_id,
            group__name=membership.group_name,
            group__user=membership.user_id,
        ).values_list("permission__codename", flat=True)
    )


def dossiers_open_to(actor):
    """Subquery of dossier ids whose pages `actor` may open. This *is* the rule; every `visible_to` uses it."""
    return Involvement.objects.of(actor).opening().values("dossier_id")


def dossiers_known_to(actor):
    """Subquery of dossier ids of which `actor` may see at least the card (also offered or just handed over)."""
    return Involvement.objects.of(actor).filter(relation__in=CARD).values("dossier_id")


_ORDER = Case(
    *(When(relation=relation, then=Value(place)) for place, relation in enumerate(STRONGEST_FIRST)),
    output_field=IntegerField(),
)


def involvement(actor, dossier_id) -> Involvement | None:
    """The actor's strongest live relation to a dossier, or None."""
    rows = Involvement.objects.of(actor).filter(dossier_id=dossier_id).select_related("dossier")
    return rows.order_by(_ORDER).first()


def why_still(dossier) -> str:
    """Why nothing can be written in a dossier now, in Dutch; empty when it runs."""
    if dossier.restricted_at:
        return (
            "De klant heeft gevraagd om deze gegevens voorlopig niet te gebruiken. U kunt ze lezen, niet wijzigen. "
            "De privacy officer laat weten wanneer dat weer kan."
        )
    if dossier.closed_at:
        return "Dit dossier is gesloten. Heropen het eerst als er weer iets te doen is."
    return ""


@dataclass(frozen=True)
class Stance:
    """How an actor stands to one dossier: the relation, and what it allows together with the role."""

    actor: Any
    row: Involvement | None

    @property
    def relation(self):
        """The relation, or None."""
        return self.row.relation if self.row else None

    def allows(self, permission: Permission) -> bool:
        """Whether role and relation both allow the deed, in a dossier that runs."""
        if self.row is None:
            return False
        return self.actor.may(permission) and permission in RIGHTS[self.row.relation].deeds

    def may(self, permission: Permission) -> bool:
        """Whether role and relation both allow the deed now: nothing is written in a dossier that stands still."""
        return self.allows(permission) and (permission in READING or not self.still)

    @property
    def still(self) -> str:
        """Why nothing can be written here now; empty when the dossier runs."""
        return why_still(self.row.dossier) if self.row else ""

    def require(self, permission: Permission):
        """Raise PermissionDenied (403) unless `allows`; Conflict (409) when the dossier stands still."""
        if not self.allows(permission):
            raise PermissionDenied(permission)
        # SECURITY: AVG 18, the one place where every write in a dossier passes.
        if permission not in READING and self.still:
            raise Conflict(self.still)

    @property
    def is_closed(self) -> bool:
        """Whether the dossier is closed."""
        return self.row is not None and self.row.dossier.closed_at is not None

    @property
    def is_sealed(self) -> bool:
        """Whether the dossier is sealed; the actor is named for it, or the client herself."""
        return self.row is not None and self.row.dossier.sealed

    @property
    def opens_hidden_address(self) -> bool:
        """Whether a hidden address (G10) is for this actor: named for it with a task of law, or oneself.

        Not one of `groups`: what a page shows of other fields may not tell who is named.
        """
        if self.row is None or self.row.relation == Relation.SELF:
            return self.row is not None
        works = self.row.relation in (Relation.LEAD, Relation.TEAM) and self.row.ground in {"uwv", "municipality"}
        return bool(works and self.row.sealed_named and self.row.dossier.sealed)

    @property
    def groups(self) -> frozenset[FieldGroup]:
        """Field groups that this relation opens; a supporting person sees those named in the row only."""
        if self.row is None:
            return frozenset()
        groups = RIGHTS[self.row.relation].groups
        if self.row.relation == Relation.SUPPORT:
            groups |= frozenset(FieldGroup(group) for group in self.row.field_groups)
        # SECURITY: the BSN is for the grounds of UWV and municipality only (UAVG 46), whoever else leads.
        if self.row.ground not in {"uwv", "municipality"}:
            groups -= {FieldGroup.BSN}
        # AVG 9: barriers and work capacity are not for social partners, education or the desk.
        if self.row.ground not in {"uwv", "municipality", "self"}:
            groups -= {FieldGroup.CAPACITY, FieldGroup.BARRIERS} - set(self.row.field_groups)
        return groups


@dataclass(frozen=True)
class JobStance(Stance):
    """How a job of the installation stands to a dossier: it may do what it was made for, in a dossier that runs."""

    dossier: Any = None

    def allows(self, permission: Permission) -> bool:
        """Whether this job was made for the deed."""
        return permission in self.actor.deeds

    @property
    def still(self) -> str:
        """Why nothing can be written here now; a job asks no more leave than a person."""
        return why_still(self.dossier)

    @property
    def is_sealed(self) -> bool:
        """Whether the dossier is sealed: a job offers it to nobody."""
        return self.dossier.sealed


def stance(actor, dossier_id) -> Stance:
    """How the actor stands to a dossier: one query."""
    if isinstance(actor, System):
        return JobStance(actor, None, Dossier.objects.get(pk=dossier_id))
    row = involvement(actor, dossier_id)
    if row is not None:
        actor.stands[dossier_id] = (row.relation, row.ground)
    return Stance(actor, row)


def stands_of(actor, dossiers) -> dict[int, tuple[str, str]]:
    """(relation, ground) of the actor's strongest live relation to each of these dossiers, for the log: one query."""
    rows = Involvement.objects.of(actor).filter(dossier__in=dossiers).order_by(_ORDER.desc())
    return {row.dossier_id: (row.relation, row.ground) for row in rows.only("dossier", "relation", "ground")}


def may(actor, permission, dossier_id) -> bool:
    """Whether the actor may do this to the dossier: by role in the cell and by relation."""
    return stance(actor, dossier_id).may(permission)


def require(actor, permission, dossier_id):
    """Raise PermissionDenied (403), or Conflict (409) in a dossier that stands still; see `Stance.require`."""
    stance(actor, dossier_id).require(permission)
