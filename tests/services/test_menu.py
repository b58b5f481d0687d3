"""The menu for one person: what she may use is there, what she may not is not, and both say why."""

import pytest
from django.utils import timezone

from services.audience import GROUPS, Person, codes_of, in_words
from services.menu import menu_for
from services.menu.page import cursor, menu_page, names_of, read_cursor, refused
from services.models import Offer
from services.needs import SLUGS
from services.queries import fits
from services.rules import why_not_for
from werkcentrum.vocabulary import SITUATIONS

EDE, WAGENINGEN = "GM0228", "GM0289"


def titles(world, region="FoodValley", **question):
    return [card.title for card in menu_for(region=world.region(region), date=timezone.localdate(), **question)]


def test_an_offer_local_to_ede_is_not_for_somebody_in_wageningen(menu, world):
    menu.published(partner="gemeente-ede", region="FoodValley", title="Taalcoach in Ede", reach=[EDE])
    menu.published("LWL_ADVIES", partner="werkcentrum-foodvalley", region="FoodValley", title="Advies voor allen")
    assert titles(world, municipality_code=EDE) == ["Advies voor allen", "Taalcoach in Ede"]
    assert titles(world, municipality_code=WAGENINGEN) == ["Advies voor allen"]


def test_an_offer_of_another_region_is_not_on_the_menu(menu, world):
    menu.published(partner="gemeente-ede", region="FoodValley", title="Taalcoach in Ede")
    assert titles(world, region="Friesland") == []


def test_only_what_is_lawful_for_the_situation(menu, world):
    menu.published("PP_UWV_WW", partner="uwv", title="Proef met WW")
    menu.published("PP_GEM", title="Proef met bijstand", situations=["BIJSTAND"])
    assert titles(world, "Friesland", situations=["WW"]) == ["Proef met WW"]
    assert titles(world, "Friesland", situations=["BIJSTAND"]) == ["Proef met bijstand"]
    assert titles(world, "Friesland", situations=["BIJSTAND_AANV"]) == []
    assert len(titles(world, "Friesland", situations=["WW", "BIJSTAND"])) == 2


def test_without_own_situations_the_law_still_counts(menu, world):
    menu.published("PP_UWV_WW", partner="uwv", title="Proef", situations=[])
    assert titles(world, "Friesland", situations=["BIJSTAND"]) == []


def test_ages_of_the_law(menu, world):
    menu.published("PARTPLAATS", title="Participatieplaats")
    assert titles(world, "Friesland", age=26) == []
    assert titles(world, "Friesland", age=27) == ["Participatieplaats"]


@pytest.mark.parametrize(
    ("changes", "gone"),
    [({"valid_until": -1}, True), ({"valid_until": 0}, False), ({"valid_from": 1}, True), ({"valid_from": 0}, False)],
)
def test_first_and_last_day_count(menu, world, changes, gone):
    offer = menu.published()
    today = timezone.localdate()
    days = {name: today + timezone.timedelta(days=value) for name, value in changes.items()}
    Offer.objects.filter(pk=offer.pk).update(**days)
    assert bool(titles(world, "Friesland")) is not gone


def test_an_instrument_that_was_abolished_later_leaves_the_menu(menu, world):
    offer = menu.published()
    type(offer.instrument).objects.filter(pk="TAAL").update(
        abolished_on=timezone.localdate(), abolished_reason="Klaar."
    )
    assert titles(world, "Friesland") == []


def test_the_card_answers_four_questions(menu, world):
    menu.published("SCHOLING_WW", partner="uwv", title="Heftruck", places=12, places_taken=8, cost_client="Gratis.")
    menu.published(title="Taal", places=4, places_taken=4, waiting_days=42, reach=["GM0080"])
    heftruck, taal = menu_for(region=world.region(), situations=["WW"], age=31, date=timezone.localdate())
    assert (heftruck.may, heftruck.may_words) == ("yes", "Ja, als UWV het toekent")
    assert (heftruck.can, heftruck.can_words, heftruck.cost) == ("yes", "4 van 12 plaatsen vrij", "Gratis.")
    assert (taal.can, taal.can_words, taal.owner) == ("wait", "Vol, wachttijd ongeveer 6 weken", "Gemeente Leeuwarden")
    assert taal.reach == "Leeuwarden"


def test_what_is_not_known_is_said(menu, world):
    menu.published("PARTPLAATS", title="Participatieplaats")
    card = menu_for(region=world.region(), date=timezone.localdate())[0]
    assert card.may == "depends"
    assert card.may_words == "Hangt ervan af: alleen voor bijstand, vanaf 27 jaar"


def test_refused_cards_come_last_with_their_reason(menu, world):
    menu.published("PP_UWV_WW", partner="uwv", title="Alleen WW")
    menu.published(title="Taal")
    question = {"region": world.region(), "situations": ["BIJSTAND"], "date": timezone.localdate()}
    cards = menu_for(**question, refused_too=True)
    assert [(card.title, card.may) for card in cards] == [("Taal", "yes"), ("Alleen WW", "no")]
    assert cards[1].why_not == "alleen voor WW, niet voor bijstand"


