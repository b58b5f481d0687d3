"""A change of income carried out: periods, report, items of the plan and the offer to the next partner, or nothing."""

import uuid

from django.db import transaction
from django.utils import timezone

from clients.actions import handover as dossiers
from clients.actions.income import add_period, change_leading, put_leading
from clients.models import Handover, IncomePeriod
from clients.offered import hold, lock
from clients.periods import shape
from clients.timeline import tell
from werkcentrum.audit.gather import gathered
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict
from werkcentrum.vocabulary import situation
from werkplan.actions.carry import carry
from werkplan.actions.handover import put_plan_on_offer, return_plan
from werkplan.actions.next_date import refresh_next_on
from werkplan.actions.reviews import bring_review_forward
from werkplan.models import CarryOver, CarryOverLine, PlanReview
from werkplan.models.plan import State
from werkplan.transition import preview_of
from werkplan.words import change_words


class Overtaken(Conflict):
    """What was previewed is no longer so. `preview` is how it stands now: nothing was saved."""

    def __init__(self, preview):
        super().__init__(
            "Intussen is er iets veranderd in dit plan. Hieronder ziet u hoe het nu staat. "
            "Kijk het na en bevestig opnieuw."
        )
        self.preview = preview


@transaction.atomic
def change_income(*, client, on, digest, by, code="", source="", period=None, submit_key=None):
    """Carry out the change that was previewed with this `digest`; returns the report (`CarryOver`).

    To a new income (`code`, from a `source`), or to the `period` that is there already and becomes the leading one.
    `digest` None: nobody was shown a preview, there is a file instead.

    The preview asks whether `by` may. Raises Overtaken (409) when it would now look different, Refused or Conflict as
    `preview_of`. All in one transaction; the number of queries does not grow with the plan, no step is rewritten.
    """
    lock(client)
    preview = preview_of(client=client, code=code, on=on, by=by, period=period, lock=True)
    if digest is not None and preview.digest != digest:
        raise Overtaken(preview)
    with gathered():
        undo = _change_lead(preview, by) if period else _change_periods(preview, source, by)
        was = carry(preview=preview, by=by) if preview.plan else {}
        report = _write_report(preview, undo, was, by, submit_key or uuid.uuid4())
        if preview.plan is not None:
            _pass_on(preview, by)
            if not bring_review_forward(plan=preview.plan, why=PlanReview.Kind.INCOME, by=by):
                refresh_next_on(preview.plan)
    return report


def _change_periods(preview, source, by):
    """Change the periods; returns what it takes to put them back: those that ended for it, and those that were made."""
    ends = {row.pk: row.valid_until for row in preview.periods}
    facts = {"client": preview.client, "source": source, "by": by}
    made = [put_leading(code=preview.code, on=preview.on, rows=preview.periods, **facts)]
    for other, until in preview.beside:
        made.append(add_period(code=other, valid_from=preview.on, valid_until=until, leading=False, **facts))
    ended = {row.pk: ends[row.pk] for row in preview.periods if row.valid_until != ends[row.pk]}
    return {"ended": {str(pk): day and day.isoformat() for pk, day in ended.items()}, "made": [row.pk for row in made]}


def _change_lead(preview, by):
    """Let the income that is there lead; returns what it takes to put the periods back: how they were, and are left."""
    was = {str(row.pk): shape(row) for row in preview.periods}
    change_leading(period=preview.period, on=preview.on, by=by)
    left = {str(row.pk): shape(row) for row in IncomePeriod.objects.filter(client=preview.client)}
    return {"was": was, "left": left}


def _write_report(preview, undo, was, by, submit_key):
    state = _state(preview.on)
    report = CarryOver.objects.create(**report_facts(preview=preview, by=by), submit_key=submit_key, undo=undo, **state)
    CarryOverLine.objects.bulk_create([line.row(report, was) for line in preview.lines])
    event = record(
        "werkplan.change_income",
        report,
        by=by,
        dossier=preview.client.pk,
        before=preview.from_code,
        after=preview.code,
        on=preview.on,
    )
    text = f"Inkomen verandert {change_words(preview.from_code, preview.code, preview.on)}."
    names = situation(preview.from_code).name, situation(preview.code).name
    tell(
        client=preview.client,
        kind="income",
        text=text,
        event=event,
        by=by,
        milestone=True,
        before=names[0],
        after=names[1],
    )
    return report


def report_facts(*, preview, by) -> dict:
    """What a report says of a change: from what to what, when, who was and who becomes responsible, and the days."""
    before, after = preview.report.responsible_before.as_dict(), preview.report.responsible_after.as_dict()
    to = preview.receiver.cell.pk if preview.receiver.cell else None
    return {
        "client": preview.client,
        "plan": preview.plan,
        "from_code": preview.from_code,
        "to_code": preview.code,
        "on": preview.on,
        "before": before | {"cell": preview.lead and preview.lead.pk},
        "after": after | {"name": preview.receiver.name, "cell": to},
        "deadlines": preview.report.days_as_dicts(),
        "recorded_by": by.user,
    }


def _state(on):
    """A day that came begins at once; another is planned, see `actions.planned`."""
    if on > timezone.localdate():
        return {"state": CarryOver.State.PLANNED}
    return {"state": CarryOver.State.BEGUN, "settled_at": timezone.now()}


def _pass_on(preview, by):
    """Offer the plan when another partner answers for it now; an older offer that no longer fits is taken back."""
    if not preview.moves:
        return
    if preview.plan.waits:
        to = {"client": preview.client.pk, "to_participation": preview.receiver.cell}
        if preview.receiver.cell and Handover.objects.open().filter(**to).exists():
            return
        if preview.may_offer:
            _take_back(preview, by)
    if preview.will_offer and preview.plan.state != State.OFFERED:
        reason = f"Inkomen verandert {change_words(preview.from_code, preview.code, preview.on)}."
        put_plan_on_offer(plan=preview.plan, to=preview.receiver.cell, by=by)
        dossiers.put_offer(client=preview.client, receiver=preview.receiver, giver=preview.lead, reason=reason, by=by)


def _take_back(preview, by):
    waiting = Handover.objects.open().select_related("client").get(client=preview.client.pk)
    dossiers.take_back(handover=hold(waiting), by=by)
    return_plan(client=preview.client, by=by, action="werkplan.withdraw_offer")
    preview.plan.refresh_from_db()
