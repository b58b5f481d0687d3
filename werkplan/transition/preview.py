"""What a change of income would do to one person's plan: read before anything is saved, and again when it is."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q

from clients import rules
from clients.actions.income import check_leading, check_replacing
from clients.facts import facts_of
from clients.models import Handover
from clients.receiver import Receiver, receiver_of
from services.models import Offer
from werkcentrum.access import policy
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict
from werkcentrum.web.dates import long_date
from werkplan.carryover import Report, explain_transition
from werkplan.models import CarryOver, CarryOverLine, Werkplan
from werkplan.models.plan import CARRIED, State
from werkplan.transition.items import items_of
from werkplan.transition.line import Line, line_of

UNKNOWN = "ONBEKEND"


@dataclass(frozen=True)
class Day:
    """Days of a situation that is no row: one that is asked about, or a single day to compare with."""

    valid_from: date
    valid_until: date | None
    code: str = ""
    leading: bool = False


@dataclass
class Preview:
    """A change of income with all its consequences. Holds no promise: `digest` tells whether it is still true.

    `period`: the income that is there already and becomes the leading one; None when a new one begins.
    """

    client: Any
    plan: Werkplan | None
    code: str
    on: date
    report: Report
    lines: list[Line]
    receiver: Receiver
    lead: Any
    may_offer: bool
    beside: list = field(default_factory=list)
    periods: list = field(default_factory=list)
    period: Any = None

    @property
    def from_code(self):
        """The situation that leads until then."""
        return self.report.step.from_code

    @property
    def last_day(self):
        """The last day of the old situation."""
        return self.report.step.last_day

    @property
    def moves(self) -> bool:
        """Whether another partner becomes responsible than the one before."""
        before, after = self.report.responsible_before, self.report.responsible_after
        return (before.partner_kind, before.municipality) != (after.partner_kind, after.municipality)

    @property
    def goes_elsewhere(self) -> bool:
        """Whether the dossier belongs with another cell than the one that leads now."""
        lead = self.lead.pk if self.lead else None
        return self.moves and (self.receiver.cell is None or self.receiver.cell.pk != lead)

    @property
    def will_offer(self) -> bool:
        """Whether confirming also offers the plan to the next partner."""
        if self.plan is None or self.plan.state not in (*CARRIED, State.OFFERED):
            return False
        return self.goes_elsewhere and self.receiver.can_receive and self.may_offer

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything that was shown; a confirmation must carry the same."""
        plan = self.plan and [self.plan.pk, self.plan.state, self.plan.lead_id]
        to = self.receiver.cell.pk if self.receiver.cell else None
        answers = [self.report.responsible_before.as_dict(), self.report.responsible_after.as_dict()]
        shown = [self.client.pk, self.from_code, self.code, str(self.on), plan, to, self.will_offer, answers]
        shown.append(self.period and self.period.pk)
        text = json.dumps([*shown, [line.key for line in self.lines]], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def of_kind(self, kind, item_type=None):
        """Lines of one class, and of one kind of item when told."""
        return [line for line in self.lines if line.kind == kind and item_type in (None, line.item_type)]


def preview_of(*, client, on, by, code="", period=None, lock=False) -> Preview:
    """The consequences of `code`, or of the `period` that is there, becoming the leading situation on `on`.

    Raises Refused or Conflict when the periods cannot be changed so, or a change is noted on that date already. The
    number of queries hangs on nothing.
    """
    standing = CarryOver.objects.filter(client=client, on=on, correction=False)
    if standing.exclude(state=CarryOver.State.CANCELLED).exists():
        raise Conflict(
            f"Per {long_date(on)} is al een wijziging vastgelegd. Bekijk die, of kies een andere datum.", field="on"
        )
    stance = policy.stance(by, client.pk)
    if period is None:
        rows = check_replacing(client=client, code=code, on=on, by=by, stance=stance)
        return consequences(client=client, code=code, on=on, rows=rows, by=by, stance=stance, lock=lock)
    rows, period = check_leading(period=period, on=on, by=by, stance=stance)
    found = consequences(client=client, code=period.code, on=on, rows=rows, by=by, stance=stance, lock=lock)
    # Nothing begins or ends beside it: what led goes on as it was noted.
    return replace(found, period=period, beside=[])


def consequences(*, client, code, on, rows, by, stance=None, lock=False, also=()) -> Preview:
    """What `code` leading from `on` means, whether or not it may be noted: for a preview, a correction or a question.

    `rows` are the person's income periods; `also` are codes that begin beside it that day. Reads only.
    """
    from_code = _leading_before(rows, on, code)
    last_day = on - timedelta(days=1)
    held = [from_code, *(row.code for row in rows if rules.overlap(row, Day(last_day, last_day)))]
    plan = _plan(client, lock)
    items = items_of(client, plan, on, dict.fromkeys(held), lock) if plan else []
    names = list(dict.fromkeys(name for _, _, name in items))
    facts = facts_of(client, last_day, periods=[*rows, *(Day(on, None, name) for name in also)])
    report = explain_transition(before=facts, from_code=from_code, to_code=code, on=on, items=names)
    verdicts: dict[Any, Any] = {}
    lines = [line_of(item, kind, name, report, verdicts) for item, kind, name in items]
    stance = stance or policy.stance(by, client.pk)
    return Preview(
        client=client,
        plan=plan,
        code=code,
        on=on,
        report=report,
        lines=_with_offers(lines, client, code, on),
        receiver=receiver_of(client, report.responsible_after),
        lead=plan.lead if plan else by.cell,
        # SECURITY: nobody at another partner is to see a sealed dossier on its way; the privacy officer moves it.
        may_offer=stance.may(P.HANDOVER_OFFER) and not stance.is_sealed,
        beside=_beside(rows, report),
        periods=rows,
    )


def _leading_before(rows, on, code):
    """The code that led on the day before, or the last one known; else what was noted to lead then, and will not."""
    led = [row for row in rows if row.leading and row.valid_from < on]
    led = led or [row for row in rows if row.leading and row.valid_from == on and row.code != code]
    return max(led, key=lambda row: row.valid_from).code if led else UNKNOWN


def _beside(rows, report):
    """Situations that go on beside the new one because the law says so: (code, until) to note from that day."""
    step = report.step
    held = {row.code for row in rows if not row.leading and (row.valid_until is None or row.valid_until >= step.on)}
    ends = {row.code: row.valid_until for row in rows}
    found = []
    for period in step.facts_after.situations:
        if not period.leading and period.code not in held and period.code != step.to_code:
            until = ends.get(period.code)
            found.append((period.code, until if until and until >= step.on else None))
    return found


def _plan(client, lock):
    """Her plan with its lead; `waits`: whether an offer of the dossier waits for an answer."""
    offers = Exists(Handover.objects.open().filter(client=OuterRef("client")))
    plans = Werkplan.objects.filter(client=client).select_related("lead__partner", "lead__region")
    plans = plans.annotate(waits=offers)
    return (plans.select_for_update(of=("self",)) if lock else plans).first()


def _with_offers(lines, client, code, on):
    """Give what is converted an offer of the new owner where the menu has one: one query, or none."""
    wanted = {line.becomes for line in lines if line.item_type == "inzet" and line.kind == CarryOverLine.Kind.CONVERT}
    if not wanted:
        return lines
    rows = Offer.objects.published(on).reaching(region=client.region_id, municipality_code=client.municipality.code)
    rows = rows.filter(Q(situations=[]) | Q(situations__contains=[code]), instrument__in=wanted)
    found = {}
    for offer in rows.with_room().select_related("provider__partner").order_by("pk"):
        if offer.instrument_id not in found or offer.provider.partner.municipality_id == client.municipality_id:
            found[offer.instrument_id] = offer
    return [replace(line, offer=found.get(line.becomes)) for line in lines]