def test_free_places_come_before_full_ones(menu, world):
    menu.published(title="A vol", places=2, places_taken=2)
    menu.published(title="B vrij", places=2, places_taken=1)
    assert titles(world, "Friesland") == ["B vrij", "A vol"]


def test_employers_see_their_own_offers_first(menu, world):
    menu.published(title="A voor klanten")
    menu.published("JOBCARVING", title="B voor werkgevers")
    assert titles(world, "Friesland") == ["A voor klanten", "B voor werkgevers"]
    assert titles(world, "Friesland", employers_first=True) == ["B voor werkgevers", "A voor klanten"]


def people():
    """Persons of every kind that a rule may ask."""
    for code in (None, "", EDE, WAGENINGEN):
        for situations in (None, (), ("WW",), ("BIJSTAND", "NUG")):
            for age in (None, 19, 26, 27, 60):
                yield Person(code, situations, age)


def test_the_reason_and_the_query_agree_on_everyone(menu, world):
    for code, partner in (("PARTPLAATS", "gemeente-ede"), ("PP_UWV_WW", "uwv"), ("LEERWERK_16_27", "gemeente-ede")):
        menu.published(code, partner=partner, region="FoodValley", title=code, reach=[EDE] if code[0] == "L" else [])
    menu.published("SCHOLING_GEM", partner="gemeente-ede", region="FoodValley", situations=["NUG"])
    offers = list(Offer.objects.select_related("instrument"))
    for person in people():
        by_query = set(Offer.objects.filter(fits(person)).values_list("pk", flat=True))
        assert by_query == {offer.pk for offer in offers if why_not_for(offer, person, {}) is None}, person


def test_every_situation_stands_in_one_group():
    grouped = [code for group in GROUPS for code in group.codes]
    assert sorted(grouped) == sorted(set(SITUATIONS) - {"ONBEKEND"})
    assert codes_of("ww") == ("WW", "WW_DEELTIJD", "WW_OVERHEID")
    assert codes_of("WGA") == ("WGA",) and codes_of("x") == ()
    assert in_words(["WW", "BIJSTAND"]) == "WW of bijstand"


def test_pages_of_thirty_show_everything_once(menu, world):
    cell, kind = world.cell("uwv"), menu.published().instrument
    author = menu.coordinator().user
    extra = {"state": "gepubliceerd", "published_at": timezone.now(), "published_by": author}
    for number in range(70):
        values = menu.values("TAAL", title=f"Les {number % 5}") | {"instrument": kind}
        Offer.objects.create(provider=cell, region=cell.region, **values, **extra)
    seen, after = [], ""
    for _ in range(4):
        page = menu_page(
            region=cell.region, person=Person(), date=timezone.localdate(), names={}, needs=SLUGS, after=after
        )
        seen += [card.pk for card in page.cards]
        assert page.total == 71
        if not (after := page.after):
            break
    assert len(seen) == len(set(seen)) == 71


@pytest.mark.parametrize("text", ["", "rommel", "WzEsMl0", "bnVsbA", "é", "W3RydWVd"])
def test_a_cursor_that_is_not_ours_is_no_cursor(text):
    assert read_cursor(text) is None


def test_a_cursor_comes_back(menu, world):
    menu.published()
    row = Offer.objects.first()
    row.score, row.rank, row.by_title = 3, 1, "één les"
    assert read_cursor(cursor(row)) == (3, 1, "één les", row.pk)


def test_counts_of_what_is_left_out(menu, world):
    menu.published("PP_UWV_WW", partner="uwv", region="FoodValley")
    menu.published(partner="gemeente-ede", region="FoodValley", reach=[EDE])
    menu.published("PARTPLAATS", partner="gemeente-ede", region="FoodValley")
    region, today = world.region("FoodValley"), timezone.localdate()
    person = Person(WAGENINGEN, ("BIJSTAND",), 20)
    names = names_of(region)
    page = menu_page(region=region, person=person, date=today, names=names, needs=SLUGS)
    assert {name: page.tally[name] for name in ("total", "municipality", "situation", "age")} == {
        "total": 0,
        "municipality": 1,
        "situation": 1,
        "age": 1,
    }
    reasons = [card.why_not for card in refused(region=region, person=person, date=today, names=names)]
    assert sorted(reasons) == [
        "alleen voor WW, niet voor bijstand",
        "alleen voor inwoners van Ede",
        "pas vanaf 27 jaar",
    ]


def test_who_has_no_known_income_may_use_what_is_for_everybody_only(menu, world):
    menu.published("PP_UWV_WW", partner="uwv", title="Alleen WW")
    menu.published(title="Voor iedereen")
    menu.published(title="Alleen Leeuwarden", reach=["GM0080"])
    question = {"region": world.region(), "age": 31, "date": timezone.localdate()}
    usable = Offer.objects.usable_by(**question, municipality_code="GM0080", situations=[])
    assert {offer.title for offer in usable} == {"Voor iedereen", "Alleen Leeuwarden"}
    usable = Offer.objects.usable_by(**question, municipality_code="", situations=["WW"])
    assert {offer.title for offer in usable} == {"Alleen WW", "Voor iedereen"}
