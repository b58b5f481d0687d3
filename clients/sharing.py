"""What a person said yes to, as the coach and the client read it; and which consent carries support."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from clients.models import Consent
from werkcentrum.permissions import FieldGroup as G
from werkcentrum.web.dates import long_date

SHAREABLE = (G.CONTACT, G.INCOME, G.PROFILE, G.PLAN, G.BARRIERS, G.CAPACITY)
"""Groups one can say yes to. The name comes along with each; SECURITY: never the BSN (UAVG 46), notes or an address."""
SOON = datetime.timedelta(days=30)


@dataclass(frozen=True)
class Shared:
    """One consent in words; `state` is "live", "soon" (ends within 30 days), "later", "ended" or "withdrawn"."""

    public_id: str
    purpose: str
    to: str
    about: str
    since: str
    until: str
    how: str
    state: str
    withdrawn: str = ""

    @property
    def is_live(self):
        """Whether it can still be taken back."""
        return self.state in {"live", "soon", "later"}


def shared_of(client) -> list[Shared]:
    """Every consent of a person, those that hold first: one query."""
    rows = Consent.objects.filter(client=client).select_related("receiver__partner")
    found = [_shared(row, timezone.localdate()) for row in rows]
    return sorted(found, key=lambda row: not row.is_live)


def _shared(row, today):
    return Shared(
        str(row.public_id),
        row.get_purpose_display(),
        row.to,
        row.about,
        long_date(row.valid_from),
        long_date(row.valid_until),
        row.get_way_display().lower(),
        _state(row, today),
        long_date(timezone.localdate(row.withdrawn_at)) if row.withdrawn_at else "",
    )


def _state(row, today):
    if row.withdrawn_at:
        return "withdrawn"
    if row.valid_until < today:
        return "ended"
    if row.valid_from > today:
        return "later"
    return "soon" if row.valid_until <= today + SOON else "live"


def support_until(*, client_id, cell, groups) -> datetime.datetime | None:
    """Until when somebody of `cell` may support with these groups on the ground of consent; None: there is none.

    The database refuses support beyond it, and ends it when the consent is withdrawn: one query.
    """
    asked = [str(group) for group in groups if group not in (G.EXISTS, G.NAME)]
    rows = Consent.objects.live().for_cell(cell).filter(client=client_id, groups__contains=asked)
    last = max((row.valid_until for row in rows), default=None)
    if last is None:
        return None
    day = datetime.datetime.combine(last + datetime.timedelta(days=1), datetime.time())
    return timezone.make_aware(day)
