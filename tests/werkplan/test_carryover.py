"""The carry-over table: the golden case, the 34 known transitions, and every instrument in every change of income."""

from datetime import date

import pytest

from clients.responsibility import Facts, PartialDate, Period, parse_facts
from werkcentrum.vocabulary import PartnerKind
from werkplan.carryover import explain_transition

DAY = date(2027, 1, 1)
APELDOORN, LEEUWARDEN, ELBURG = "GM0200", "GM0080", "GM0230"


def report(from_code, to_code, *items, on=DAY, to_municipality=None, **facts):
    """The report of a change, for a person of whom only `facts` are known."""
    known = parse_facts({"date": "2026-12-31", "situations": [], **facts}) if facts else None
    return explain_transition(
        before=known, from_code=from_code, to_code=to_code, on=on, items=items, to_municipality=to_municipality
    )


def classes(found):
    """Item code → class letter."""
    return {item.code: item.verdict.outcome.value for item in found.items}


def days(found):
    """Deadline code → day."""
    return {one.code: one.on for one in found.deadlines}


def one(item, from_code, to_code, **options):
    """The verdict on one item."""
    return report(from_code, to_code, item, **options).items[0].verdict


# --- the golden case -------------------------------------------------------------------------------------------------


def test_fatima_from_ww_to_assistance():
    found = report(
        "WW", "BIJSTAND", "PP_UWV_WW", "SCHOLING_WW", "TAAL", "SHV", "SOLLICITATIEPLICHT_WW", "DUTY", "GOAL", "STEP",
        "AGREEMENT", "TOLK", birth_date="1995-03-12", municipality=LEEUWARDEN,
    )  # fmt: skip
    assert classes(found) == {
        "PP_UWV_WW": "C", "SCHOLING_WW": "B", "TAAL": "A", "SHV": "A", "SOLLICITATIEPLICHT_WW": "D", "DUTY": "D",
        "GOAL": "A", "STEP": "A", "AGREEMENT": "A", "TOLK": "E",
    }  # fmt: skip
    trial, course = found.items[0].verdict, found.items[1].verdict
    assert (trial.replacement, trial.owner, trial.until) == ("PP_GEM", "municipality", date(2027, 2, 28))
    assert "8a.2.d" in trial.article
    assert (course.owner, course.until, course.deadline) == ("municipality", date(2026, 12, 31), date(2026, 12, 31))
    assert "Pwet 7.1.a, 10.1" in course.article
    assert found.items[4].verdict.owner == "uwv"
    assert found.items[9].verdict.owner == "uwv"
    assert (found.responsible_before.partner_kind, found.responsible_before.rule) == ("uwv", 5)
    assert (found.responsible_after.partner_kind, found.responsible_after.rule) == ("municipality", 8)
    assert found.responsible_after.municipality == LEEUWARDEN
    assert days(found) == {
        "WW_END_SIGNAL": date(2026, 8, 31), "NEW_OWNER_DECISION": date(2026, 12, 31), "ASSISTANCE_CLAIM": DAY,
        "UWV_REGISTRATION": DAY, "TRIAL_FIRST_TERM": date(2027, 2, 28), "TRIAL_LONGEST": date(2027, 6, 30),
    }  # fmt: skip


def test_somebody_of_24_may_report_four_weeks_before_ww_ends():
    found = report("WW", "BIJSTAND_JONG", birth_date="2002-06-01")
    assert days(found)["ASSISTANCE_EARLY_REPORT"] == date(2026, 12, 3)
    assert days(found)["ASSISTANCE_SEARCH_PERIOD"] == date(2026, 12, 31)
    assert "ASSISTANCE_EARLY_REPORT" not in days(report("WW", "BIJSTAND", birth_date="1999-12-31"))


def test_partner_earns_so_nug():
    found = report("WW", "NUG", "SOLLICITATIEPLICHT_WW", "SCHOLING_WW", "PP_UWV_WW", "REINTEGRATION_PLAN")
    assert classes(found) == {
        "SOLLICITATIEPLICHT_WW": "C", "SCHOLING_WW": "B", "PP_UWV_WW": "D", "REINTEGRATION_PLAN": "C",
    }  # fmt: skip
    assert found.items[0].verdict.replacement == "AGREEMENT"
    assert days(found)["UWV_REGISTRATION"] == DAY
    assert found.responsible_after.rule == 10


