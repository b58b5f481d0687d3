"""Carries every item of a plan over to the new income, by its class: in memory first, then a few queries."""

from datetime import timedelta

from django.db.models import Case, F, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from services.models import Offer
from werkplan.models import Agreement, CarryOverLine, Inzet
from werkplan.rules import holds_place

CARRY_ON, RECONFIRM, CONVERT, STOP, STAY = CarryOverLine.Kind
INZET_FIELDS = ["state", "state_before_reconfirm", "decide_by", "ends_on", "reason", "owner", "version"]
AGREEMENT_FIELDS = ["valid_until", "end_reason", "owner", "version"]


def carry(*, preview, by):
    """Change what the verdicts say and nothing else: class A and every step stay untouched. The rows are locked.

    Returns how every changed row stood before: (kind of item, id) → fields, its version, and what came in its place.
    B waits for the new owner's decision while the old one holds; C ends and gets its equivalent in the same step;
    D ends; E stays with the cell that leads now.
    """
    was: dict = {}
    released = _carry_uses(preview, was, by)
    _carry_agreements(preview, was, by)
    give_back(offers=released, by=by)
    return was


def _stood(row, fields):
    return {name: getattr(row, row._meta.get_field(name).attname) for name in fields}


def _carry_uses(preview, was, by):
    changed, released, fresh = [], [], []
    for line in preview.lines:
        if line.item_type != "inzet" or not _touches(line):
            continue
        held = holds_place(line.item.state, line.item.state_before_reconfirm)
        was["inzet", line.item.pk] = _stood(line.item, INZET_FIELDS)
        VERBS[line.kind](line, preview)
        line.item.version += 1
        changed.append(line.item)
        if line.kind == CONVERT and not hasattr(line.item, "replaced_by"):
            fresh.append(_equivalent(line, preview))
        if held and not holds_place(line.item.state, line.item.state_before_reconfirm) and line.item.offer_id:
            released.append(line.item.offer_id)
    if changed:
        bulk_update_with_history(changed, Inzet, INZET_FIELDS, default_user=by.user)
    if fresh:
        bulk_create_with_history(fresh, Inzet, default_user=by.user)
    return released


def _touches(line):
    """Whether the verdict changes the row: A does not, and what was to end before anyway does not either."""
    return line.kind != CARRY_ON and not line.settled


def _reconfirm(line, preview):
    inzet = line.item
    if inzet.state == Inzet.State.TO_RECONFIRM:
        inzet.decide_by = line.until or preview.last_day
    else:
        inzet.reconfirm(by=line.until or preview.last_day)


def _end(line, preview):
    """From today on or earlier: it stops now. Later: it runs until the day before, and says why it then stops."""
    inzet, last = line.item, preview.last_day
    never = inzet.starts_on is not None and inzet.starts_on > last
    if preview.on <= timezone.localdate() or never:
        inzet.end_early(on=last, reason=_why(line))
    else:
        inzet.ends_on = min(inzet.ends_on or last, last)
        inzet.reason = _why(line)


def _why(line):
    return line.reason[:200]


def _stay(line, preview):
    if line.item.owner_id is None:
        line.item.owner = preview.lead


VERBS = {RECONFIRM: _reconfirm, CONVERT: _end, STOP: _end, STAY: _stay}


def _equivalent(line, preview):
    """The same help in the form the new owner has, in the same step: to be requested from the new owner."""
    old = line.item
    return Inzet(plan=preview.plan, step=old.step, instrument_id=line.becomes, offer=line.offer, replaces=old)


def _carry_agreements(preview, was, by):
    changed, fresh = [], {}
    for line in preview.lines:
        if line.item_type != "agreement" or line.kind in (CARRY_ON, RECONFIRM) or not _touches(line):
            continue
        row = line.item
        was["agreement", row.pk] = _stood(row, AGREEMENT_FIELDS)
        if line.kind == STAY:
            row.owner = row.owner or preview.lead
        else:
            row.valid_until, row.end_reason = max(preview.last_day, row.valid_from), _why(line)
        row.version += 1
        changed.append(row)
        if line.kind == CONVERT:
            fresh[row.pk] = _voluntary(row, preview)
    if changed:
        bulk_update_with_history(changed, Agreement, AGREEMENT_FIELDS, default_user=by.user)
    if fresh:
        made = bulk_create_with_history(list(fresh.values()), Agreement, default_user=by.user)
        for pk, row in zip(fresh, made, strict=True):
            was["agreement", pk]["fresh"] = row.pk


def _voluntary(row, preview):
    start = row.valid_until + timedelta(days=1)
    return Agreement(plan=preview.plan, kind=Agreement.Kind.VOLUNTARY, text=row.text, valid_from=max(start, preview.on))


def give_back(*, offers, by):
    """Free the places of what ended, all in one query."""
    if not offers:
        return
    number = Case(*(When(pk=pk, then=Value(offers.count(pk))) for pk in set(offers)), default=Value(0))
    Offer.objects.filter(pk__in=set(offers)).update(places_taken=Greatest(F("places_taken") - number, 0))
