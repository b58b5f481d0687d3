"""The page of coverage as the coordinator meets it: what is missing, who could fill it, and the paper."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from services.coverage.doubles import amount, difference
from services.coverage.gaps import gaps, tools
from services.coverage.norms import tiles
from services.coverage.read import read
from services.shortage.note import note_shortage

pytestmark = pytest.mark.django_db
URL = reverse("services:coverage")


def page(world, role="regiocoordinator", **asked):
    answer = world.browser(world.actor(role)).get(URL, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def field(text, start):
    """The sentence of one field of the drawing."""
    (found,) = [part.split('"')[0] for part in text.split('aria-label="') if part.startswith(start)]
    return found


def test_an_empty_menu_is_one_white_patch_and_says_whose_task_it_is(world, menu):
    text = page(world)
    assert field(text, "Bijstand, opleiden") == "Bijstand, opleiden: witte vlek overal"
    assert "Bijstand: opleiden" in text and "alle gemeenten" in text
    found = {
        (gap.group, gap.tile): gap
        for gap in gaps(read(world.region(), timezone.localdate()), tools(timezone.localdate()))
    }
    assert "Gemeente" in found[("bijstand", "nazorg")].duty, "the jobcoach of a municipality is a right (Pwet 10)"
    assert ("ww", "voorzorg") not in found


def test_what_reaches_one_town_leaves_the_others_white(world, menu):
    """The pitfall: an offer of one municipality is not for who lives in another."""
    menu.published(reach=["GM0080"])
    menu.published(title="Nog een taalles", reach=["GM0080"])
    text = page(world)
    tile = next(
        label for slug, label in tiles().items() if slug == read(world.region(), timezone.localdate()).offers[0].tile
    )
    assert field(text, f"Bijstand, {tile.lower()}").endswith("witte vlek in 17 van 18")
    assert field(page(world, gemeente="GM0080"), f"Bijstand, {tile.lower()}").endswith("gedekt overal")
    assert field(page(world, gemeente="GM0090"), f"Bijstand, {tile.lower()}").endswith("witte vlek overal")


def test_a_field_says_who_has_it_next_door(world, menu):
    offer = menu.published(region="FoodValley", partner="gemeente-ede", title="Taal in Ede")
    local = menu.published(reach=["GM0080"], title="Taal in Leeuwarden")
    tile = local.instrument.phase
    text = page(world, groep="bijstand", tegel=tile)
    assert "Wie dit kan vullen" in text and local.instrument.name in text
    assert f"{offer.title}</a> van {offer.provider.partner.name} in FoodValley" in text
    assert f"{local.title}</a> van Gemeente Leeuwarden: alleen in Leeuwarden" in text


def test_what_if_this_contract_ends(world, menu):
    offer = menu.published(title="De enige taalles")
    assert "stopt</h2>" not in page(world)
    # From the field in which it stands one comes there by a link.
    link = f"zonder={offer.public_id}#stopt"
    assert link in page(world, groep="bijstand", tegel=offer.instrument.phase)
    text = page(world, zonder=str(offer.public_id))
    assert "Als “De enige taalles” stopt" in text
    assert "Dun" in text and "<b>Witte vlek</b>" in text


def test_two_owners_of_one_thing_are_named_with_the_difference(world, menu):
    menu.published(title="Taal A", price_payer="2.450 euro per persoon")
    menu.published(title="Taal B", partner="gemeente-smallingerland", price_payer="980 euro per persoon")
    text = page(world)
    assert "verschil 1.470 euro per persoon" in text and "Taal A" in text
    # Each for the own inhabitants is no double.
    assert "Niets staat dubbel" in page(world, gemeente="GM0090") or "Taal B" in page(world, gemeente="GM0090")


def test_offers_of_two_towns_for_their_own_people_are_no_double(world, menu):
    menu.published(title="Taal A", reach=["GM0080"])
    menu.published(title="Taal B", partner="gemeente-smallingerland", reach=["GM0090"])
    assert "Niets staat dubbel" in page(world)


@pytest.mark.parametrize(
    ("prices", "words"),
    [
        (["2.450 euro per persoon", "980 euro per persoon"], "verschil 1.470 euro per persoon"),
        (["€ 12,50 per uur", "10 euro per uur"], "verschil 2,50 euro per uur"),
        (["980 euro per persoon", "10 euro per uur"], ""),
        (["980 euro", "980 euro"], "dezelfde prijs"),
        (["gratis", "980 euro"], ""),
        ([], ""),
    ],
)
def test_a_difference_is_told_only_of_the_same_unit(prices, words):
    assert difference(prices) == words
    assert amount("in overleg") is None


def test_ending_and_full_offers_are_listed(world, menu):
    soon = timezone.localdate() + datetime.timedelta(days=20)
    menu.published(title="Stopt gauw", valid_until=soon)
    menu.published(title="Zit vol", places=3, places_taken=3)
    text = page(world)
    assert "Stopt gauw</a> van Gemeente Leeuwarden: stopt op" in text
    assert "Zit vol</a> van Gemeente Leeuwarden: alle 3 plaatsen bezet" in text


def test_another_region_that_does_more_is_shown_beside_it(world, menu):
    menu.published(region="FoodValley", partner="gemeente-ede", title="Taal in Ede")
    text = page(world, naast="foodvalley")
    assert "FoodValley heeft meer" in text and "0%" in text


def test_ten_people_without_help_are_a_sentence_with_their_field(world, menu):
    region = world.region()
    about = {"kind": "leeg", "region": region, "municipality": "GM0090", "needs": ["taal"], "detail": "avond"}
    for person in range(9):
        note_shortage(**about, group="bijstand", person_key=str(person))
    assert "Wat mensen zochten" not in page(world)
    note_shortage(**about, group="bijstand", person_key="9")
    text = page(world)
    assert (
        "10 mensen: geen passend aanbod voor “Nederlands of lezen en schrijven” in de avond in Smallingerland" in text
    )
    assert "gemeente=GM0090&amp;groep=bijstand&amp;tegel=" in text
    ede = world.browser(world.actor("regiocoordinator", region="FoodValley")).get(URL).content.decode()
    assert "Wat mensen zochten" not in ede


@pytest.mark.parametrize("role", ["programmamanager", "regiocoordinator"])
def test_who_steers_reads_it_and_has_it_on_paper(world, menu, role):
    menu.published()
    assert "Dekkend pakket" in page(world, role)
    answer = world.browser(world.actor(role)).get(reverse("services:coverage_pdf"), {"gemeente": "GM0080"})
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert b"pdfuaid:part" in answer.content


def test_a_wrong_answer_is_named_and_the_page_stays(world, menu):
    asked = {
        "gemeente": "GM0344",
        "leeftijd": "oud",
        "zonder": "x'",
        "naast": "nergens",
        "groep": "geen",
        "tegel": "zo",
    }
    answer = world.browser(world.actor("regiocoordinator")).get(URL, asked)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Kies er een uit de lijst" in text and "Per situatie en fase" in text


def test_the_number_of_offers_does_not_change_the_number_of_queries(world, menu):
    browser = world.browser(world.actor("regiocoordinator"))

    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert (
                browser.get(URL, {"groep": "bijstand", "tegel": "opleiden", "naast": "foodvalley"}).status_code == 200
            )
        return len([query for query in seen if "access_session" not in query["sql"]])

    menu.published()
    menu.published(region="FoodValley", partner="gemeente-ede")
    asked()  # what a first look costs besides is not about offers
    few = asked()
    for number in range(6):
        menu.published(
            title=f"Les {number}",
            region="FoodValley" if number % 2 else None,
            partner="gemeente-ede" if number % 2 else "gemeente-leeuwarden",
        )
    assert asked() == few