def test_job_with_wage_subsidy_lost_after_14_months():
    found = report("LOONDIENST", "WW", "LKS", "JOBCOACH_GEM", "NORISK", months_at_minimum_wage_without_subsidy=0)
    assert classes(found) == {"LKS": "E", "JOBCOACH_GEM": "E", "NORISK": "A"}
    assert {item.verdict.owner for item in found.items[:2]} == {PartnerKind.MUNICIPALITY}
    assert (found.responsible_after.partner_kind, found.responsible_after.rule) == ("municipality", 4)
    assert found.responsible_after.paying_body == "UWV"
    assert days(found)["WW_CLAIM"] == date(2027, 1, 8)


def test_out_of_assistance_with_wage_subsidy():
    found = report(
        "BIJSTAND", "LOONDIENST", "LKS", "JOBCOACH_GEM", "SCHOLING_GEM", "TEGENPRESTATIE", "DUTY", "PP_GEM",
        months_at_minimum_wage_without_subsidy=3, municipality=LEEUWARDEN,
    )  # fmt: skip
    assert classes(found) == {
        "LKS": "E", "JOBCOACH_GEM": "E", "SCHOLING_GEM": "E", "TEGENPRESTATIE": "D", "DUTY": "D", "PP_GEM": "D",
    }  # fmt: skip
    assert found.responsible_after.rule == 4
    assert found.items[0].verdict.until == date(2028, 9, 30)
    assert days(found)["LKS_TAIL_END"] == date(2028, 9, 30)
    assert days(found)["LKS_REQUEST"] == date(2027, 7, 1)


def test_kept_provision_stays_with_the_municipality_that_gave_it():
    found = report("BIJSTAND", "LOONDIENST", "JOBCOACH_GEM", municipality=LEEUWARDEN)
    assert (found.responsible_after.rule, found.responsible_after.municipality) == (9, LEEUWARDEN)
    assert "Pwet 10.2" in found.items[0].verdict.article
    assert report("BIJSTAND", "LOONDIENST", "TAAL").responsible_after.rule == 13


def test_school_leaver_starts_a_job():
    found = report("PRO_VSO_ENTREE", "LOONDIENST", "LKS", on=date(2026, 9, 1))
    assert days(found)["LKS_REQUEST"] == date(2027, 3, 1)


def test_moving_from_elburg_to_apeldoorn():
    found = report(
        "BIJSTAND", "BIJSTAND", "ONTHEFFING", "SCHOLING_GEM", "SHV", "TAAL", "GOAL", "PROMISE", "LWL_ADVIES",
        "ACTION_PLAN",
        municipality=ELBURG, to_municipality=APELDOORN,
    )  # fmt: skip
    assert classes(found) == {
        "ONTHEFFING": "B", "SCHOLING_GEM": "B", "SHV": "B", "TAAL": "A", "GOAL": "A", "PROMISE": "B", "LWL_ADVIES": "B",
        "ACTION_PLAN": "B",
    }  # fmt: skip
    assert "9a.4" in found.items[0].verdict.article
    assert (found.responsible_before.municipality, found.responsible_after.municipality) == (ELBURG, APELDOORN)
    assert days(found)["EXEMPTION_PLAN"] == date(2027, 7, 1)
    assert days(found)["NEW_OWNER_DECISION"] == date(2026, 12, 31)


def test_moving_within_the_region_keeps_regional_services():
    found = report("WW", "WW", "LWL_ADVIES", "SHV", municipality=LEEUWARDEN, to_municipality="GM1900")
    assert classes(found) == {"LWL_ADVIES": "A", "SHV": "B"}


def test_kept_help_does_not_move_along():
    facts = {"municipality": ELBURG, "to_municipality": APELDOORN, "kept_provision_by": ELBURG}
    assert report("LOONDIENST", "LOONDIENST", "JOBCOACH_GEM", **facts).items[0].verdict.outcome == "A"


# --- the known transitions (owner before, owner after) ---------------------------------------------------------------

