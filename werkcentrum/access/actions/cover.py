"""Temporary cover for a colleague of the same cell: arranged by the team leader, ends by itself."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from werkcentrum.access.models import Cover, Involvement, Relation
from werkcentrum.access.models.cover import LONGEST
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused

from .involvement import cover_one, end_rows
from .working import require_colleague


def led_by(user, participation):
    """Rows of the running dossiers that somebody leads in a cell. Sealed ones are not for a team leader to give."""
    # SECURITY: crosses the second door
    rows = Involvement.objects.unscoped("what a colleague leads in this cell").live()
    rows = rows.filter(user=user, participation=participation, relation=Relation.LEAD)
    return rows.filter(dossier__sealed=False, dossier__closed_at=None)


@transaction.atomic
def arrange_cover(*, covered, colleague, start, end, by):
    """Let `colleague` stand in for `covered` in the actor's own cell, from the day `start` to and including `end`.

    She becomes a substitute in every dossier that the other leads, also in those that come meanwhile. Returns the cover
    and how many dossiers it opens now. Raises Refused (422) for people or days that do not fit, Conflict (409) when
    somebody covers then already.
    """
    by.require(P.COVER_ARRANGE)
    cell, today = by.cell, timezone.localdate()
    if covered.pk == colleague.pk:
        raise Refused("Kies een andere collega: niemand vervangt zichzelf.", field="colleague")
    require_colleague(cell, covered, field="covered")
    require_colleague(cell, colleague, field="colleague")
    _require_days(start, end, today)
    away = Cover.objects.filter(participation=cell, covered=colleague, ended_at=None)
    if away.filter(valid_from__lte=end, valid_until__gte=start).exists():
        raise Refused(f"{colleague.name} is in die tijd zelf afwezig. Kies iemand anders.", field="colleague")
    cover = _make(cell, covered, colleague, start, end, by)
    blocked = Involvement.objects.live().filter(user=colleague, relation__in=[Relation.KIN, Relation.SELF])
    rows = led_by(covered, cell).exclude(dossier__in=blocked.values("dossier")).select_related("dossier")
    made = [cover_one(cover=cover, dossier=row.dossier, by=by) for row in rows.order_by("pk")]
    return cover, len([row for row in made if row])


def _require_days(start, end, today):
    if start < today:
        raise Refused("Kies een eerste dag vanaf vandaag.", field="start")
    if end < start:
        raise Refused("De laatste dag ligt voor de eerste dag.", field="end")
    if end >= start + LONGEST:
        raise Refused("Vervangen duurt hooguit 6 weken. Duurt het langer, draag de dossiers dan over.", field="end")


def _make(cell, covered, colleague, start, end, by):
    try:
        with transaction.atomic():
            cover = Cover.objects.create(
                participation=cell,
                covered=covered,
                colleague=colleague,
                valid_from=start,
                valid_until=end,
                arranged_by=by.user,
            )
    except IntegrityError as error:
        if "cover_one_at_a_time" not in str(error):
            raise
        raise Conflict(f"{covered.name} heeft in die tijd al een vervanger. Stop die eerst.") from None
    record("access.arrange_cover", cover, by=by, user=colleague.pk, covered=covered.pk, start=start, end=end)
    return cover


@transaction.atomic
def end_cover(*, cover, by):
    """Stop a cover now: its rows end at once. Conflict (409) when it was stopped already."""
    by.require(P.COVER_ARRANGE)
    now = timezone.now()
    held = Cover.objects.select_for_update(of=("self",)).get(pk=cover.pk)
    if held.participation_id != by.cell.pk:
        raise Refused("Deze vervanging hoort bij een andere partner.")
    if held.ended_at:
        raise Conflict("Deze vervanging is al gestopt.")
    held.ended_at = now
    held.save(update_fields=["ended_at"])
    rows = Involvement.objects.unscoped("what a colleague held for another in this cell").filter(
        Q(valid_until__gt=now), user=held.colleague, participation=held.participation_id, cover_for=held.covered
    )
    end_rows(rows, now)
    record("access.end_cover", held, by=by, user=held.colleague_id, covered=held.covered_id)
    return held
