"""The 34 named changes: each is found by its pair, and what nobody read in the law yet says so."""

import datetime

import pytest

from clients.responsibility import parse_facts
from werkcentrum.vocabulary import SITUATIONS
from werkplan.carryover import NAMED, named, transition

DAY = datetime.date(2027, 1, 1)
PAIRS = {
    "T01": ("MET_ONTSLAG_BEDREIGD", "WW"), "T02": ("WW", "BIJSTAND"), "T03": ("WW", "NUG"),
    "T04": ("WW", "ZW_VANGNET"), "T05": ("ZW_VANGNET", "WGA"), "T06": ("ZW_VANGNET", "WIA_35MIN"),
    "T07": ("LOONDOORBETALING_ZIEK", "ZW_VANGNET"), "T08": ("BIJSTAND", "LOONDIENST"),
    "T09": ("PWET_STAART_2JR", "WW"), "T10": ("LOONDIENST", "BIJSTAND"), "T11": ("LOONDIENST", "WW_DEELTIJD"),
    "T12": ("PRO_VSO_ENTREE", "LOONDIENST"), "T13": ("SCHOLIER_STUDENT", "BIJSTAND_JONG"),
    "T14": ("SCHOLIER_STUDENT", "NUG"), "T15": ("WAJONG", "LOONDIENST"), "T16": ("BIJSTAND", "ZELFSTANDIGE"),
    "T17": ("WW", "ZELFSTANDIGE"), "T19": ("BIJSTAND", "WGA"), "T20": ("WGA", "BIJSTAND_AANV"), "T21": ("WW", "IOW"),
    "T22": ("WW", "IOAW"), "T23": ("INBURGERAAR", "BIJSTAND"), "T24": ("BIJSTAND", "NUG"),
    "T25": ("NUG", "LOONDIENST"), "T26": ("LOONDIENST", "LOONDIENST"), "T27": ("WGA", "AOW"),
    "T28": ("BIJSTAND", "DETENTIE"), "T29": ("DETENTIE", "BIJSTAND"), "T31": ("WW_OVERHEID", "BIJSTAND"),
    "T32": ("BIJSTAND", "BESCHUT_WERK"), "T33": ("LOONDIENST", "LOONDOORBETALING_ZIEK"),
}  # fmt: skip


@pytest.mark.parametrize("code", PAIRS)
def test_a_pair_has_its_name(code):
    before, after = PAIRS[code]
    assert named(transition(from_code=before, to_code=after, on=DAY)).code == code


@pytest.mark.parametrize(("home", "code"), [("GM0193", "T34"), ("GM0150", "T18")])
def test_a_move_is_named_by_how_far_it_goes(home, code):
    facts = parse_facts({"date": "2026-12-31", "situations": [{"code": "BIJSTAND"}], "municipality": "GM0200"})
    step = transition(from_code="BIJSTAND", to_code="BIJSTAND", on=DAY, facts=facts, to_municipality=home)
    assert named(step).code == code


def test_all_34_are_there_once_and_death_never_follows_from_an_income():
    assert sorted(row.code for row in NAMED) == [f"T{number:02}" for number in range(1, 35)]
    names = {
        found.code
        for before in SITUATIONS
        for after in SITUATIONS
        if (found := named(transition(from_code=before, to_code=after, on=DAY)))
    }
    assert names == set(PAIRS)


def test_what_is_from_memory_says_so():
    assert {row.code for row in NAMED if row.unverified} == {"T16", "T17", "T21", "T22", "T23", "T29", "T30"}
    assert all(row.article and row.term and row.owner_before and row.owner_after for row in NAMED)
