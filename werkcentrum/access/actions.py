"""The only writer of memberships, grants and involvements."""

from datetime import date, timedelta

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from werkcentrum.access.models import Dossier, Involvement, Membership, ParticipationGroupPermission, Relation
from werkcentrum.access.relations import Ground
from werkcentrum.access.roles import ROLES
from werkcentrum.audit.record import record
from werkcentrum.regions.models import Participation
from werkcentrum.vocabulary import PartnerKind

FORMER_FOR = timedelta(days=30)
TEAM_AT_MOST = 8

GROUND_OF_KIND = {
    PartnerKind.UWV: Ground.UWV,
    PartnerKind.MUNICIPALITY: Ground.MUNICIPALITY,
    PartnerKind.WERKCENTRUM: Ground.DESK,
    PartnerKind.SOCIAL_ENTERPRISE: Ground.ORDER,
}


def ground_of(participation) -> str:
    """The ground on which people of this cell work with a dossier; without a task of law it is consent."""
    return GROUND_OF_KIND.get(participation.partner.kind, Ground.CONSENT)


def role_group(participation, role) -> Group:
    """The group of a role in a cell, with exactly the permissions that the role's prose names."""
    group, _ = Group.objects.get_or_create(name=f"cel:{participation.pk}:{role}")
    cell_type = ContentType.objects.get_for_model(Participation)
    wanted = Permission.objects.filter(content_type=cell_type, codename__in=[str(p) for p in ROLES[role].permissions])
    rows = ParticipationGroupPermission.objects.filter(group=group, content_object=participation)
    rows.exclude(permission__in=wanted).delete()
    ParticipationGroupPermission.objects.bulk_create(
        [ParticipationGroupPermission(group=group, content_object=participation, permission=p) for p in wanted],
        ignore_conflicts=True,
    )
    return group


@transaction.atomic
def grant_membership(*, user, participation, role, by, desk=None, valid_from=None, valid_until=None):
    """Let `user` work in a cell, in a role, from a date on; `by` is who approved it (None: the installation)."""
    membership = Membership.objects.create(
        user=user,
        participation=participation,
        role=role,
        desk=desk,
        valid_from=valid_from or timezone.localdate(),
        valid_until=valid_until,
        approved_by=by,
    )
    user.groups.add(role_group(participation, role))
    record("access.grant_membership", membership, by=by, user=user.pk, role=role)
    return membership


@transaction.atomic
def end_membership(*, membership, by, on: date | None = None):
    """End a membership on a date (today unless told): the rights are gone at the next request."""
    membership.valid_until = on or timezone.localdate() - timedelta(days=1)
    membership.save(update_fields=["valid_until"])
    membership.user.groups.remove(membership.group())
    record("access.end_membership", membership, by=by, user=membership.user_id, role=membership.role)


@transaction.atomic
def open_dossier(*, region, user, participation, by):
    """Open a dossier with its first lead: a dossier without one does not exist."""
    dossier = Dossier.objects.create(region=region)
    involve(dossier=dossier, user=user, participation=participation, relation=Relation.LEAD, by=by)
    return dossier


def involve(*, dossier, user, participation, relation, by, ground=None, field_groups=(), until=None):
    """Relate a named person to a dossier. The same open relation twice is the same row."""
    row, created = Involvement.objects.get_or_create(
        dossier=dossier,
        user=user,
        participation=participation,
        relation=relation,
        valid_until=until,
        defaults={
            "ground": ground or (Ground.SELF if participation is None else ground_of(participation)),
            "field_groups": [str(group) for group in field_groups],
            "valid_from": timezone.now(),
            "created_by": getattr(by, "user", by),
        },
    )
    if created:
        record("access.involve", row, by=by, dossier=dossier, user=user.pk, relation=str(relation))
    return row


def end_involvement(*, row, by):
    """End a relation now."""
    row.valid_until = timezone.now()
    row.save(update_fields=["valid_until"])
    record("access.end_involvement", row, by=by, dossier=row.dossier, user=row.user_id, relation=row.relation)


@transaction.atomic
def change_lead(*, dossier, user, participation, by):
    """Move the lead in one step: never two, never none. The old lead and her team become `former` for 30 days."""
    now = timezone.now()
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    open_rows = list(
        Involvement.objects.filter(dossier=dossier, valid_until=None, relation__in=["lead", "team", "proposed"])
    )
    next_on = next((row.next_on for row in open_rows if row.relation == Relation.LEAD), None)
    Involvement.objects.filter(pk__in=[row.pk for row in open_rows]).update(valid_until=now)
    created = Involvement.objects.create(
        dossier=dossier,
        user=user,
        participation=participation,
        relation=Relation.LEAD,
        ground=ground_of(participation),
        valid_from=now,
        created_by=by.user,
        **({"next_on": next_on} if next_on else {}),
    )
    Involvement.objects.bulk_create(
        Involvement(
            dossier=dossier,
            user_id=row.user_id,
            participation_id=row.participation_id,
            relation=Relation.FORMER,
            ground=row.ground,
            valid_from=now,
            valid_until=now + FORMER_FOR,
            created_by=by.user,
        )
        for row in open_rows
        if row.relation in (Relation.LEAD, Relation.TEAM) and row.user_id != user.pk
    )
    record("access.change_lead", created, by=by, dossier=dossier, user=user.pk, cell=participation.pk)
    return created
