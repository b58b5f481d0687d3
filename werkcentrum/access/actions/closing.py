"""A dossier that is closed or restricted: read by few, written by nobody (see `policy.why_still`)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from werkcentrum.access import policy
from werkcentrum.access.models import Dossier, Involvement, Relation
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict

from .involvement import end_rows

ENDS = (Relation.TEAM, Relation.SUPPORT, Relation.PROPOSED, Relation.GLASS)


@transaction.atomic
def close_dossier(*, dossier, by):
    """Close a dossier: its lead reads it for twelve months, every other way in ends now. By the lead."""
    held = Dossier.objects.select_for_update().get(pk=dossier.pk)
    policy.require(by, P.SUPPORT_ADD, held.pk)
    now = timezone.now()
    held.closed_at = now
    held.save(update_fields=["closed_at"])
    rows = Involvement.objects.filter(dossier=held, relation__in=ENDS)
    end_rows(rows, now)
    record("access.close_dossier", held, by=by, dossier=held.pk)
    return held


@transaction.atomic
def reopen_dossier(*, dossier, by):
    """Open a closed dossier again, with its lead and nobody else. By the lead."""
    held = Dossier.objects.select_for_update().get(pk=dossier.pk)
    stance = policy.stance(by, held.pk)
    if stance.relation != Relation.LEAD or not by.may(P.CLIENT_EDIT):
        raise PermissionDenied(P.CLIENT_EDIT)
    if held.closed_at is None:
        raise Conflict("Dit dossier is al open.")
    held.closed_at = None
    held.save(update_fields=["closed_at"])
    record("access.reopen_dossier", held, by=by, dossier=held.pk)
    return held


@transaction.atomic
def restrict(*, dossier, by):
    """Let the processing stand still at the request of the client (AVG 18): read by the lead, written by nobody."""
    by.require(P.RIGHTS_HANDLE)
    return _set_restricted(dossier, timezone.now(), "access.restrict", by)


@transaction.atomic
def unrestrict(*, dossier, by):
    """Go on with the processing; the client is told before (AVG 18.3)."""
    by.require(P.RIGHTS_HANDLE)
    return _set_restricted(dossier, None, "access.unrestrict", by)


def _set_restricted(dossier, at, action, by):
    held = Dossier.objects.select_for_update().get(pk=dossier.pk)
    held.restricted_at = at
    held.save(update_fields=["restricted_at"])
    record(action, held, by=by, dossier=held.pk)
    return held
