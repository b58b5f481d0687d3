"""Messages inside the product: who gets one, and which are still unread."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from werkcentrum.access.models import Membership, Notice
from werkcentrum.access.roles import ROLES


def notify(receivers, kind, path):
    """Put a fixed sentence and a link in front of people; `receivers` are pairs (user id, cell id)."""
    now = timezone.now()
    Notice.objects.bulk_create(
        Notice(user_id=user, participation_id=cell, kind=kind, path=path, at=now) for user, cell in receivers
    )


def holders(permission, *, cell=None, region=None, without=None):
    """Pairs (user id, cell id) of everybody whose role has `permission` in a cell, or anywhere in a region."""
    roles = [role.key for role in ROLES.values() if permission in role.permissions]
    rows = Membership.objects.on(timezone.localdate()).filter(role__in=roles, user__is_active=True)
    rows = rows.filter(participation=cell) if cell else rows.filter(participation__region=region)
    if without:
        rows = rows.exclude(user=without)
    return list(rows.order_by("pk").values_list("user_id", "participation_id"))


def unread(actor):
    """Unread messages of the actor in the cell she works for, newest first."""
    if not actor.is_live:
        return Notice.objects.none()
    return Notice.objects.filter(user=actor.user, participation=actor.cell, seen_at=None).order_by("-at", "-pk")


def read_all(*, by):
    """Mark what is unread as read."""
    return unread(by).update(seen_at=timezone.now())


def number_unread():
    """Subquery for a query on memberships: how many unread messages each has."""
    mine = Notice.objects.filter(user=OuterRef("user"), participation=OuterRef("participation"), seen_at=None)
    return Coalesce(Subquery(mine.order_by().values("user").annotate(number=Count("pk")).values("number")), 0)
