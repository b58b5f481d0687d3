"""The facts of one person on one day, in the words that the conditions of the rules use."""

from dataclasses import dataclass
from datetime import date

from werkcentrum.vocabulary import Benefit, Kind, Situation, parameter, situation

from .facts import Facts, certainly_young


@dataclass(frozen=True)
class Case:
    """`situations` hold on `day`, the leading one first. Built once per question by `case_of`."""

    facts: Facts
    day: date
    situations: tuple[Situation, ...]
    codes: frozenset[str]
    young: bool
    pension: bool

    def has(self, *codes: str) -> bool:
        """True when one of these situations holds."""
        return not self.codes.isdisjoint(codes)

    def has_benefit(self, benefit: Benefit) -> bool:
        """True when a benefit of this family runs."""
        return any(held.benefit is benefit for held in self.situations)

    @property
    def any_benefit(self) -> bool:
        """True when any benefit runs, whoever pays it."""
        return any(held.kind is Kind.BENEFIT for held in self.situations)

    @property
    def paid_by_uwv(self) -> tuple[Situation, ...]:
        """The benefits that UWV provides (Pwet 7.3.c)."""
        return tuple(held for held in self.situations if held.paid_by_uwv)

    @property
    def working(self) -> bool:
        """True when the person has work, in any form."""
        return any(held.kind is Kind.WORK for held in self.situations)

    @property
    def subsidy_tail(self) -> bool:
        """Wage subsidy was granted and the two years at minimum wage without it are not full (Pwet 7.3.c).

        The code PWET_STAART_2JR says it too, unless the facts deny the subsidy. Unknown months count as none.
        """
        granted = self.facts.wage_subsidy_granted
        if granted is None:
            granted = self.has("PWET_STAART_2JR")
        months = self.facts.months_at_minimum_wage_without_subsidy or 0
        return granted and months < parameter("wage_subsidy_tail", self.day).value

    @property
    def kept_by_provision(self) -> bool:
        """The person left the group because of a provision (Pwet 10.2); a tail without subsidy is one of those."""
        return self.facts.kept_provision or (self.has("PWET_STAART_2JR") and self.facts.wage_subsidy_granted is False)

    @property
    def registered_jobseeker(self) -> bool:
        """Registered at UWV as unemployed jobseeker, under pension age, without a benefit of Pwet 6.a."""
        registered = self.facts.registered_at_uwv
        if self.any_benefit or self.pension or self.has("ONBEKEND") or registered is False:
            return False
        return self.has("NUG") or (registered is True and not self.working)

    @property
    def nothing_known_that_helps(self) -> bool:
        """No benefit and no paid work of somebody else: advice is what is left."""
        staffless = self.codes - {"ONDERNEMER_PERSONEEL"}
        other_work = any(situation(code).kind is Kind.WORK for code in staffless)
        return not (self.any_benefit or other_work or self.pension)


def case_of(facts: Facts, day: date) -> Case:
    """The case on a day. Age counts only when it is certain; without a birth date a youth code speaks for itself."""
    situations = tuple(situation(period.code) for period in facts.on(day))
    if facts.birth_date is None:
        young = any(held.young for held in situations)
        pension = any(held.benefit is Benefit.AOW for held in situations)
    else:
        young = certainly_young(facts.birth_date, day)
        pension = facts.birth_date.pension_day() <= day or any(held.benefit is Benefit.AOW for held in situations)
    return Case(facts, day, situations, frozenset(held.code for held in situations), young, pension)
