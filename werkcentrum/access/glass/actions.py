"""The only writer of emergency access: the grant, what is told to whom, and the log in one transaction."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from werkcentrum.access.actions import end_involvement, ground_of, involve
from werkcentrum.access.glass.queries import facts, live_glass, taken_lately, weekly_limit, why_off
from werkcentrum.access.glass.rules import LASTS
from werkcentrum.access.models import Glass, Notice, Relation, Review, User
from werkcentrum.access.notices import notify
from werkcentrum.access.relations import Ground
from werkcentrum.access.review.actions import open_review
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission
from werkcentrum.refusal import Conflict, Refused


def may_take(actor) -> bool:
    """Whether the role has it at all; never for cells that work on consent (social partners, education)."""
    return bool(actor.cell) and actor.may(Permission.GLASS_BREAK) and ground_of(actor.cell) != Ground.CONSENT


@transaction.atomic
def take_glass(*, dossier, by, reason, explanation, lead_path=lambda: "") -> Glass:
    """Open a dossier (its id) for an hour, read-only, and tell the lead and who reviews it, at once.

    `lead_path` gives where the lead reads about it, once the access is there. The same dossier again within the hour is
    the same access. Raises PermissionDenied for who may not, Refused (422) when there is nothing to take or it is
    switched off, Conflict (409) over the limit of a week.
    """
    if not may_take(by):
        raise PermissionDenied(Permission.GLASS_BREAK)
    # The row of the user is the queue: the fourth of a week waits for the third.
    User.objects.select_for_update(no_key=True).get(pk=by.user.pk)
    found = facts(by, dossier)
    if found is None or found.hers:
        raise Refused("Tot dit dossier is geen noodtoegang mogelijk. Bel de partner die de regie heeft.")
    if running := live_glass(by).filter(dossier=found.dossier).first():
        return running
    _require_room(by)
    now = timezone.now()
    row = involve(
        dossier=found.dossier,
        user=by.user,
        participation=by.cell,
        relation=Relation.GLASS,
        by=by,
        until=now + LASTS,
    )
    glass = Glass.objects.create(
        involvement=row,
        dossier=found.dossier,
        user=by.user,
        participation=by.cell,
        reason=reason,
        explanation=explanation,
        taken_at=now,
    )
    record("glass.take", glass, by=by, dossier=found.dossier, reason=str(reason), until=row.valid_until)
    open_review(
        kind=Review.Kind.GLASS,
        key=f"glass:{glass.pk}",
        subject=by.user,
        subject_cell=by.cell,
        region=found.dossier.region,
        cell=found.lead_cell,
        dossier=found.dossier,
        glass=glass,
        by=by,
    )
    notify([(found.lead_user, found.lead_cell.pk)], Notice.Kind.GLASS_LEAD, lead_path())
    return glass


def _require_room(by):
    today = timezone.localdate()
    if off := why_off(by.user, today):
        raise Refused(off)
    most = weekly_limit(today)
    if taken_lately(by.user) >= most:
        raise Conflict(
            f"U nam de afgelopen zeven dagen {most} keer noodtoegang. Meer kan niet. "
            "Bel de regiehouder, of vraag een collega die bij deze klant hoort."
        )


@transaction.atomic
def end_glass(*, glass, by):
    """End one's own emergency access before the hour is over. A second time changes nothing."""
    if glass.user_id != by.user.pk:
        raise PermissionDenied(Permission.GLASS_BREAK)
    if glass.involvement.valid_until > timezone.now():
        end_involvement(row=glass.involvement, by=by)
        record("glass.end", glass, by=by, dossier=glass.dossier_id)
