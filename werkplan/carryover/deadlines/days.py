"""When a deadline applies and on which day it falls: pure functions of one change of income."""

from collections.abc import Callable
from datetime import date, timedelta

from clients.responsibility.facts import certainly_young
from werkcentrum.vocabulary import SITUATIONS, parameter, shift
from werkcentrum.vocabulary.workdays import end_of_term

from ..groups import ASSISTANCE, SICK, WW
from ..rules import Outcome
from ..transition import Transition
from ..verdict import Verdict

Verdicts = dict[str, Verdict]


def starts(step: Transition, group: frozenset[str]) -> bool:
    """The new situation is in the group and the old one was not."""
    return step.to_code in group and step.from_code not in group


def after(name: str) -> Callable[[Transition], date]:
    """The day a term of the law later: the day from which something is possible, or until which it lasts."""
    return lambda step: parameter(name, step.on).after(step.on)


def through(name: str) -> Callable[[Transition], date]:
    """The last day of a term that starts with the change."""
    return lambda step: parameter(name, step.on).after(step.on) - timedelta(days=1)


def start(step: Transition) -> date:
    """The first day of the new situation."""
    return step.on


def last_day(step: Transition) -> date:
    """The last day of the old situation."""
    return step.last_day


def young(step: Transition) -> bool:
    """Certainly under 27 on the first day; without a birth date the code of the situation says so."""
    birth = step.facts_after.birth_date
    if birth is not None:
        return certainly_young(birth, step.on)
    return SITUATIONS[step.to_code].young or SITUATIONS[step.from_code].young


def reports_young(step: Transition, verdicts: Verdicts) -> bool:
    """Somebody under 27 asks for assistance (Pwet 41.4, 41.6)."""
    return starts(step, ASSISTANCE - {"WIJ_PARTNER"}) and young(step)


def must_search(step: Transition, verdicts: Verdicts) -> bool:
    """The four weeks of search hold (Pwet 41.4), with its exceptions."""
    exempt = step.from_code == "PRO_VSO_ENTREE" or step.facts_after.wage_subsidy_granted is True
    return reports_young(step, verdicts) and not exempt


def report_day(step: Transition) -> date:
    """The first day on which somebody under 27 may report: four weeks before WW ends (Pwet 41.6)."""
    term = parameter("early_report_young", step.on)
    return term.before(step.last_day) if step.from_code in WW else step.on


def end_of_search(step: Transition) -> date:
    """The first day on which assistance can be asked after the four weeks."""
    return parameter("search_period", step.on).after(report_day(step))


def first_sick_day(step: Transition) -> date:
    """The day the 104 weeks start: known from the sick period, 13 weeks back after WW, else the start itself."""
    known = [
        period.valid_from
        for period in step.facts_before.situations
        if period.code in SICK | {"LOONDOORBETALING_ZIEK"} and period.valid_from and period.holds_on(step.last_day)
    ]
    if known:
        return min(known)
    return parameter("ww_sick_before_zw", step.on).before(step.on) if step.from_code in WW else step.on


def end_of_wait(step: Transition) -> date:
    """The day after 104 weeks of illness (WIA 23.1)."""
    return parameter("wia_wait", step.on).after(first_sick_day(step))


def wia_claim(step: Transition) -> date:
    """The last day to claim WIA, counted back from the end of the wait (WIA 64.3)."""
    return parameter("wia_claim_before_end", step.on).before(end_of_wait(step))


def four_months_before(step: Transition) -> date:
    """Four months before the last day of WW."""
    return parameter("ww_end_signal", step.on).before(step.last_day)


def review(number: int) -> Callable[[Transition], date]:
    """The last day of the plan (0) or of the `number`-th re-examination, six months apart (Pwet 9a.7, 9a.8)."""

    def day(step: Transition) -> date:
        term = parameter("single_parent_review", step.on)
        return shift(step.on, (number + 1) * term.value, term.unit)

    return day


def act_within(name: str) -> Callable[[Transition], date]:
    """The last day of a term within which somebody must act: on a working day where the law says so."""

    def day(step: Transition) -> date:
        term = parameter(name, step.on)
        return end_of_term(step.on, term.value, term.unit)

    return day


def back(name: str) -> Callable[[Transition], date]:
    """A term counted back from the change; such a day does not move to a working day (Algemene termijnenwet 1.2)."""
    return lambda step: parameter(name, step.on).before(step.on)


def registration_ends(step: Transition) -> date | None:
    """The last day of the registration at UWV that is known, when it still runs on the first day."""
    day = step.facts_after.registered_until
    return day if day and day >= step.on else None


def exempt(step: Transition, verdicts: Verdicts) -> bool:
    """A single parent with an exemption who has assistance after the change."""
    return "ONTHEFFING" in verdicts and bool(step.codes_after & ASSISTANCE)


def to_trial(code: str) -> Callable[[Transition, Verdicts], bool]:
    """Something in the plan becomes the trial placement with this code."""
    return lambda step, verdicts: any(verdict.replacement == code for verdict in verdicts.values())


def new_decision(step: Transition, verdicts: Verdicts) -> bool:
    """Something waits for the decision of another owner than before."""
    reconfirmed = any(verdict.outcome is Outcome.RECONFIRM for verdict in verdicts.values())
    return reconfirmed and step.before != step.after and (step.moved or owner_differs(step))


def owner_differs(step: Transition) -> bool:
    return step.before.partner_kind is not step.after.partner_kind


def tail(step: Transition, verdicts: Verdicts) -> bool:
    """The municipality stays responsible in the two years after wage subsidy (rule 4)."""
    return step.after.rule == 4
