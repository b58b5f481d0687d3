"""The acceptance cases of domain 10 that concern a plan and a change, by their number; each has a checkable answer.

The people of 8, 9, 12, 13 and 15 to 19 stand elsewhere (rights, menu, handover_clock, rights requests, small cells).
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.responsibility import Facts, Period, parse_facts, responsible_partner
from tests.factories.fatima import NEW_YEAR, golden
from tests.support.clock import story_day
from tests.werkplan.test_income_change import change
from werkcentrum.refusal import Conflict
from werkcentrum.vocabulary import SITUATIONS
from werkplan.actions import handover as handovers
from werkplan.actions.carryover import decide
from werkplan.actions.plan import close
from werkplan.carryover import ITEMS, explain_transition
from werkplan.letter import letter_of
from werkplan.models import CarryOver, Inzet, Step, Werkplan
from werkplan.report import told

__all__ = ["story_day"]
pytestmark = pytest.mark.usefixtures("story_day")


def report(from_code, to_code, *items, on=NEW_YEAR, to_municipality=None, **facts):
    known = parse_facts({"date": "2026-12-31", "situations": [], **facts})
    return explain_transition(
        before=known, from_code=from_code, to_code=to_code, on=on, items=items, to_municipality=to_municipality
    )


def days(found):
    return {one.code: one.on for one in found.deadlines}


def test_case_1_a_course_after_ww_is_decided_by_the_municipality_and_announced_four_months_before():
    found = report("WW", "BIJSTAND", "SCHOLING_WW", birth_date="1995-03-12")
    course = found.items[0].verdict
    assert (course.outcome, course.owner, course.deadline) == ("B", "municipality", date(2026, 12, 31))
    assert days(found)["WW_END_SIGNAL"] == date(2026, 8, 31)
    young = days(report("WW", "BIJSTAND_JONG", birth_date="2002-06-01"))
    assert young["ASSISTANCE_EARLY_REPORT"] == date(2026, 12, 3), "Pwet 41.6"


def test_case_2_a_partner_with_income_makes_duties_voluntary_and_the_registration_must_run():
    found = report("WW", "NUG", "SOLLICITATIEPLICHT_WW", "DUTY_WW", registered_until="2027-03-05")
    assert {(item.verdict.outcome.value, item.verdict.replacement) for item in found.items} == {("C", "AGREEMENT")}
    assert (found.responsible_after.rule, found.responsible_after.partner_kind) == (10, "municipality")
    assert days(found)["UWV_REGISTRATION_END"] == date(2027, 3, 5)


def test_case_3_a_self_insured_employer_answers_and_not_uwv():
    facts = Facts(NEW_YEAR, (Period("WGA_ERD", None, None, True),))
    assert responsible_partner(facts).partner_kind == "employer"


def test_case_4_a_job_with_subsidy_that_ends_in_two_years_leaves_the_municipality_in_charge():
    found = report("LOONDIENST", "WW", "LKS", months_at_minimum_wage_without_subsidy=0)
    after = found.responsible_after
    assert (after.partner_kind, after.rule, after.paying_body) == ("municipality", 4, "UWV")
    assert found.items[0].verdict.outcome == "E"


def test_case_5_a_teacher_with_ww_belongs_to_the_school_board():
    facts = Facts(NEW_YEAR, (Period("WW", None, None, True),), last_employer_public=True)
    answer = responsible_partner(facts)
    assert (answer.partner_kind, answer.rule) == ("employer", 1) and "72a" in answer.article


def test_case_7_a_single_parent_has_a_plan_in_six_months_reviews_and_five_years_that_count_on():
    found = report(
        "BIJSTAND", "BIJSTAND", "ONTHEFFING", municipality="GM0230", to_municipality="GM0200"
    )  # Elburg to Apeldoorn
    known = days(found)
    assert known["EXEMPTION_PLAN"] == date(2027, 7, 1) and known["EXEMPTION_REVIEW"] == date(2028, 1, 1)
    assert known["EXEMPTION_LONGEST"] == date(2031, 12, 31)
    assert "telt mee" in found.items[0].verdict.reason and "9a.4" in found.items[0].verdict.article


def test_case_10_a_couple_has_two_plans(world):
    one, other = golden(world), golden(world)
    change(one)
    assert one.plan.pk != other.plan.pk
    assert Werkplan.objects.get(pk=other.plan.pk).state == "in_uitvoering"
    assert {row.client_id for row in CarryOver.objects.all()} == {one.client.pk}
    partner = responsible_partner(Facts(NEW_YEAR, (Period("WIJ_PARTNER", None, None, True),)))
    assert partner.partner_kind == "municipality" and "9.3" in partner.article


def test_case_11_a_school_leaver_has_six_months_to_ask_for_wage_subsidy():
    found = report("PRO_VSO_ENTREE", "LOONDIENST", "LKS", on=date(2026, 9, 1), birth_date="2009-04-01")
    assert days(found)["LKS_REQUEST"] == date(2027, 3, 1), "six months: too long to move to a working day"


def test_case_14_death_ends_help_places_and_letters_at_once(world):
    story = golden(world, until=None)
    change(story, code="ZW_VANGNET")
    close(plan=story.plan, reason="overleden", by=story.coach)
    assert not Inzet.objects.filter(plan=story.plan, state__in=["gestart", "toegekend", "te_herbevestigen"]).exists()
    with pytest.raises(Conflict, match="geen brieven meer"):
        letter_of(CarryOver.objects.select_related("plan__lead__partner").get(), story.client)


def test_case_20_a_course_the_municipality_stops_shows_why_and_how_to_object(world):
    story = golden(world)
    world.team_leader("gemeente-leeuwarden")
    change(story)
    town = world.coach("gemeente-leeuwarden", name="Gea")
    leader = world.team_leader("gemeente-leeuwarden")
    handover = story.client.handovers.get()
    handovers.assign(handover=handover, coach=town.user, by=leader)
    handovers.accept(handover=handover, by=town)
    found = CarryOver.objects.select_related("plan__lead__partner").get()
    line = found.lines.get(code="SCHOLING_WW")
    steps = list(Step.objects.filter(plan=story.plan).order_by("pk").values())
    decide(line=line, goes_on=False, reason="De opleiding leidt niet naar werk in de regio.", by=town)
    row = next(row for group in told(found, story.client).groups for row in group.rows if row.pk == line.pk)
    assert row.since == ("stop", "Gaat niet door") and "leidt niet naar werk" in row.stopped
    assert any("bezwaar maken binnen 6 weken" in text for text in letter_of(found, story.client).sentences)
    assert steps == list(Step.objects.filter(plan=story.plan).order_by("pk").values()), "no step was rewritten"


CODES = sorted(SITUATIONS)
PERIODS = st.lists(st.tuples(st.sampled_from(CODES), st.booleans()), max_size=4)


@given(
    before=st.sampled_from(CODES), after=st.sampled_from(CODES), beside=PERIODS,
    items=st.lists(st.sampled_from([*sorted(ITEMS), "DUTY"]), min_size=1, max_size=8, unique=True),
    on=st.dates(date(2015, 2, 1), date(2060, 1, 1)),
)  # fmt: skip
def test_every_item_has_a_class_a_reason_an_article_and_an_owner_in_any_mix(before, after, beside, items, on):
    held = tuple(Period(code, None, None if ends else on, False) for code, ends in beside)
    found = explain_transition(before=Facts(on, held), from_code=before, to_code=after, on=on, items=items)
    assert [item.code for item in found.items] == items
    for verdict in (item.verdict for item in found.items):
        assert verdict.outcome.value in "ABCDE" and verdict.reason and verdict.article and verdict.owner


def test_detention_keeps_the_plan_and_tells_functional_facts_only(world):
    """AVG 10: why somebody is held stands nowhere; the plan rests and nothing is thrown away."""
    story = golden(world, until=None)
    found = change(story, code="DETENTIE")
    texts = " ".join(found.lines.values_list("reason", flat=True)).lower()
    assert not {"straf", "misdrijf", "veroordeeld", "delict"} & set(texts.replace(".", " ").split())
    assert found.lines.filter(item_type="step", kind="A").exists()
