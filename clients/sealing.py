"""What the privacy officer sees of sealed dossiers: numbers, codes and names of staff, never who it is about."""

import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from clients.models import HiddenAddress
from clients.models.address import lines
from clients.receiver import partner_name
from werkcentrum.access import door
from werkcentrum.access.actions.seals import working_in
from werkcentrum.access.models import Dossier, Involvement, Membership, Relation, Seal
from werkcentrum.regions.models import Participation
from werkcentrum.web.dates import long_date

SHORT = 8


def short_number(dossier) -> str:
    """The short number of a dossier, as the log shows it."""
    return str(dossier.public_id)[:SHORT]


@dataclass(frozen=True)
class Line:
    """One request or sealed dossier, in words."""

    url_id: str
    number: str
    reason: str
    since: str
    who: str
    alone: bool = False


def asked_in(region) -> list[Line]:
    """Requests that wait, the oldest first: one query."""
    rows = Seal.objects.filter(state=Seal.State.ASKED, dossier__region=region).select_related("dossier", "asked_by")
    own = Involvement.objects.filter(dossier=OuterRef("dossier"), user=OuterRef("asked_by"), relation=Relation.SELF)
    return [
        Line(
            str(row.dossier.public_id),
            short_number(row.dossier),
            row.get_reason_display(),
            long_date(timezone.localdate(row.asked_at)),
            # AVG: who it is about stays unsaid, also when she asked herself.
            "de klant" if row.by_client else row.asked_by.name,
        )
        for row in rows.annotate(by_client=Exists(own)).order_by("asked_at")
    ]


def sealed_in(region) -> list[Line]:
    """Sealed dossiers of a region with their lead; `alone` when the lead no longer works there: one query."""
    rows = Involvement.objects.unscoped("the seals of a region, for its privacy officer, without a name").live()
    rows = rows.filter(relation=Relation.LEAD, valid_until=None, dossier__sealed=True, dossier__region=region)
    works = Membership.objects.on(timezone.localdate()).filter(
        user=OuterRef("user"), participation=OuterRef("participation"), user__is_active=True
    )
    seals = Seal.objects.filter(dossier=OuterRef("dossier"), state=Seal.State.SEALED)
    rows = rows.annotate(works=Exists(works), seal_reason=seals.values("reason")[:1], at=seals.values("decided_at")[:1])
    reasons = dict(Seal.Reason.choices)
    return [
        Line(
            str(row.dossier.public_id),
            short_number(row.dossier),
            reasons.get(row.seal_reason, ""),
            long_date(timezone.localdate(row.at)) if row.at else "",
            f"{row.user.name}, {partner_name(row.participation)}",
            not row.works,
        )
        for row in rows.select_related("dossier", "user", "participation__partner").order_by("at", "pk")
    ]


def in_region(region):
    """Dossiers that the privacy officer of a region may seal: a number and no name."""
    return Dossier.objects.unscoped("who seals has a number of her own region, and no name").filter(region=region)


def by_short_number(region, typed) -> Dossier | None:
    """The one dossier of the region whose number begins so; None for none or several."""
    first = uuid.UUID(f"{typed}{'0' * (32 - SHORT)}")
    last = uuid.UUID(f"{typed}{'f' * (32 - SHORT)}")
    found = list(in_region(region).filter(public_id__range=(first, last))[:2])
    return found[0] if len(found) == 1 else None


def workers(dossier) -> list[dict]:
    """Everybody who can be named, the lead first: one query."""
    rows = working_in(dossier).select_related("user", "participation__partner")
    return [
        {
            "pk": row.pk,
            "label": f"{row.user.name}, {partner_name(row.participation)} ({row.get_relation_display()})",
            "named": row.sealed_named,
            "leads": row.relation == Relation.LEAD,
        }
        for row in sorted(rows, key=lambda row: (row.relation != Relation.LEAD, row.user.name))
    ]


def waiting_offer(dossier) -> str:
    """The offer that waits in a dossier, between which partners; "" for none: one query, two for one."""
    # SECURITY: crosses the second door: names of partners only, for the privacy officer of the region.
    for giver, receiver in door.call("clients_waiting_offer", dossier.pk):
        cells = Participation.objects.select_related("partner").in_bulk([giver, receiver])
        return f"van {partner_name(cells[giver])} naar {partner_name(cells[receiver])}"
    return ""


def own_address(opened) -> list[str]:
    """The lines of a client's own hidden address, for her own page; [] when she has none."""
    if opened.stance.relation != Relation.SELF:
        return []
    row = HiddenAddress.with_owner().filter(client=opened.client.pk).first()
    return lines(row.parts()) if row else []
