"""Who is responsible: every rule, every situation, the traps that experts set, and facts nobody would think of."""

from datetime import date

import pytest

from clients.responsibility import RULES, parse_facts, responsible_partner
from clients.responsibility.decide import Answer
from werkcentrum.vocabulary import SITUATIONS

HOME, OLD_HOME = "GM0080", "GM0200"
DAY = date(2027, 1, 1)
GROWN, YOUNG, OLD = "1990-05-05", "2003-05-05", "1955-05-05"


def ask(*codes, on="2027-01-01", **facts) -> Answer:
    """The answer for situations that hold all the time; the first one leads."""
    situations = [{"code": code, "leading": place == 0} for place, code in enumerate(codes)]
    return responsible_partner(parse_facts({"date": on, "situations": situations, "municipality": HOME, **facts}))


# One row a situation, alone: rule, partner kind, who pays. Follows column `verantwoordelijke_ondersteuning`.
ALONE = {
    "LOONDIENST": (13, "social_partner", "werkgever"),
    "MET_ONTSLAG_BEDREIGD": (13, "social_partner", "werkgever"),
    "FLEX_UITZEND": (13, "social_partner", "uitzendbureau"),
    "WW": (5, "uwv", "UWV"),
    "WW_OVERHEID": (1, "employer", "UWV"),
    "WW_DEELTIJD": (5, "uwv", "UWV"),
    "IOW": (5, "uwv", "UWV"),
    "ZW_VANGNET": (5, "uwv", "UWV"),
    "ZW_ERD": (2, "employer", "eigenrisicodrager"),
    "LOONDOORBETALING_ZIEK": (12, "employer", "werkgever"),
    "WGA": (5, "uwv", "UWV"),
    "WGA_ERD": (3, "employer", "eigenrisicodrager of UWV"),
    "IVA": (5, "uwv", "UWV"),
    "WIA_35MIN": (11, "werkcentrum", None),
    "WAO_WAZ": (5, "uwv", "UWV"),
    "WAJONG": (5, "uwv", "UWV"),
    "WAJONG_2015_DGA": (5, "uwv", "UWV"),
    "BIJSTAND": (8, "municipality", "gemeente"),
    "BIJSTAND_AANV": (8, "municipality", "gemeente"),
    "BIJSTAND_JONG": (8, "municipality", "gemeente"),
    "IOAW": (8, "municipality", "gemeente"),
    "IOAZ": (8, "municipality", "gemeente"),
    "BBZ": (8, "municipality", "gemeente"),
    "NUG": (10, "municipality", None),
    "NUG_NIET_GEREG": (11, "werkcentrum", None),
    "ANW": (8, "municipality", "SVB"),
    "PWET_STAART_2JR": (4, "municipality", "werkgever"),
    "BESCHUT_WERK": (8, "municipality", "gemeente"),
    "WSW": (8, "municipality", "sociaal ontwikkelbedrijf"),
    "SCHOLIER_STUDENT": (6, "education", "DUO"),
    "VSV_17_27": (8, "municipality", None),
    "PRO_VSO_ENTREE": (8, "municipality", None),
    "INBURGERAAR": (8, "municipality", "gemeente"),
    "ONTHEEMDE_OEK": (11, "werkcentrum", "gemeente"),
    "ZELFSTANDIGE": (13, "social_partner", None),
    "ONDERNEMER_PERSONEEL": (11, "werkcentrum", None),
    "DETENTIE": (8, "municipality", "DJI"),
    "AOW": (14, "none", "SVB"),
    "WIJ_PARTNER": (8, "municipality", "gemeente"),
    "ONBEKEND": (11, "werkcentrum", None),
}


def test_the_table_of_situations_is_whole():
    assert list(ALONE) == list(SITUATIONS)


@pytest.mark.parametrize("code", ALONE)
def test_every_situation_alone(code):
    answer = ask(code)
    assert (answer.rule, answer.partner_kind, answer.paying_body) == ALONE[code]
    assert answer.municipality == (HOME if answer.partner_kind == "municipality" else None)


