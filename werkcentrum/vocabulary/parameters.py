"""Numbers from the law, each with its period, article and source; the engines hold no number of their own."""

from dataclasses import dataclass
from datetime import date

from .terms import shift


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number in one period. `valid_until` is the last day it holds (None: no end known).

    `source` is L (law text read) or M (from memory: check with the official source before relying on it).
    """

    name: str
    value: int
    unit: str
    valid_from: date
    valid_until: date | None
    article: str
    source: str

    def after(self, day: date) -> date:
        """The day this term later than `day`."""
        return shift(day, self.value, self.unit)

    def before(self, day: date) -> date:
        """The day this term earlier than `day`."""
        return shift(day, -self.value, self.unit)


START = date(2015, 1, 1)  # the Participatiewet and the three tails around it start here; earlier dates are not answered


def _always(name: str, value: int, unit: str, article: str, source: str = "L") -> Parameter:
    return Parameter(name, value, unit, START, None, article, source)


def _aow(months: int, first_year: int, last_year: int | None) -> Parameter:
    until = date(last_year, 12, 31) if last_year else None
    return Parameter("aow_age", months, "months", date(first_year, 1, 1), until, "AOW 7a.1", "M")


PARAMETERS: tuple[Parameter, ...] = (
    _aow(65 * 12 + 3, 2015, 2015),
    _aow(65 * 12 + 6, 2016, 2016),
    _aow(65 * 12 + 9, 2017, 2017),
    _aow(66 * 12, 2018, 2018),
    _aow(66 * 12 + 4, 2019, 2021),
    _aow(66 * 12 + 7, 2022, 2022),
    _aow(66 * 12 + 10, 2023, 2023),
    _aow(67 * 12, 2024, 2027),
    _aow(67 * 12 + 3, 2028, None),
    _always("aow_signal", 3, "months", "Pwet 9.1", "M"),
    _always("young_age", 27, "years", "Pwet 7.3.a, 41.4"),
    _always("search_period", 4, "weeks", "Pwet 41.4"),
    _always("early_report_young", 4, "weeks", "Pwet 41.6"),
    _always("wage_subsidy_tail", 24, "months", "Pwet 7.1.a.2, 7.3.c"),
    _always("wage_subsidy_request", 6, "months", "Pwet 10d.2"),
    _always("ww_claim", 1, "weeks", "WW 26.1.b"),
    _always("ww_weeks", 36, "weeks", "WW 17.1"),
    _always("ww_shortest", 3, "months", "WW 42.1"),
    _always("ww_longest", 24, "months", "WW 42.1"),
    _always("ww_end_signal", 4, "months", "WW 42", "M"),
    _always("ww_sick_before_zw", 13, "weeks", "ZW 29.2.d"),
    _always("ww_business_start", 6, "months", "WW 77a.1"),
    _always("wia_wait", 104, "weeks", "WIA 23.1"),
    _always("wia_claim_before_end", 11, "weeks", "WIA 64.3"),
    _always("trial_municipality", 2, "months", "Pwet 8a.2.d"),
    _always("trial_municipality_longest", 6, "months", "Pwet 8a.2.d"),
    _always("trial_uwv", 6, "months", "WW 76a.1, WIA 37.1, Wajong 2:24.1"),
    _always("no_risk_window", 5, "years", "ZW 29b.1.b"),
    _always("single_parent_review", 6, "months", "Pwet 9a.7, 9a.8"),
    # Below these hours at the minimum wage somebody alone stays under the norm of assistance: a guess, said as one.
    _always("hours_to_live_on", 28, "hours", "Pwet 21; WML", "M"),
    _always("single_parent_exemption", 5, "years", "Pwet 9a.4"),
    _always("review_plan", 6, "months", "afspraak", "M"),
    _always("review_young", 6, "months", "Pwet 44a.2", "M"),
    _always("review_longest", 12, "months", "afspraak", "M"),
    _always("review_after_transfer", 6, "weeks", "afspraak", "M"),
    _always("review_after_change", 4, "weeks", "afspraak", "M"),
    _always("wage_benefit_statement", 3, "months", "Wtl 2.6", "M"),
    # How long before a date the coach is told. Nothing of this stands in the law; at least four weeks, house rule.
    _always("contract_end_signal", 3, "months", "BW 7:668", "M"),
    _always("income_end_signal", 3, "months", "SUWI 10", "M"),
    _always("evaluation_signal", 4, "weeks", "Pwet 44a.2", "M"),
    _always("registration_signal", 4, "weeks", "Pwet 6.a; SUWI 30b", "M"),
    _always("youngest_child", 5, "years", "Pwet 9a.4"),
    _always("youngest_child_signal", 3, "months", "Pwet 9a.5.a", "M"),
    _always("early_report_signal", 2, "months", "Pwet 41.6", "M"),
    _always("change_signal", 2, "months", "SUWI 10", "M"),
)


def parameter(name: str, on_date: date) -> Parameter:
    """The parameter of that name on a day. KeyError when there is none (a mistake in our own tables)."""
    for row in PARAMETERS:
        if row.name == name and row.valid_from <= on_date and (row.valid_until is None or on_date <= row.valid_until):
            return row
    raise KeyError(f"{name} on {on_date}")
