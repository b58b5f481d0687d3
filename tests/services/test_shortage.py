"""What people looked for and did not get: counted, and nobody to be found again."""

import datetime
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from services.shortage.counted import missing
from services.shortage.demo import load_demo_shortages
from services.shortage.models import Detail, Shortage, ShortageKey
from services.shortage.note import forget, note_shortage, pseudonym
from services.shortage.words import table, understood
from tests.support.sweep import relate
from tests.werkplan.plans import draft_plan

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 21)


def note(world, person, **changes):
    about = {"kind": "leeg", "region": world.region(), "needs": ["taal"], "municipality": "GM0090", "on": TODAY}
    return note_shortage(**about | {"person_key": str(person)} | changes)


@pytest.mark.parametrize(
    ("text", "needs", "detail"),
    [
        ("Nederlandse les in de avond", ("taal",), "avond"),
        ("cursus computers voor Jan de Vries uit Drachten", ("digitaal",), ""),
        ("cv maken, zaterdag", ("solliciteren",), "weekend"),
        ("cvs", (), ""),
        ("Fatima Yilmaz 0612345678", (), ""),
        ("", (), ""),
    ],
)
def test_of_a_question_only_the_need_is_understood(text, needs, detail):
    assert understood(text) == (needs, detail)
    assert len(table()) > 40


def test_a_person_counts_once_however_often_she_looks(world):
    for _ in range(3):
        assert note(world, 7) == 1
    note(world, 8)
    assert Shortage.objects.count() == 2


def test_what_is_kept_names_nobody(world):
    note(world, "PERSOON-IN-HAAR-DOSSIER", needs=["taal", "geen bestaande vraag"])
    row = Shortage.objects.values().get()
    assert not any("PERSOON" in str(value) for value in row.values())
    assert row["month"] == datetime.date(2026, 11, 1)


@pytest.mark.parametrize(
    "wrong", [{"person_key": ""}, {"kind": "zomaar"}, {"code": "mevrouw zei nee"}, {"detail": "bij haar thuis"}]
)
def test_no_free_text_gets_in(world, wrong):
    with pytest.raises(ValueError, match=r".+"):
        note(world, 7, **wrong)
    assert not Shortage.objects.exists()


def test_the_same_person_is_another_in_another_region_and_quarter(world):
    friesland, ede = world.region(), world.region("FoodValley")
    keys = {
        pseudonym(friesland, "7", TODAY),
        pseudonym(friesland, "7", datetime.date(2026, 12, 31)),
        pseudonym(friesland, "7", datetime.date(2027, 1, 1)),
        pseudonym(ede, "7", TODAY),
        pseudonym(friesland, "8", TODAY),
    }
    assert len(keys) == 4


def test_after_the_quarter_nobody_can_be_recognised(world):
    note(world, 7)
    kept = Shortage.objects.get().person_key
    assert forget(datetime.date(2027, 1, 14)) == (0, 0)
    assert forget(datetime.date(2027, 1, 15)) == (1, 0)
    assert not ShortageKey.objects.exists()
    # Whoever knows the person and makes the key anew finds another pseudonym.
    assert pseudonym(world.region(), "7", TODAY) != kept
    assert forget(datetime.date(2028, 11, 30))[1] == 0
    assert forget(datetime.date(2028, 12, 1))[1] == 1


def test_ten_people_are_a_sentence_and_nine_are_not(world):
    for person in range(9):
        note(world, person, detail=Detail.EVENING)
    assert missing(world.region(), TODAY) == []
    note(world, 9, detail=Detail.EVENING)
    (line,) = missing(world.region(), TODAY)
    assert line.sentence == (
        "10 mensen: geen passend aanbod voor “Nederlands of lezen en schrijven” in de avond in Smallingerland"
    )
    assert missing(world.region(), TODAY, fewest=1) == [line], "no setting goes under the rule of the house"
    assert missing(world.region(), TODAY, fewest=11) == []


def test_small_places_go_together_or_not_at_all(world):
    """Twelve in one town and three in another: the three cannot be had by subtraction."""
    for person in range(12):
        note(world, person)
    for person in range(20, 23):
        note(world, person, municipality="GM0080")
    assert [(line.place, line.people) for line in missing(world.region(), TODAY)] == [("GM0090", 12)]
    for person in range(30, 37):
        note(world, person, municipality=None)
    assert [(line.place, line.people) for line in missing(world.region(), TODAY)] == [("GM0090", 12), ("", 10)]


def test_how_and_for_whom_are_named_only_of_enough_people(world):
    for person in range(10):
        note(world, person, group="WW")
    note(world, 11, kind="geweigerd", group="BIJSTAND", code="niet_nodig")
    (line,) = missing(world.region(), TODAY)
    assert (line.people, line.ways, line.groups) == (11, ("niets gevonden",), ("WW",))


def test_a_search_by_staff_is_about_nobody(world, menu):
    answer = world.browser(world.coach()).get(reverse("services:menu"), {"q": "Nederlands"})
    assert answer.status_code == 200
    assert not Shortage.objects.exists()


def test_a_client_who_finds_nothing_and_her_coach_who_finds_nothing_are_one_person(world, menu):
    """Through the doors of the product: her own menu, and the menu beside her plan."""
    coach = world.coach()
    client = world.client_of(coach, municipality="Smallingerland")
    draft_plan(coach, client)
    herself = world.actor("klant", name="Fatima")
    relate(herself, "self", SimpleNamespace(client=client))
    hers = {"q": "Nederlands in de avond", "gemeente": "GM0090", "situatie": "ww"}
    assert world.browser(herself).get(reverse("services:menu"), hers).status_code == 200
    beside = reverse("werkplan:step_add", args=[client.public_id])
    assert world.browser(coach).get(beside, {"zoek": "taalles in de avond"}).status_code == 200
    (row,) = Shortage.objects.all()
    assert (row.kind, row.need, row.detail, row.group) == ("leeg", "taal", "avond", "ww")
    assert row.municipality.code == "GM0090"


def test_only_full_offers_count_as_no_place_and_an_open_one_not_at_all(world, menu):
    coach = world.coach()
    client = world.client_of(coach)
    draft_plan(coach, client)
    full = menu.published(places=4, places_taken=4)
    beside, browser = reverse("werkplan:step_add", args=[client.public_id]), world.browser(coach)
    assert full.title in browser.get(beside, {"nodig": "taal"}).content.decode()
    assert [(row.kind, row.need) for row in Shortage.objects.all()] == [("vol", "taal")]
    Shortage.objects.all().delete()
    menu.published(title="Taalles met plaats")
    browser.get(beside, {"nodig": "taal"})
    assert not Shortage.objects.exists()


def test_the_demonstration_shows_three_and_keeps_one_to_itself(world):
    for _ in range(2):
        load_demo_shortages()
    found = missing(world.region(), timezone.localdate())
    assert [(line.people, line.need) for line in found] == [(41, "taal"), (17, "scholing"), (12, "vervoer")]
