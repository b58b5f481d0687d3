"""The days that come with a change of income: counted right, and only when they apply."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.responsibility import parse_facts
from tests.support.readability import assert_readable
from werkcentrum.vocabulary import shift
from werkcentrum.vocabulary.workdays import end_of_term, is_workday
from werkplan.carryover import explain_transition, transition
from werkplan.carryover.deadlines import RULES as DEADLINES
from werkplan.carryover.wording import fill

DAY = date(2027, 1, 1)


def days(from_code, to_code, **facts):
    """Deadline code → day, for a change on 1 January 2027."""
    known = parse_facts({"date": "2026-12-31", "situations": [], **facts})
    found = explain_transition(before=known, from_code=from_code, to_code=to_code, on=DAY)
    return {one.code: one.on for one in found.deadlines}


@pytest.mark.parametrize(("before", "after", "facts", "code", "day"), [
    ("LOONDIENST", "WW", {}, "WW_CLAIM", date(2027, 1, 8)),
    ("LOONDIENST", "LOONDOORBETALING_ZIEK", {}, "ZW_WAIT_END", date(2028, 12, 29)),
    ("WW", "ZW_VANGNET", {}, "ZW_WAIT_END", date(2028, 9, 29)),
    ("WW", "ZW_VANGNET", {}, "WIA_CLAIM", date(2028, 7, 14)),
    ("LOONDOORBETALING_ZIEK", "ZW_VANGNET",
     {"situations": [{"code": "LOONDOORBETALING_ZIEK", "from": "2026-01-01"}]}, "ZW_WAIT_END", date(2027, 12, 30)),
    ("ZW_VANGNET", "WIA_35MIN", {}, "NORISK_WINDOW", date(2032, 1, 1)),
    ("ZW_VANGNET", "WIA_35MIN", {}, "WW_CLAIM", date(2027, 1, 8)),
    ("WW", "ZELFSTANDIGE", {}, "BUSINESS_START_END", date(2027, 6, 30)),
    ("LOONDIENST", "AOW", {}, "AOW_SIGNAL", date(2026, 10, 1)),
    ("LOONDIENST", "NUG_NIET_GEREG", {}, "UWV_REGISTRATION_ADVICE", DAY),
    ("LOONDIENST", "WW", {}, "WW_WEEKS", date(2026, 4, 24)), ("LOONDIENST", "WW", {}, "WW_SHORTEST", date(2027, 3, 31)),
    ("LOONDIENST", "WW", {}, "WW_LONGEST", date(2028, 12, 31)),
    ("PRO_VSO_ENTREE", "LOONDIENST", {}, "LKS_REQUEST", date(2027, 7, 1)),
    ("WW", "NUG", {"registered_until": "2027-02-14"}, "UWV_REGISTRATION_END", date(2027, 2, 14)),
    ("LOONDIENST", "BIJSTAND_JONG", {}, "ASSISTANCE_SEARCH_PERIOD", date(2027, 1, 29)),
])  # fmt: skip
def test_deadlines(before, after, facts, code, day):
    assert days(before, after, **facts)[code] == day


@pytest.mark.parametrize(("before", "after", "absent"), [
    ("WW", "WW_DEELTIJD", {"WW_CLAIM", "WW_END_SIGNAL"}), ("BIJSTAND", "NUG", {"WW_END_SIGNAL", "ASSISTANCE_CLAIM"}),
    ("WW", "LOONDIENST", {"WW_END_SIGNAL", "LKS_REQUEST"}), ("PRO_VSO_ENTREE", "BIJSTAND_JONG",
    {"ASSISTANCE_SEARCH_PERIOD"}),
    ("WW", "NUG", {"ASSISTANCE_EARLY_REPORT", "TRIAL_LONGEST", "NEW_OWNER_DECISION"}),
])  # fmt: skip
def test_deadlines_that_do_not_apply(before, after, absent):
    assert not absent & set(days(before, after))


def test_texts_of_deadlines_are_readable():
    step = transition(from_code="WW", to_code="BIJSTAND", on=DAY)
    for rule in DEADLINES:
        assert_readable(fill(rule.explanation, step))


def claim_of(on):
    found = explain_transition(from_code="LOONDIENST", to_code="WW", on=on)
    return next(one.on for one in found.deadlines if one.code == "WW_CLAIM")


@pytest.mark.parametrize(("first_day", "claim"), [
    (date(2026, 12, 18), date(2026, 12, 28)),  # Christmas, Boxing Day on a Saturday, a Sunday
    (date(2027, 3, 19), date(2027, 3, 30)),  # Good Friday and Easter Monday
    (date(2027, 4, 20), date(2027, 4, 28)),  # King's Day
    (date(2027, 5, 10), date(2027, 5, 18)),  # Whit Monday
    (date(2027, 1, 2), date(2027, 1, 11)),  # a Saturday
])  # fmt: skip
def test_a_week_to_claim_ends_on_a_working_day(first_day, claim):
    """Algemene termijnenwet 1.1 and 3.1."""
    assert claim_of(first_day) == claim and is_workday(claim)


@given(day=st.dates(date(2016, 1, 1), date(2060, 1, 1)))
def test_every_deadline_that_the_law_moves_is_a_working_day(day):
    for before, after, code in (("LOONDIENST", "WW", "WW_CLAIM"), ("ZW_VANGNET", "WIA_35MIN", "WW_CLAIM")):
        found = explain_transition(from_code=before, to_code=after, on=day)
        assert is_workday(next(one.on for one in found.deadlines if one.code == code))


@given(
    day=st.dates(date(2016, 1, 1), date(2060, 1, 1)),
    term=st.sampled_from([(1, "weeks"), (90, "days"), (12, "weeks"), (3, "months")]),
)
def test_short_terms_move_to_the_next_working_day_and_no_further(day, term):
    end, plain = end_of_term(day, *term), shift(day, *term)
    assert is_workday(end) and plain <= end
    assert not any(is_workday(plain + timedelta(days=ahead)) for ahead in range((end - plain).days))


@given(
    day=st.dates(date(2016, 1, 1), date(2060, 1, 1)),
    term=st.sampled_from([(91, "days"), (13, "weeks"), (4, "months"), (1, "years")]),
)
def test_long_terms_stay_where_they_end(day, term):
    """Algemene termijnenwet 4.a: six months for wage subsidy and 104 weeks of illness do not move."""
    assert end_of_term(day, *term) == shift(day, *term)


def test_a_single_parent_gets_a_plan_in_six_months_and_a_review_each_six_months_after():
    """Pwet 9a.4, 9a.7, 9a.8; the five years count on after a move to another municipality."""
    known = parse_facts({"date": "2026-12-31", "situations": [{"code": "WW", "leading": True}]})
    found = explain_transition(before=known, from_code="WW", to_code="BIJSTAND", on=DAY, items=["ONTHEFFING"])
    days = {one.code: one.on for one in found.deadlines if one.code.startswith("EXEMPTION")}
    assert days == {
        "EXEMPTION_PLAN": date(2027, 7, 1), "EXEMPTION_REVIEW": date(2028, 1, 1),
        "EXEMPTION_REVIEW_2": date(2028, 7, 1), "EXEMPTION_LONGEST": date(2031, 12, 31),
    }  # fmt: skip


def test_a_day_from_memory_says_so():
    found = explain_transition(from_code="WW", to_code="BIJSTAND", on=DAY)
    assert {one.code for one in found.deadlines if one.unverified} == {"WW_END_SIGNAL"}
