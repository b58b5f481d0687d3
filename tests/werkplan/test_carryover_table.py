"""The carry-over table as a whole: every item in every change of income, every row used, every reason readable."""

from collections import Counter
from datetime import date

import pytest

from clients.responsibility import Facts
from services.reference import instruments
from tests.support.readability import assert_readable
from werkcentrum.vocabulary import SITUATIONS, PartnerKind
from werkplan.carryover import INSTRUMENT_CODES, ITEMS, TABLE, classify, rows_for, transition
from werkplan.carryover.companions import COMPANIONS
from werkplan.carryover.deadlines import RULES as DEADLINES
from werkplan.carryover.items import item_for

DAY = date(2027, 1, 1)
LEEUWARDEN, APELDOORN = "GM0080", "GM0200"


@pytest.fixture(scope="module")
def everything():
    """Every item × every pair of situations, without facts: rule and verdict."""
    found = []
    for before in SITUATIONS:
        for after in SITUATIONS:
            step = transition(from_code=before, to_code=after, on=DAY)
            for code in ITEMS:
                found.append((code, before, after, step, classify(code, before, after, DAY, context=step)))
    return found


def test_62_instruments_in_all_pairs_have_a_class_and_a_reason(everything):
    seen = Counter(code for code, *_ in everything)
    assert len(INSTRUMENT_CODES) == 62
    assert {seen[code] for code in INSTRUMENT_CODES} == {40 * 40}
    for code, before, after, _, verdict in everything:
        where = (code, before, after)
        assert verdict.outcome in tuple("ABCDE"), where
        assert verdict.reason and verdict.article, where
        assert "{" not in verdict.reason + verdict.article, where
        assert verdict.owner is not PartnerKind.NONE, where
        assert (verdict.replacement in ITEMS) is (verdict.outcome == "C"), where
        assert (verdict.deadline is None) is (verdict.outcome not in ("B", "C")), where


def test_the_menu_and_the_table_know_the_same_instruments():
    assert set(INSTRUMENT_CODES) == set(instruments())


def test_reasons_are_readable(everything):
    for reason in {verdict.reason for *_, verdict in everything}:
        assert_readable(reason)


def test_nothing_runs_on_without_its_legal_base(everything):
    bound = {code for code, item in ITEMS.items() if item.base and item.owner is PartnerKind.MUNICIPALITY}
    for code, before, after, step, verdict in everything:
        if code in bound and not ITEMS[code].base & step.codes_after:
            assert verdict.outcome != "A", (code, before, after)


def test_same_income_changes_nothing(everything):
    for code, before, after, step, verdict in everything:
        item = item_for(code, before)
        stands = item.base is None or item.base & step.codes_after
        abolished = code in ("LKV_OUD", "LIV", "STAP", "CRISIS_RMT")
        if before == after and step.unchanged and stands and not abolished and before != "AOW":
            assert verdict.outcome in ("A", "B" if code == "KO_TOESLAG" else "A", "E"), (code, before)


def test_every_item_ends_with_a_default():
    for code in ITEMS:
        rows = rows_for(code)
        assert rows[-1].unconditional, code
        assert not any(row.unconditional for row in rows[:-1]), f"{code} has rows that nothing can reach"


def test_every_row_is_used():
    used = set()
    for before in SITUATIONS:
        for after in SITUATIONS:
            for home, new in ((None, None), (LEEUWARDEN, APELDOORN)):
                for months in (None, 30):
                    facts = Facts(DAY, municipality=home, months_at_minimum_wage_without_subsidy=months)
                    step = transition(from_code=before, to_code=after, on=DAY, facts=facts, to_municipality=new)
                    for code in ITEMS:
                        item = item_for(code, before)
                        used.add(next(row for row in rows_for(item.code) if row.fits(item, step)))
    for day in (date(2020, 1, 1), DAY):
        step = transition(from_code="WW", to_code="BIJSTAND", on=day)
        used |= {next(row for row in rows_for(code) if row.fits(ITEMS[code], step)) for code in ITEMS}
    assert [row for row in TABLE if row not in used] == []


def test_rows_carry_article_and_source():
    for row in (*TABLE, *DEADLINES, *COMPANIONS):
        assert row.article
        assert set(row.source.split(",")) <= set("LPSDMR"), row
    for row in TABLE:
        assert row.items <= set(ITEMS)
        for group in (row.before, row.after):
            assert group is None or group <= set(SITUATIONS)


def test_an_unverified_rule_says_so():
    assert classify("VWNW", "MET_ONTSLAG_BEDREIGD", "WW", DAY).unverified is False
    assert classify("WERKFIT", "WGA", "BIJSTAND", DAY).unverified is True


def test_the_plan_may_know_better_who_provides():
    assert classify("TAAL", "WW", "BIJSTAND", DAY, PartnerKind.UWV).owner == "uwv"
    assert classify("SCHOLING_WW", "WW", "BIJSTAND", DAY, PartnerKind.EDUCATION).owner == "municipality"


def test_unknown_codes_are_a_key_error():
    for item, before, after in (("FOO", "WW", "NUG"), ("TAAL", "XX", "NUG"), ("TAAL", "WW", "XX")):
        with pytest.raises(KeyError):
            classify(item, before, after, DAY)
