"""The verdict on one item of the plan: class, reason, article, who acts, until when."""

from dataclasses import dataclass
from datetime import date, timedelta

from werkcentrum.vocabulary import PartnerKind, parameter, shift

from .items import Item, item_for
from .rules import CarryRule, Outcome, Owner, Until, rows_for
from .transition import Transition, transition
from .wording import fill


@dataclass(frozen=True, slots=True)
class Verdict:
    """What happens to one item. `outcome` is the class A to E.

    `owner` acts from now on. `until` is the last day of the old decision (B, D), of the first term (C) or of the
    tail (E). `deadline` is the day by which a decision must be there. `unverified`: it was written from memory.
    """

    outcome: Outcome
    reason: str
    article: str
    owner: PartnerKind
    until: date | None
    replacement: str | None
    deadline: date | None
    unverified: bool


def classify(
    item_code: str,
    from_code: str,
    to_code: str,
    on: date,
    owner_kind: PartnerKind | None = None,
    context: Transition | None = None,
) -> Verdict:
    """The verdict on one item. KeyError when the item or a situation does not exist.

    `owner_kind`: who provides it now, if the plan knows it; `context`: the change with its facts, if there are any.
    """
    step = context or transition(from_code=from_code, to_code=to_code, on=on, items=frozenset({item_code}))
    item = item_for(item_code, from_code)
    rule = next(row for row in rows_for(item.code) if row.fits(item, step))
    return Verdict(
        outcome=rule.outcome,
        reason=fill(rule.reason, step),
        article=rule.article.format(law=item.law),
        owner=_owner(rule, item, step, owner_kind),
        until=_until(rule, step),
        replacement=rule.replacement,
        deadline=step.last_day if rule.outcome in (Outcome.RECONFIRM, Outcome.CONVERT) else None,
        unverified="M" in rule.source.split(","),
    )


def _owner(rule: CarryRule, item: Item, step: Transition, given: PartnerKind | None) -> PartnerKind:
    if isinstance(rule.owner, PartnerKind):
        return rule.owner
    if rule.owner is Owner.NEW:
        return _somebody(step.after.partner_kind)
    if rule.owner is Owner.OLD:
        return _somebody(step.before.partner_kind)
    return given or item.owner or _somebody(step.before.partner_kind)


def _somebody(kind: PartnerKind) -> PartnerKind:
    """A plan is never without an owner: where the law names nobody, the desk holds it."""
    return PartnerKind.WERKCENTRUM if kind is PartnerKind.NONE else kind


def _until(rule: CarryRule, step: Transition) -> date | None:
    if rule.until is Until.OPEN:
        return None
    if rule.until is Until.LAST_DAY:
        return step.last_day
    term = parameter(rule.until.value, step.on)
    if rule.until is Until.SUBSIDY_TAIL:
        return subsidy_tail_end(step)
    return term.after(step.on) - timedelta(days=1)


def subsidy_tail_end(step: Transition) -> date | None:
    """The first possible last day of the two years without wage subsidy; None while the count is not known."""
    months = step.facts_after.months_at_minimum_wage_without_subsidy
    if months is None or not step.works:
        return None
    left = parameter("wage_subsidy_tail", step.on).value - months
    return shift(step.on, left, "months") - timedelta(days=1)