KNOWN = [
    ("T01", "MET_ONTSLAG_BEDREIGD", "WW", "social_partner", "uwv", {"VWNW": "D", "LOOPBAANADVIES_SP": "A"}),
    ("T02", "WW", "BIJSTAND", "uwv", "municipality", {"JOBCOACH_UWV": "B"}),
    ("T03", "WW", "NUG", "uwv", "municipality", {}),
    ("T04", "WW", "ZW_VANGNET", "uwv", "uwv", {"SOLLICITATIEPLICHT_WW": "D", "PP_UWV_WW": "B", "SCHOLING_WW": "B"}),
    ("T05", "ZW_VANGNET", "WGA", "uwv", "uwv", {"REINTEGRATION_PLAN": "B", "DUTY": "D", "WERKFIT": "A"}),
    ("T06", "ZW_VANGNET", "WIA_35MIN", "uwv", "uwv", {"NORISK": "A"}),
    ("T07", "LOONDOORBETALING_ZIEK", "ZW_VANGNET", "employer", "uwv", {"RESULT": "A"}),
    ("T08", "BIJSTAND", "LOONDIENST", "municipality", "municipality", {"LKS": "E", "WERKPLEK_GEM": "E"}),
    ("T09", "PWET_STAART_2JR", "WW", "municipality", "municipality", {"LKS": "E"}),
    ("T10", "LOONDIENST", "BIJSTAND", "social_partner", "municipality", {"LOOPBAANADVIES_SP": "A"}),
    ("T11", "LOONDIENST", "WW_DEELTIJD", "social_partner", "uwv", {"O&O": "A", "LKV_AG": "E"}),
    ("T12", "PRO_VSO_ENTREE", "LOONDIENST", "municipality", "municipality", {"LOONWAARDE": "A"}),
    ("T13", "SCHOLIER_STUDENT", "BIJSTAND_JONG", "education", "municipality", {"STUDIETOESLAG": "D"}),
    ("T14", "SCHOLIER_STUDENT", "NUG", "education", "municipality", {"DUTY": "D"}),
    ("T15", "WAJONG", "LOONDIENST", "uwv", "uwv", {"JOBCOACH_UWV": "A", "LOONDISP": "B", "NORISK": "A"}),
    ("T16", "BIJSTAND", "ZELFSTANDIGE", "municipality", "municipality", {"DUTY": "D", "BBZ_START": "A"}),
    ("T17", "WW", "ZELFSTANDIGE", "uwv", "uwv", {"SOLLICITATIEPLICHT_WW": "D", "UWV_START": "A"}),
    ("T18", "BIJSTAND", "BIJSTAND", "municipality", "municipality", {}),
    ("T19", "BIJSTAND", "WGA", "municipality", "uwv", {"JOBCOACH_GEM": "B", "PP_GEM": "C", "INRUIL": "D"}),
    ("T20", "WGA", "BIJSTAND_AANV", "uwv", "uwv", {"JOBCOACH_UWV": "A", "PP_UWV_WIA": "A", "DUTY": "A"}),
    ("T21", "WW", "IOW", "uwv", "uwv", {"SCHOLING_WW": "B"}),
    ("T22", "WW", "IOAW", "uwv", "municipality", {"PP_UWV_WW": "D", "SCHOLING_WW": "B"}),
    ("T23", "INBURGERAAR", "BIJSTAND", "municipality", "municipality", {"INBURGERING": "A"}),
    ("T24", "BIJSTAND", "NUG", "municipality", "municipality", {"SCHOLING_GEM": "A", "DUTY": "D", "ONTHEFFING": "D"}),
    ("T25", "NUG", "LOONDIENST", "municipality", "social_partner", {"GOAL": "A"}),
    ("T26", "LOONDIENST", "LOONDIENST", "social_partner", "social_partner", {"O&O": "B", "VWNW": "A"}),
    ("T27", "WW", "AOW", "uwv", "none", {"GOAL": "D", "DUTY": "D", "TAAL": "A", "SHV": "A", "DOCUMENT": "A"}),
    ("T28", "BIJSTAND", "DETENTIE", "municipality", "municipality", {"GOAL": "A", "DUTY": "D", "SHV": "A"}),
    ("T29", "DETENTIE", "BIJSTAND", "municipality", "municipality", {"GOAL": "A"}),
    ("T31", "WW_OVERHEID", "BIJSTAND", "employer", "municipality", {"SCHOLING_WW": "B", "PROMISE": "B"}),
    ("T32", "BIJSTAND", "BESCHUT_WERK", "municipality", "municipality", {"LKS": "D", "BESCHUT": "A"}),
    ("T33", "LOONDIENST", "LOONDOORBETALING_ZIEK", "social_partner", "employer", {"O&O": "A", "GOAL": "A"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "old", "new", "items"), [row[1:] for row in KNOWN], ids=[r[0] for r in KNOWN]
)
def test_known_transitions(before, after, old, new, items):
    found = report(before, after, *items)
    assert (found.responsible_before.partner_kind, found.responsible_after.partner_kind) == (old, new)
    assert classes(found) == items


MORE = [
    ("PP_GEM", "BIJSTAND", "WW", "C", "uwv"), ("PP_GEM", "BIJSTAND", "NUG", "D", "municipality"),
    ("PP_UWV_WIA", "WGA", "WGA_ERD", "B", "employer"), ("PP_UWV_WIA", "WGA", "BIJSTAND", "C", "municipality"),
    ("PP_UWV_WAJONG", "WAJONG", "BIJSTAND", "E", "uwv"), ("PP_UWV_WW", "WW", "WW_OVERHEID", "E", "uwv"),
    ("VISUEEL", "BIJSTAND", "WW", "E", "uwv"), ("TOLK", "NUG", "BIJSTAND", "A", "uwv"),
    ("WERKPLEK_UWV", "WGA", "BIJSTAND", "A", "uwv"), ("JOBCOACH_UWV", "WGA", "LOONDIENST", "E", "uwv"),
    ("PARTPLAATS", "BIJSTAND", "BIJSTAND_JONG", "D", "municipality"), ("BESCHUT", "BESCHUT_WERK", "WGA", "E",
    "municipality"),
    ("LKV_BA", "BIJSTAND", "LOONDIENST", "E", "employer"), ("LKV_BA", "LOONDIENST", "WW", "D", "employer"),
    ("LEERWERK_16_27", "VSV_17_27", "LOONDIENST", "A", "municipality"), ("VERVOER", "WGA", "BIJSTAND", "B",
    "municipality"),
    ("LOONDISP", "WAJONG", "BIJSTAND", "C", "municipality"), ("UWV_START", "WW", "BIJSTAND", "C", "municipality"),
    ("STIMPREMIE", "BIJSTAND", "LOONDIENST", "E", "municipality"), ("BUFFERBUDGET", "BIJSTAND", "FLEX_UITZEND", "B",
    "municipality"),
    ("KO_SMI", "WW", "NUG", "B", "municipality"), ("KO_SMI", "WW", "WW", "A", "municipality"),
    ("PROMISE", "WW", "WGA", "A", "uwv"), ("ACTION_PLAN", "BIJSTAND", "WW", "C", "uwv"),
    ("ACTION_PLAN", "BIJSTAND", "NUG", "C", "municipality"), ("DUTY", "NUG", "BIJSTAND", "A", "municipality"),
    ("DUTY", "WW", "WW_OVERHEID", "A", "employer"), ("LKS", "NUG", "BIJSTAND", "A", "municipality"),
    ("IPS", "WW", "BIJSTAND", "A", "uwv"), ("BBL", "WW", "BIJSTAND", "A", "education"),
    ("JOBCOACH_UWV", "WAJONG", "DETENTIE", "B", "municipality"), ("SCHOLING_WW", "WW", "DETENTIE", "D", "uwv"),
]  # fmt: skip


@pytest.mark.parametrize(("item", "before", "after", "letter", "owner"), MORE)
def test_more_items(item, before, after, letter, owner):
    verdict = one(item, before, after)
    assert (verdict.outcome, verdict.owner) == (letter, owner)


@pytest.mark.parametrize(("item", "day", "letter"), [
    ("LIV", date(2024, 12, 31), "E"), ("LIV", date(2025, 1, 1), "D"),
    ("LKV_OUD", date(2025, 12, 31), "E"), ("LKV_OUD", date(2026, 1, 1), "D"),
    ("STAP", date(2023, 6, 1), "A"), ("STAP", DAY, "D"),
    ("CRISIS_RMT", date(2024, 6, 1), "A"), ("CRISIS_RMT", DAY, "D"),
])  # fmt: skip
def test_abolished_instruments_stop_on_their_day(item, day, letter):
    assert one(item, "WW", "BIJSTAND", on=day).outcome == letter


# --- facts on both sides ---------------------------------------------------------------------------------------------


def test_other_income_stays_beside_the_change():
    before = Facts(date(2026, 12, 31), (Period("WW", None, date(2026, 12, 31), True), Period("WGA", date(2026, 1, 1))))
    found = explain_transition(before=before, from_code="WW", to_code="BIJSTAND_AANV", on=DAY, items=["JOBCOACH_UWV"])
    assert found.responsible_after.partner_kind == "uwv"
    assert classes(found) == {"JOBCOACH_UWV": "A"}


def test_public_servant_loses_the_job():
    found = report("LOONDIENST", "WW", "GOAL", last_employer_public=True)
    assert found.responsible_after.rule == 1
    assert found.items[0].verdict.owner == "employer"


def test_search_period_leaves_the_plan_with_the_desk():
    before = Facts(date(2026, 12, 31), birth_date=PartialDate(2005), in_search_period=True)
    found = explain_transition(before=before, from_code="NUG", to_code="BIJSTAND_JONG", on=DAY, items=["GOAL"])
    assert found.responsible_after.partner_kind == "none"
    assert found.items[0].verdict.owner == "werkcentrum"
