"""The days that come with a change of income: counted right, and only when they apply."""

from datetime import date

import pytest

from clients.responsibility import parse_facts
from tests.support.readability import assert_readable
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