LKS = {"wage_subsidy_granted": True}
CASES = [
    # rule 1: the ex-employer of a public servant, whatever the code says about WW
    ("WW of a public servant", ["WW"], {"last_employer_public": True}, 1, "employer"),
    ("part-time WW of a public servant", ["LOONDIENST", "WW_DEELTIJD"], {"last_employer_public": True}, 1, "employer"),
    ("public employer, but no WW", ["BIJSTAND"], {"last_employer_public": True}, 8, "municipality"),
    ("private employer", ["WW"], {"last_employer_public": False}, 5, "uwv"),
    # rules 2 and 3: self-insured employer
    ("ZW, self-insured", ["ZW_VANGNET"], {"self_insured_employer": True}, 2, "employer"),
    ("WGA, self-insured", ["WGA"], {"self_insured_employer": True}, 3, "employer"),
    ("IVA is never re-integrated by the employer", ["IVA"], {"self_insured_employer": True}, 5, "uwv"),
    ("WW with a self-insured employer", ["WW"], {"self_insured_employer": True}, 5, "uwv"),
    # rule 4: the wage subsidy tail beats UWV, until two years are full
    ("LKS job lost after 14 months", ["WW"], {**LKS, "months_at_minimum_wage_without_subsidy": 0}, 4, "municipality"),
    ("tail at 23 months", ["WW"], {**LKS, "months_at_minimum_wage_without_subsidy": 23}, 4, "municipality"),
    ("tail full at 24 months", ["WW"], {**LKS, "months_at_minimum_wage_without_subsidy": 24}, 5, "uwv"),
    ("tail, months not known", ["ZW_VANGNET"], LKS, 4, "municipality"),
    ("tail code beside WW", ["PWET_STAART_2JR", "WW"], {}, 4, "municipality"),
    ("tail code, two years full", ["PWET_STAART_2JR", "WW"], {"months_at_minimum_wage_without_subsidy": 30}, 5, "uwv"),
    ("tail in a job", ["LOONDIENST"], LKS, 4, "municipality"),
    ("self-insured employer comes before the tail", ["WGA_ERD"], LKS, 3, "employer"),
    # rule 5: UWV pays, also beside other income
    ("WGA with top-up assistance", ["WGA", "BIJSTAND_AANV"], {}, 5, "uwv"),
    ("top-up assistance leads, WGA beside it", ["BIJSTAND_AANV", "WGA"], {}, 5, "uwv"),
    ("part-time job with WW", ["LOONDIENST", "WW_DEELTIJD"], {}, 5, "uwv"),
    ("young with WW who could learn", ["WW"], {"birth_date": YOUNG, "can_follow_funded_education": True}, 5, "uwv"),
    ("WIA refused, WW runs", ["WIA_35MIN", "WW"], {}, 5, "uwv"),
    ("WW and registered is no nug", ["WW"], {"registered_at_uwv": True}, 5, "uwv"),
    # rules 6 and 7: under 27
    ("young and can learn", ["BIJSTAND"], {"birth_date": YOUNG, "can_follow_funded_education": True}, 6, "education"),
    ("grown up and can learn", ["BIJSTAND"], {"birth_date": GROWN, "can_follow_funded_education": True}, 8,
     "municipality"),
    ("student of 40, registered", ["SCHOLIER_STUDENT"], {"birth_date": "1986-01-01", "registered_at_uwv": True}, 10,
     "municipality"),
    ("student at a school without funding", ["SCHOLIER_STUDENT"], {"can_follow_funded_education": False}, 11,
     "werkcentrum"),
    ("young in the search period", ["BIJSTAND_JONG"], {"birth_date": YOUNG, "in_search_period": True}, 7, "none"),
    ("27 knows no search period", ["BIJSTAND"], {"birth_date": GROWN, "in_search_period": True}, 8, "municipality"),
    ("both: school first", ["BIJSTAND_JONG"], {"in_search_period": True, "can_follow_funded_education": True}, 6,
     "education"),
    # rule 8: the municipality, whoever pays
    ("Anw beside a job", ["LOONDIENST", "ANW"], {}, 8, "municipality"),
    ("top-up assistance beside a job", ["LOONDIENST", "BIJSTAND_AANV"], {}, 8, "municipality"),
    # rule 9: help that brought the person out of the group
    ("kept provision in a job", ["LOONDIENST"], {"kept_provision_by": OLD_HOME}, 9, "municipality"),
    ("kept provision, but UWV pays", ["WW"], {"kept_provision_by": OLD_HOME}, 5, "uwv"),
    ("kept provision, back on assistance", ["BIJSTAND"], {"kept_provision_by": OLD_HOME}, 8, "municipality"),
    ("tail without subsidy", ["PWET_STAART_2JR"], {"wage_subsidy_granted": False}, 9, "municipality"),
    # rules 10 and 11: no benefit
    ("registered", ["NUG_NIET_GEREG"], {"registered_at_uwv": True}, 10, "municipality"),
    ("registration lapsed", ["NUG"], {"registered_at_uwv": False}, 11, "werkcentrum"),
    ("no situation, registered", [], {"registered_at_uwv": True}, 10, "municipality"),
    ("no situation at all", [], {}, 11, "werkcentrum"),
    ("a job is not unemployed", ["LOONDIENST"], {"registered_at_uwv": True}, 13, "social_partner"),
    ("unknown stays unknown", ["ONBEKEND"], {"registered_at_uwv": True}, 11, "werkcentrum"),
    # rules 12 to 14
    ("sick in a job", ["LOONDIENST", "LOONDOORBETALING_ZIEK"], {}, 12, "employer"),
    ("business and a job", ["LOONDIENST", "ONDERNEMER_PERSONEEL"], {}, 13, "social_partner"),
    ("AOW by age only", [], {"birth_date": OLD}, 14, "none"),
    ("nug is under pension age", ["NUG"], {"birth_date": OLD}, 14, "none"),
    ("work beside AOW: rule 13 comes first", ["LOONDIENST", "AOW"], {}, 13, "social_partner"),
]  # fmt: skip


