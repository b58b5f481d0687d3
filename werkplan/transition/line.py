"""One item of a plan with its verdict: what becomes of it at a change of income."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from clients.models import Document
from services.models import Offer
from werkcentrum.vocabulary import PartnerKind
from werkcentrum.web.dates import long_date
from werkplan.carryover import classify
from werkplan.models import Agreement, CarryOverLine, Inzet
from werkplan.transition.items import LawDuty

ENDS_ANYWAY = "Geen wetsartikel nodig: het liep al af"


@dataclass(frozen=True)
class Line:
    """What becomes of one item: the verdict of the law on a step, inzet, agreement, document or duty (`item`).

    `settled`: it was to end before the change anyway, so nothing is done to it.
    """

    item: Any
    item_type: str
    code: str
    title: str
    using: str
    kind: str
    reason: str
    article: str
    owner: PartnerKind
    until: date | None
    becomes: str
    unverified: bool
    term: date | None = None
    offer: Offer | None = None
    settled: bool = False

    @property
    def key(self):
        """What must be the same when it is confirmed."""
        item = self.item
        offer = self.offer.pk if self.offer else None
        stands = [getattr(item, "version", 1), getattr(item, "state", ""), str(getattr(item, "ends_on", ""))]
        return [self.item_type, item.pk, *stands, self.kind, self.reason, str(self.until), self.becomes, offer]

    def row(self, report, was=None) -> CarryOverLine:
        """The line of a report, not saved; `was`: how the changed items stood before, by (kind of item, id)."""
        title = f"{self.title} · {self.using}" if self.using else self.title
        return CarryOverLine(
            report=report,
            plan_id=report.plan_id,
            item_type=self.item_type,
            item_id=self.item.pk,
            code=self.code,
            title=title[:300],
            kind=self.kind,
            reason=self.reason[:400],
            article=self.article[:120],
            owner=self.owner,
            until=self.until,
            becomes=self.becomes,
            unverified=self.unverified,
            was=(was or {}).get((self.item_type, self.item.pk), {}),
        )


def line_of(item, item_type, code, report, verdicts) -> Line:
    """The verdict on one item (a row of `items_of`) by the report of the change.

    `verdicts` keeps what was found for the same kind of item, so that a hundred steps ask the table once.
    """
    title, using = _titles(item)
    gone = _over_before(item, report.step.on)
    if gone:
        reason = f"Dit stopt al op {long_date(gone)}. De wijziging verandert daar niets aan."
        kind, owner = CarryOverLine.Kind.STOP, report.responsible_before.partner_kind
        return Line(
            item, item_type, code, title, using, kind, reason, ENDS_ANYWAY, owner, gone, "", False, settled=True
        )
    step = report.step
    owner = item.owner.partner.kind if getattr(item, "owner", None) else None
    if (code, owner) not in verdicts:
        given = PartnerKind(owner) if owner else None
        verdicts[code, owner] = classify(code, step.from_code, step.to_code, step.on, owner_kind=given, context=step)
    found = verdicts[code, owner]
    return Line(
        item,
        item_type,
        code,
        title,
        using,
        found.outcome.value,
        found.reason,
        found.article,
        found.owner,
        found.deadline or found.until,
        found.replacement or "",
        found.unverified,
        found.until,
    )


def _over_before(item, on):
    """The last day of an item that was to end before the change anyway, or None."""
    last = getattr(item, "ends_on", None) or getattr(item, "valid_until", None)
    return last if last and last < on else None


def _titles(item):
    if isinstance(item, Inzet):
        using = item.offer.title if item.offer else item.instrument.name
        return item.step.title, "" if using == item.step.title else using
    if isinstance(item, Agreement | LawDuty):
        return item.text, ""
    # AVG: the name of a file may say more than whoever takes over needs; its kind is enough.
    return (item.get_kind_display(), "") if isinstance(item, Document) else (item.title, "")
