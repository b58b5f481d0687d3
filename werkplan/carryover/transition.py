"""One change of income: the facts on both sides of it and who is responsible before and after."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clients.responsibility import Answer, Facts, Period, responsible_partner
from werkcentrum.regions.reference import region_of
from werkcentrum.vocabulary import PartnerKind

from .companions import codes_beside
from .groups import WORK
from .items import KEPT_PROVISIONS, WAGE_SUBSIDIES


class Change(StrEnum):
    """What the change does to the responsible partner."""

    SAME = "same"
    MOVED = "moved"
    OTHER = "other"


@dataclass(frozen=True)
class Transition:
    """From one leading situation to another on day `on` (the first day of the new one)."""

    from_code: str
    to_code: str
    on: date
    facts_before: Facts
    facts_after: Facts
    before: Answer
    after: Answer
    items: frozenset[str] = frozenset()

    @property
    def last_day(self) -> date:
        """The last day of the old situation."""
        return self.on - timedelta(days=1)

    @property
    def codes_after(self) -> frozenset[str]:
        """All situations that hold on the first day."""
        return frozenset(period.code for period in self.facts_after.on(self.on))

    @property
    def change(self) -> Change:
        """Another kind of partner, the same in another municipality, or the same."""
        if self.before.partner_kind is not self.after.partner_kind:
            return Change.OTHER
        return Change.MOVED if self.new_town else Change.SAME

    @property
    def moved(self) -> bool:
        """True when the person lives in another municipality from this day on."""
        old, new = self.facts_before.municipality, self.facts_after.municipality
        return bool(old and new and old != new)

    @property
    def new_town(self) -> bool:
        """True when another municipality than the old home becomes responsible; kept help (10.2) stays behind."""
        old, new = self.facts_before.municipality, self.after.municipality
        return bool(old and new and old != new)

    @property
    def unchanged(self) -> bool:
        """True when the income stays the same; work to work is a change of job (T26)."""
        return self.from_code == self.to_code and self.from_code not in WORK

    @property
    def new_region(self) -> bool:
        """True when the new municipality lies in another labour market region."""
        if not self.moved:
            return False
        old, new = self.facts_before.municipality, self.facts_after.municipality
        return region_of(str(old), self.on) != region_of(str(new), self.on)

    @property
    def works(self) -> bool:
        """True when there is paid work after the change."""
        return bool(self.codes_after & (WORK | {"WW_DEELTIJD"}))


def transition(
    *,
    from_code: str,
    to_code: str,
    on: date,
    facts: Facts | None = None,
    items: frozenset[str] = frozenset(),
    to_municipality: str | None = None,
) -> Transition:
    """The change with both answers. Facts may be absent; the new situation replaces the old one, others stay.

    A wage subsidy in the plan of somebody who has or gets a job means that it was granted, unless the facts deny it;
    other municipal help that goes along into a job makes it an outflow by provision (Pwet 10.2).
    """
    before = _facts_before(facts or Facts(on), from_code, to_code, on, items)
    first = responsible_partner(before)
    after = _facts_after(before, first, from_code, to_code, on, items, to_municipality)
    return Transition(from_code, to_code, on, before, after, first, responsible_partner(after), items)


def _facts_before(facts: Facts, from_code: str, to_code: str, on: date, items: frozenset[str]) -> Facts:
    last_day = on - timedelta(days=1)
    held = facts.situations
    if not any(period.code == from_code and period.holds_on(last_day) for period in held):
        leading = not any(period.leading and period.holds_on(last_day) for period in held)
        held = (*held, Period(from_code, None, last_day, leading))
    if to_code != from_code:
        held = tuple(period for period in held if period.code != to_code or period.holds_on(last_day))
    granted = facts.wage_subsidy_granted
    if granted is None and items & WAGE_SUBSIDIES and from_code in WORK:
        granted = True
    return facts.but(date=last_day, situations=held, wage_subsidy_granted=granted)


def _facts_after(
    before: Facts, first: Answer, from_code: str, to_code: str, on: date, items: frozenset[str], town: str | None
) -> Facts:
    stay = [period for period in before.situations if period.holds_on(on) and period.code not in (from_code, to_code)]
    beside = codes_beside(from_code, to_code) - {period.code for period in stay}
    held = [Period(to_code, on, None, leading=True)]
    held += [Period(period.code, period.valid_from, period.valid_until) for period in stay]
    held += [Period(code, on, None) for code in sorted(beside)]
    changes: dict[str, object] = {"date": on, "situations": tuple(held), "municipality": town or before.municipality}
    if before.wage_subsidy_granted is None and items & WAGE_SUBSIDIES and to_code in WORK:
        changes["wage_subsidy_granted"] = True
    kept = first.partner_kind is PartnerKind.MUNICIPALITY and to_code in WORK and bool(items & KEPT_PROVISIONS)
    if kept and not before.kept_provision:
        changes |= {"kept_provision": True, "kept_provision_by": first.municipality}
    return before.but(**changes)
