"""The national catalogue and the demo offers: complete, lawful, and in plain Dutch."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from services import reference
from services.reference import CatalogueError
from services.reference.load import _expand, _instrument, _instrument_problems, _offer, _offer_problems
from werkcentrum.regions import reference as map_of
from werkcentrum.vocabulary import SITUATIONS, PartnerKind

ABOLISHED = {
    "LIV": (date(2024, 12, 31), date(2025, 1, 1)),
    "LKV_OUD": (date(2025, 12, 31), date(2026, 1, 1)),
    "STAP": (date(2023, 11, 30), date(2023, 12, 1)),
    "CRISIS_RMT": (date(2024, 12, 31), date(2025, 1, 1)),
}
INCOME_INDEPENDENT = ("TAAL", "SHV", "BBL", "EVC", "PRAKTIJKLEREN", "TOLK", "VISUEEL", "LWL_ADVIES")
STIFF = {"middels", "teneinde", "dient", "dienen", "ongeldig", "conform", "inzake", "betreffende"}
INSTRUMENTS = reference.instruments()


def test_there_are_62_instruments():
    assert len(INSTRUMENTS) == 62


def test_exactly_four_are_abolished_each_with_last_day_date_and_reason():
    found = {i.code: (i.offered_until, i.abolished_on) for i in INSTRUMENTS.values() if i.abolished_on}
    assert found == ABOLISHED
    assert all(INSTRUMENTS[code].abolished_reason.endswith(".") for code in ABOLISHED)


@pytest.mark.parametrize("code", ABOLISHED)
def test_an_abolished_instrument_can_be_offered_until_its_last_day(code):
    last = ABOLISHED[code][0]
    assert INSTRUMENTS[code].offered_on(last)
    assert not INSTRUMENTS[code].offered_on(last + timedelta(days=1))


def test_the_buffer_budget_starts_in_2027():
    assert not INSTRUMENTS["BUFFERBUDGET"].offered_on(date(2026, 12, 31))
    assert INSTRUMENTS["BUFFERBUDGET"].offered_on(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("code", "lawful", "not_lawful"),
    [
        ("PP_UWV_WW", {"WW", "WW_DEELTIJD", "WW_OVERHEID"}, {"BIJSTAND", "NUG", "WGA"}),
        ("SCHOLING_WW", {"WW"}, {"BIJSTAND", "NUG"}),
        ("PP_GEM", {"BIJSTAND", "BIJSTAND_AANV", "BIJSTAND_JONG"}, {"NUG", "IOAW", "WW"}),
        ("PARTPLAATS", {"BIJSTAND"}, {"BIJSTAND_JONG", "NUG", "WW"}),
        ("SCHOLING_GEM", {"BIJSTAND", "NUG", "ANW", "PWET_STAART_2JR"}, {"WW", "WGA", "NUG_NIET_GEREG"}),
        ("LOONDISP", {"WAJONG"}, {"BIJSTAND", "WGA"}),
        ("BESCHUT", {"BIJSTAND", "WW", "WAJONG", "IOW"}, {"LOONDIENST"}),
        ("LOOPBAANADVIES_SP", {"LOONDIENST", "FLEX_UITZEND"}, {"BIJSTAND", "WW"}),
    ],
)
def test_who_may_use_what(code, lawful, not_lawful):
    instrument = INSTRUMENTS[code]
    assert all(instrument.lawful_for(situation) for situation in lawful)
    assert not any(instrument.lawful_for(situation) for situation in not_lawful)


@pytest.mark.parametrize("code", INCOME_INDEPENDENT)
def test_what_does_not_hang_on_income_is_for_everybody(code):
    assert all(INSTRUMENTS[code].lawful_for(situation) for situation in SITUATIONS)


@pytest.mark.parametrize(
    ("code", "months"),
    [("PP_UWV_WW", 6), ("PP_GEM", 6), ("PARTPLAATS", 48), ("LKS_FORFAIT", 6), ("LKV_AG", 36), ("LKV_HP", 12)],
)
def test_the_law_limits_how_long(code, months):
    assert INSTRUMENTS[code].max_months == months


def test_ages_stand_where_the_law_has_them():
    ages = {i.code: (i.min_age, i.max_age) for i in INSTRUMENTS.values() if i.min_age or i.max_age}
    assert ages == {"PARTPLAATS": (27, None), "LEERWERK_16_27": (16, 26), "LKV_OUD": (56, None)}


def test_all_words_fit_in_their_columns():
    for i in INSTRUMENTS.values():
        assert len(i.summary) <= 300 and len(i.after_change) <= 300 and len(i.abolished_reason) <= 300
        assert len(i.legal_basis) <= 200 and len(i.name) <= 120 and len(i.max_duration) <= 120 and len(i.code) <= 24
        assert len(i.cost_to_client) <= 120 and len(i.financier) <= 120 and len(i.source) <= 40


def test_every_need_and_every_phase_is_named_by_some_instrument():
    used = {need for instrument in INSTRUMENTS.values() for need in instrument.needs}
    assert used == {need.slug for need in reference.needs()}
    assert len(reference.phases()) == 10


def test_summaries_are_all_different():
    assert len({i.summary for i in INSTRUMENTS.values()}) == len(INSTRUMENTS)


@pytest.mark.parametrize("code", INSTRUMENTS)
def test_texts_for_clients_are_plain_dutch(code):
    i = INSTRUMENTS[code]
    assert_plain(" ".join([i.summary, i.what_it_is, i.what_you_do, i.after_change]))


def test_words_people_type_find_an_instrument():
    words = {word for i in INSTRUMENTS.values() for word in i.synonyms}
    assert {"nederlands leren", "inburgering", "heftruck", "kinderopvang", "schulden", "jobcoach", "cv"} <= words
    assert all(word == word.lower().strip() for word in words)


def test_each_demo_region_has_enough_to_choose_from():
    published = Counter(o.region for o in reference.demo_offers() if o.state == "published")
    assert published["AM02"] >= 40 and published["AM38"] >= 12 and published["AM36"] >= 6


def test_a_municipality_offers_first_of_all_to_its_own_people():
    for offer in reference.demo_offers():
        if offer.provider_kind == PartnerKind.MUNICIPALITY:
            assert offer.reach[0] == offer.provider


def test_an_offer_of_ede_does_not_reach_wageningen():
    local = [offer for offer in reference.demo_offers() if offer.reach == ("GM0228",)]
    assert local and all("GM0289" not in offer.reach for offer in local)


def test_no_abolished_instrument_is_published_but_some_lie_in_wait():
    stale = [offer for offer in reference.demo_offers() if INSTRUMENTS[offer.instrument].abolished_on]
    assert stale and all(offer.state != "published" for offer in stale)


def test_contacts_are_made_up():
    for offer in reference.demo_offers():
        assert all(address.endswith(".example.nl") for address in re.findall(r"\S+@\S+?(?=,|$)", offer.contact))
        assert all(number.startswith("000-") for number in re.findall(r"\d{2,}-\d+", offer.contact))


def test_offers_fit_in_their_columns_and_read_easily():
    for offer in reference.demo_offers():
        assert len(offer.title) <= 120 and len(offer.description) <= 2000 and len(offer.contact) <= 160
        assert_plain(f"{offer.description} {offer.conditions}")


def test_an_offer_counts_its_places_and_its_next_start():
    offer = next(o for o in reference.demo_offers() if o.title == "Mbo-certificaat zorg met WW")
    assert (offer.places, offer.free, offer.places_taken) == (24, 9, 15)
    assert offer.next_start(date(2026, 11, 21)) == date(2027, 1, 4)
    unlimited = next(o for o in reference.demo_offers() if o.places is None)
    assert unlimited.places_taken == 0


def test_offers_lie_in_regions_that_exist():
    assert {o.region for o in reference.demo_offers()} <= {region.code for region in map_of.regions()}


ROW = {
    "name": "Proef", "owner": "UWV", "owner_kinds": ["uwv"], "audience": "both", "target_situations": ["WW"],
    "legal_basis": "WW 76a", "entitlement": "kan", "max_duration": "-", "cost_to_client": "-", "financier": "UWV",
    "applicant": "-", "desk": "UWV", "phase": "plaatsing", "needs": ["taal"], "after_change": "-", "summary": "Kort.",
    "what_it_is": "Iets.", "what_you_do": "Iets.", "synonyms": [], "source": "M",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"audience": "iedereen"}, "unknown audience"),
        ({"entitlement": "gunst"}, "unknown kind of entitlement"),
        ({"owner_kinds": ["none"]}, "unknown kind of owner"),
        ({"target_situations": ["WWW"]}, "unknown income situation"),
        ({"needs": []}, "unknown need"),
        ({"phase": "later"}, "unknown phase"),
        ({"summary": "x" * 301}, "summary is too long"),
        ({"abolished_on": date(2026, 1, 1)}, "abolished without a reason, or the other way round"),
    ],
)
def test_a_wrong_instrument_is_noticed(change, words):
    instrument = _instrument("PROEF", ROW | change, {})
    assert _instrument_problems(instrument, reference.needs(), reference.phases())[words]


def test_an_unknown_group_of_situations_is_refused():
    with pytest.raises(CatalogueError, match="PROEF: unknown group"):
        _expand("PROEF", ["@niets"], {})


OFFER = {
    "instrument": "PP_UWV_WW", "provider_kind": "uwv", "provider": "uwv", "region": "AM02", "title": "Proef",
    "description": "Iets.", "contact": "-", "lead_days": 1, "price_payer": "", "valid_from": date(2026, 1, 1),
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"region": "AM99"}, "unknown region"),
        ({"provider": "elders"}, "unknown provider"),
        ({"provider_kind": "sbb", "provider": "sbb"}, "provider may not own this instrument"),
        ({"reach": ["GM0228"]}, "reach lies outside the region"),
        ({"state": "klaar"}, "unknown state"),
        ({"situations": ["BIJSTAND"]}, "situation for which the instrument is not lawful"),
        ({"places": 3, "free": 4}, "more free places than places"),
        ({"state": "withdrawn"}, "withdrawn without a reason, or the other way round"),
    ],
)
def test_a_wrong_offer_is_noticed(change, words):
    offer = _offer(OFFER | change, INSTRUMENTS["PP_UWV_WW"])
    assert _offer_problems(offer, INSTRUMENTS["PP_UWV_WW"])[words]


def assert_plain(text: str) -> None:
    """Short sentences of ordinary words: at most 15 words on average, 22 at most."""
    lengths = [len(sentence.split()) for sentence in re.split(r"(?<=[.!?])\s+", text.strip())]
    assert sum(lengths) / len(lengths) <= 15
    assert max(lengths) <= 22
    assert not STIFF & set(re.findall(r"[a-z]+", text.lower()))
