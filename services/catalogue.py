"""The national catalogue as somebody chooses from it who makes an offer."""

from django.utils import timezone

from services import reference
from services.models import Instrument
from services.rules import may_provide, why_not_instrument
from werkcentrum.permissions import Permission as P


def by_phase(actor) -> list[tuple]:
    """(phase, instruments the actor's partner may bring, abolished ones with why) in the order of the road to work."""
    today, coordinator = timezone.localdate(), actor.may(P.OFFER_PUBLISH)
    rows = [
        row for row in Instrument.objects.all() if coordinator or may_provide(row, actor.cell.partner.kind)
    ]  # one query
    return [
        (
            phase,
            [row for row in rows if row.phase == phase.slug and not why_not_instrument(row, today)],
            [(row, row.abolished_reason) for row in rows if row.phase == phase.slug and why_not_instrument(row, today)],
        )
        for phase in reference.phases()
        if any(row.phase == phase.slug for row in rows)
    ]
