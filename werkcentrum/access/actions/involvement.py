"""The dated relations of named people to a dossier: begin, end, and the one lead that moves in a single step."""

import uuid
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from werkcentrum.access import door
from werkcentrum.access.models import Cover, Dossier, Involvement, Relation
from werkcentrum.access.relations import Ground
from werkcentrum.audit.record import record
from werkcentrum.vocabulary import PartnerKind

FORMER_FOR = timedelta(days=30)

GROUND_OF_KIND = {
    PartnerKind.UWV: Ground.UWV,
    PartnerKind.MUNICIPALITY: Ground.MUNICIPALITY,
    PartnerKind.WERKCENTRUM: Ground.DESK,
    PartnerKind.SOCIAL_ENTERPRISE: Ground.ORDER,
}


def ground_of(participation) -> str:
    """The ground on which people of this cell work with a dossier; without a task of law it is consent."""
    return GROUND_OF_KIND.get(participation.partner.kind, Ground.CONSENT)


@transaction.atomic
def open_dossier(*, region, user, participation, by):
    """Open a dossier with its first lead: a dossier without one does not exist."""
    maker = getattr(by, "user", by)
    # SECURITY: the web role cannot insert dossiers itself; this function of the owner makes one with its lead.
    made = [uuid.uuid4(), region.pk, user.pk, participation.pk, str(ground_of(participation)), maker.pk, timezone.now()]
    [(pk,)] = door.call("access_open_dossier", *made)
    first = Involvement.objects.unscoped("the lead that was made just now")
    row = first.select_related("dossier").get(dossier=pk, relation=Relation.LEAD)
    record("access.involve", row, by=by, dossier=pk, user=user.pk, relation=str(Relation.LEAD))
    cover_lead(dossier=row.dossier, user=user, participation=participation, by=by)
    return row.dossier


def involve(*, dossier, user, participation, relation, by, ground=None, field_groups=(), until=None, **more):
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
            **more,
        },
    )
    if created:
        record("access.involve", row, by=by, dossier=dossier, user=user.pk, relation=str(relation))
    return row


def end_involvement(*, row, by):
    """End a relation now."""
    row.valid_until = max(timezone.now(), row.valid_from)
    row.save(update_fields=["valid_until"])
    record("access.end_involvement", row, by=by, dossier=row.dossier_id, user=row.user_id, relation=row.relation)


@transaction.atomic
def change_lead(*, dossier, user, participation, by):
    """Move the lead in one step: never two, never none. The old lead becomes `former` for 30 days.

    To another cell her substitutes become `former` too and what was proposed ends; within the cell both stay.
    """
    now = timezone.now()
    dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    open_rows = list(
        Involvement.objects.filter(dossier=dossier, valid_until=None, relation__in=["lead", "team", "proposed"])
    )
    old = next((row for row in open_rows if row.relation == Relation.LEAD), None)
    within = old is not None and old.participation_id == participation.pk
    ending = [row for row in open_rows if not within or row == old or row.user_id == user.pk]
    Involvement.objects.filter(pk__in=[row.pk for row in ending]).update(valid_until=now)
    _end_covers(dossier, now)
    created = Involvement.objects.create(
        dossier=dossier,
        user=user,
        participation=participation,
        relation=Relation.LEAD,
        ground=ground_of(participation),
        valid_from=now,
        created_by=by.user,
        # SECURITY: of a sealed dossier the lead is always among those who are named.
        sealed_named=dossier.sealed,
        **({"next_on": old.next_on} if old else {}),
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
        for row in ending
        if row.relation in (Relation.LEAD, Relation.TEAM) and row.user_id != user.pk
    )
    record("access.change_lead", created, by=by, dossier=dossier, user=user.pk, cell=participation.pk)
    cover_lead(dossier=dossier, user=user, participation=participation, by=by)
    return created


def leave_region(*, dossier, region, by):
    """End the support of everybody outside the region that leads now; what is `former` ends by itself."""
    rows = Involvement.objects.filter(dossier=dossier, relation=Relation.SUPPORT).exclude(participation__region=region)
    for row in rows.live().select_related("dossier"):
        end_involvement(row=row, by=by)


def _end_covers(dossier, now):
    """Whoever covered for the old lead no longer does; a cover that was still to come is taken back."""
    rows = Involvement.objects.filter(dossier=dossier, relation=Relation.TEAM, cover_for__isnull=False)
    end_rows(rows, now)


def end_rows(rows, now):
    """End every row that holds; one that is still to come never will. Nothing is deleted: who had what stays known."""
    rows.filter(valid_from__gt=now).update(valid_until=F("valid_from"))
    rows.live(now).update(valid_until=now)


def cover_lead(*, dossier, user, participation, by):
    """Let who covers for this lead, now or soon, also open this dossier for as long; not when it is closed."""
    if dossier.closed_at:
        return
    today = timezone.localdate()
    covers = Cover.objects.filter(participation=participation, covered=user, ended_at=None, valid_until__gte=today)
    for cover in covers.select_related("colleague"):
        cover_one(cover=cover, dossier=dossier, by=by)


def cover_one(*, cover, dossier, by):
    """One team row that begins and ends with the cover; none where the colleague leads or stands in already."""
    now = timezone.now()
    start, end = moments_of(cover)
    held = Involvement.objects.filter(
        Q(valid_until=None) | Q(valid_until__gte=end),
        dossier=dossier,
        user=cover.colleague,
        participation=cover.participation_id,
        relation__in=[Relation.LEAD, Relation.TEAM],
    )
    if held.exists():
        return None
    row = Involvement.objects.create(
        dossier=dossier,
        user=cover.colleague,
        participation=cover.participation,
        relation=Relation.TEAM,
        ground=ground_of(cover.participation),
        valid_from=max(now, start),
        valid_until=end,
        cover_for=cover.covered,
        created_by=getattr(by, "user", by),
    )
    record("access.cover", row, by=by, dossier=dossier, user=cover.colleague_id, cover=cover.pk)
    return row


def moments_of(cover):
    """The first and last moment of a cover, of its days in the Netherlands."""
    return end_of_day(cover.valid_from - timedelta(days=1)), end_of_day(cover.valid_until)


def end_of_day(day):
    """The moment at which a day is over in the Netherlands: rights "tot en met" a day end then."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
