"""Who works in which cell and role, and the groups that hold what a role may do there."""

from datetime import date, timedelta

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from werkcentrum.access.models import Membership, ParticipationGroupPermission
from werkcentrum.access.roles import ROLES
from werkcentrum.audit.record import record
from werkcentrum.regions.models import Participation


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
def refresh_role_groups() -> int:
    """Give every role group exactly what the code now names for its role; returns how many grants changed.

    Run after `migrate`: a new version may name other permissions for a role. Groups of roles that no longer exist lose
    everything; no group, member or cell is added. Four queries, whatever the number of cells.
    """
    cell_type = ContentType.objects.get_for_model(Participation)
    known = dict(Permission.objects.filter(content_type=cell_type).values_list("codename", "pk"))
    wanted = set()
    for pk, name in Group.objects.filter(name__startswith="cel:").values_list("pk", "name"):
        _, cell, role = name.split(":")
        allowed = ROLES[role].permissions if role in ROLES else ()
        wanted |= {(pk, int(cell), known[str(p)]) for p in allowed if str(p) in known}
    rows = ParticipationGroupPermission.objects.filter(group__name__startswith="cel:")
    held = {
        (group, cell, permission): pk
        for pk, group, cell, permission in rows.values_list("pk", "group", "content_object", "permission")
    }
    gone, missing = held.keys() - wanted, wanted - held.keys()
    ParticipationGroupPermission.objects.filter(pk__in=[held[key] for key in gone]).delete()
    ParticipationGroupPermission.objects.bulk_create(
        ParticipationGroupPermission(group_id=group, content_object_id=cell, permission_id=permission)
        for group, cell, permission in sorted(missing)
    )
    return len(gone) + len(missing)


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
        approved_by=getattr(by, "user", by),
    )
    user.groups.add(role_group(participation, role))
    record("access.grant_membership", membership, by=by, user=user.pk, role=role)
    return membership


@transaction.atomic
def end_membership(*, membership, by, on: date | None = None):
    """End a membership after its last day `on`; without one it ends now: the rights are gone at the next request.

    With a last day of today or later the rights hold until that day has passed. The dossiers she leads stay hers on
    paper until the team leader divides them; she opens none of them, because every relation asks for a live membership.
    """
    last = on or timezone.localdate() - timedelta(days=1)
    pk, user, role = membership.pk, membership.user, membership.role
    # SECURITY: out of the role group at once, also when a day is still running.
    if last < timezone.localdate():
        _leave_group(membership)
    if last < membership.valid_from:
        # It never lasted a day: there is no period to write down, the event below tells that it was there.
        membership.delete()
        membership.pk = pk
    else:
        membership.valid_until = last
        membership.save(update_fields=["valid_until"])
    record("access.end_membership", membership, by=by, user=user.pk, role=role, until=last)
    return membership


def _leave_group(membership):
    """Out of the role group, unless another membership in the same role and cell still holds."""
    others = Membership.objects.on(timezone.localdate()).filter(
        user=membership.user_id, participation=membership.participation_id, role=membership.role
    )
    if not others.exclude(pk=membership.pk).exists():
        membership.user.groups.remove(*Group.objects.filter(name=membership.group_name))
