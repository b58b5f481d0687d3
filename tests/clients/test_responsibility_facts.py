"""Ages, terms and texts behind the rules, and facts nobody would think of."""

import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.responsibility import RULES, Facts, FactsError, PartialDate, Period, parse_facts, responsible_partner
from tests.support.readability import assert_readable
from werkcentrum.vocabulary import PARAMETERS, SITUATIONS, parameter, reaches, shift

HOME, OLD_HOME = "GM0080", "GM0200"
DAY = date(2027, 1, 1)


@pytest.mark.parametrize(("birth", "on", "young"), [
    ("2000-03-15", "2027-03-14", True), ("2000-03-15", "2027-03-15", False),
    ("2000-03-00", "2027-02-28", True), ("2000-03-00", "2027-03-02", False),
    ("2000-00-00", "2026-12-31", True), ("2000-00-00", "2027-06-01", False),
    ("2000-02-29", "2027-02-28", True), ("2000-02-29", "2027-03-01", False), ("0000-00-00", "2027-01-01", False),
])  # fmt: skip
def test_twenty_seven_counts_when_it_is_certain(birth, on, young):
    held = {"date": on, "situations": [{"code": "BIJSTAND"}], "birth_date": birth, "can_follow_funded_education": True}
    assert (responsible_partner(parse_facts(held)).rule == 6) is young


@pytest.mark.parametrize(("birth", "day"), [
    (PartialDate(1959, 12, 31), date(2026, 12, 31)), (PartialDate(1960, 12, 31), date(2027, 12, 31)),
    (PartialDate(1961, 1, 1), date(2028, 4, 1)), (PartialDate(1960), date(2027, 12, 31)),
    (PartialDate(1960, 2), date(2027, 2, 28) + timedelta(days=1)),
])  # fmt: skip
def test_pension_day(birth, day):
    assert birth.pension_day() == day


def test_before_the_rules_there_is_no_answer():
    with pytest.raises(ValueError, match="no rule"):
        responsible_partner(Facts(date(2014, 12, 31)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.number}-{rule.article}")
def test_explanations_are_readable(rule):
    assert_readable(rule.explanation)
    assert rule.article
    assert set(rule.source.split(",")) <= {"L", "M", "S", "P", "D"}


def test_descriptions_are_readable():
    for held in SITUATIONS.values():
        assert_readable(held.description)


def test_parameters_leave_no_gap_and_no_overlap():
    for name in {row.name for row in PARAMETERS}:
        rows = sorted((row for row in PARAMETERS if row.name == name), key=lambda row: row.valid_from)
        assert rows[-1].valid_until is None
        for earlier, later in pairwise(rows):
            assert later.valid_from == earlier.valid_until + timedelta(days=1)
    assert parameter("wia_wait", DAY).after(date(2025, 1, 1)) == date(2026, 12, 30)
    with pytest.raises(KeyError):
        parameter("aow_age", date(2014, 1, 1))


def test_terms():
    assert shift(date(2026, 8, 31), -6, "months") == date(2026, 2, 28)
    assert shift(date(2024, 2, 29), 1, "years") == date(2025, 2, 28)
    assert shift(date(2027, 1, 1), -4, "weeks") == date(2026, 12, 4)
    assert reaches(date(2000, 12, 31), 2) == date(2001, 3, 1)


def test_the_engine_needs_no_django():
    code = "import sys, clients.responsibility, werkplan.carryover; assert 'django' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


partial = st.builds("{:04d}-{:02d}-{:02d}".format, st.integers(1930, 2010), st.integers(0, 12), st.just(0))
flag = st.one_of(st.none(), st.booleans())
people = st.fixed_dictionaries(
    {"date": st.dates(date(2015, 1, 1), date(2060, 1, 1)).map(date.isoformat),
     "situations": st.lists(st.fixed_dictionaries({"code": st.sampled_from(list(SITUATIONS))}), max_size=4)},
    optional={
        "birth_date": partial, "municipality": st.just(HOME), "registered_at_uwv": flag, "last_employer_public": flag,
        "self_insured_employer": flag, "wage_subsidy_granted": flag, "in_search_period": flag,
        "can_follow_funded_education": flag, "kept_provision_by": st.just(OLD_HOME),
        "months_at_minimum_wage_without_subsidy": st.integers(0, 48),
    },
)  # fmt: skip


@given(people)
@settings(max_examples=300, deadline=None)
def test_everybody_gets_exactly_one_answer(data):
    try:
        facts = parse_facts(data)
    except FactsError as error:
        assert error.field == "birth_date"
        return
    answer = responsible_partner(facts)
    assert 1 <= answer.rule <= 14
    assert answer.explanation
    assert answer.article
    assert (answer.municipality is None) or answer.partner_kind == "municipality"
    assert answer == responsible_partner(facts)


@given(st.permutations(["WW", "LOONDIENST", "WGA", "BIJSTAND_AANV", "NUG"]))
def test_the_order_of_situations_does_not_change_who_helps(codes):
    facts = Facts(DAY, tuple(Period(code) for code in codes))
    assert responsible_partner(facts).rule == 5