@pytest.mark.parametrize(("codes", "facts", "rule", "kind"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_rules(codes, facts, rule, kind):
    answer = ask(*codes, **facts)
    assert (answer.rule, answer.partner_kind) == (rule, kind)


def test_every_row_of_the_table_has_a_case():
    answers = {ask(code).explanation for code in ALONE}
    answers |= {ask(*codes, **facts).explanation for _, codes, facts, _, _ in CASES}
    assert {rule.explanation for rule in RULES} == answers
    assert {rule.number for rule in RULES} == set(range(1, 15))


def test_who_pays_is_another_answer():
    assert ask("PWET_STAART_2JR", "WW").paying_body == "UWV"
    assert ask("LOONDIENST", "WW_DEELTIJD").paying_body == "UWV"
    assert ask("BIJSTAND_AANV", "WGA").paying_body == "gemeente"
    assert ask("ZW_VANGNET", self_insured_employer=True).paying_body == "eigenrisicodrager"
    assert ask("WGA", self_insured_employer=True).paying_body == "UWV"


def test_the_municipality_is_home_except_for_kept_help():
    assert ask("LOONDIENST", kept_provision_by=OLD_HOME).municipality == OLD_HOME
    assert ask("PWET_STAART_2JR", kept_provision_by=OLD_HOME).municipality == HOME
    assert ask("BIJSTAND", municipality=None).municipality is None
    assert ask("WW").municipality is None


def test_only_situations_of_the_day_count():
    facts = parse_facts({"date": "2027-01-01", "situations": [
        {"code": "WW", "from": "2026-01-01", "until": "2026-12-31", "leading": True},
        {"code": "BIJSTAND", "from": "2027-01-01", "leading": True},
    ]})  # fmt: skip
    assert responsible_partner(facts).rule == 8
    assert responsible_partner(facts, date(2026, 12, 31)).rule == 5
    assert responsible_partner(facts, date(2025, 12, 31)).rule == 11
