"""The exact look-up: one hit, always logged, counted, and silent about people one has nothing to do with."""

import datetime

import pytest

from clients import lookup
from clients.actions.lookup import look_up
from clients.forms.lookup import LookupForm
from clients.lookup import Found, Question
from tests.factories.world import test_bsn
from werkcentrum.audit.models import Reading
from werkcentrum.audit.record import record_readings
from werkcentrum.refusal import Conflict, Refused

pytestmark = pytest.mark.django_db
URL = "/klanten/opzoeken/"
BSN = test_bsn(1)


@pytest.fixture
def gids(world):
    return world.gids()


@pytest.fixture
def browser(world, gids):
    return world.browser(gids)


def readings(actor):
    return list(
        Reading.objects.filter(actor=actor.user, part="lookup").order_by("pk").values_list("dossier_id", flat=True)
    )


def test_who_may_open_it_gets_the_dossier(world, gids, browser):
    client = world.client_of(gids, bsn=BSN)
    page = browser.post(URL, {"q": BSN})
    assert page.status_code == 200 and str(client.public_id) in page.content.decode()
    assert BSN not in page.content.decode()
    assert readings(gids) == [client.pk]


def test_who_may_not_open_it_hears_whom_to_ask_and_nothing_else(world, gids, browser):
    client = world.client_of(world.coach(), bsn=BSN, surname="Geheimman", call_name="Roderick", first_names="Roderick")
    page = browser.post(URL, {"q": BSN}).content.decode()
    assert "Er is een dossier" in page and "Vraag het aan UWV (regio Friesland)" in page
    assert not any(word in page for word in ("Geheimman", "Roderick", str(client.public_id), BSN))
    assert readings(gids) == [client.pk]


def test_nobody_found_offers_the_next_steps_without_an_address(browser, gids):
    page = browser.post(URL, {"q": "14-03-1995 el Amrani 12"}).content.decode()
    assert "Geen dossier gevonden" in page and "Bezoek vastleggen" in page
    assert 'name="birth" value="1995-03-14"' in page and 'name="surname" value="el Amrani"' in page
    assert "?" not in page.split('name="begin"')[1].split("</form>")[0]
    assert readings(gids) == [None]
    form = browser.post(
        "/klanten/inschrijven/", {"begin": "1", "birth": "1995-03-14", "surname": "el Amrani", "house_number": "12"}
    )
    page = form.content.decode()
    assert form.status_code == 200 and 'value="el"' in page and 'value="Amrani"' in page
    born = {name: f'name="birth_{name}" value="{value}"' for name, value in (("day", 14), ("month", 3), ("year", 1995))}
    assert all(field in page for field in born.values())


@pytest.mark.parametrize(
    "typed",
    [
        "14-03-1995 el Amrani 12",
        "14-3-1995 Amrani 12",
        "el amrani 14 maart 1995 12",
        "Amrani 12 14031995",
        "1995-03-14, Amráni, 12",
        "14/03/1995 Amrani 12a",
    ],
)
def test_birth_date_surname_and_house_number_in_any_order(world, gids, browser, typed):
    world.client_of(gids)
    assert "Dossier gevonden" in browser.post(URL, {"q": typed}).content.decode()


@pytest.mark.parametrize(
    ("typed", "surname", "house_number"),
    [
        ("14-03-1995 Bos 12", "Bos", 12),
        ("14-03-1995 12 Bos", "Bos", 12),
        ("12 de Vries 14-03-1995", "de Vries", 12),
        ("14-03-1995 Jansen 12 a", "Jansen", 12),
        ("14-03-1995 Jansen 12-a", "Jansen", 12),
        ("14-03-1995 Jansen 12bis", "Jansen", 12),
        ("in 't Veld-Aydın 7 14 mrt 1995", "in 't Veld-Aydın", 7),
    ],
)
def test_how_the_big_field_reads(typed, surname, house_number):
    form = LookupForm({"q": typed})
    assert form.is_valid(), form.errors
    expected = Question(birth_on=datetime.date(1995, 3, 14), surname=surname, house_number=house_number)
    assert form.question == expected


@pytest.mark.parametrize(
    "typed",
    ["15-03-1995 Amrani 12", "14-03-1995 Amrany 12", "14-03-1995 Amrani 13", "14-03-1995 Amr 12", "14-03-1995 % 12"],
)
def test_it_is_exact(world, gids, browser, typed):
    world.client_of(gids)
    assert "Geen dossier gevonden" in browser.post(URL, {"q": typed}).content.decode()


def test_small_fields_partner_name_and_prefix_in_the_surname(world, gids, browser):
    world.client_of(gids, surname="Van den Berg", prefix="", partner_prefix="de", partner_surname="Vries")
    fields = {"birth_day": "14", "birth_month": "3", "birth_year": "1995", "house_number": "12"}
    for surname in ("van den Berg", "Berg", "de Vries", "VRIES"):
        assert "Dossier gevonden" in browser.post(URL, fields | {"surname": surname}).content.decode(), surname


def test_more_than_one_says_neither(world, gids, browser):
    for name in ("Anna", "Bea"):
        world.client_of(gids, call_name=name)
    page = browser.post(URL, {"q": "14-03-1995 Amrani 12"}).content.decode()
    assert "meer dan één persoon" in page and "Anna" not in page
    assert readings(gids) == [None]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Typ een BSN"),
        ("123456789", "Dit nummer klopt niet"),
        ("12345", "Een BSN heeft 9 cijfers"),
        ("000000000", "Dit nummer klopt niet"),
        ("31-02-1995 Amrani 12", "bestaat niet"),
        ("14-03-2095 Amrani 12", "toekomst"),
        ("Amrani", "Vul ook de geboortedatum en het huisnummer in"),
        ("14-03-1995 Amrani", "Vul ook het huisnummer in"),
        ("14-03-1995", "Vul ook de achternaam en het huisnummer in"),
    ],
)
def test_half_a_question_is_a_sentence_and_no_look_up(browser, gids, typed, says):
    answer = browser.post(URL, {"q": typed})
    assert answer.status_code == 422 and says in answer.content.decode()
    assert readings(gids) == []


def test_eight_digits_are_padded():
    form = LookupForm({"q": "99990019"})
    assert not form.is_valid()
    form = LookupForm({"q": "12345672"})  # a real eight-digit number would pass with its zero
    form.is_valid()
    assert form.question is None or len(form.question.bsn) == 9


def test_nothing_comes_in_by_address(browser, gids):
    page = browser.get(URL, {"q": "14-03-1995 Amrani 12"})
    assert page.status_code == 200 and "Amrani" not in page.content.decode()
    assert readings(gids) == []


def test_a_social_partner_may_not_use_the_bsn(world):
    coach = world.coach("sociale-partners")
    client = world.client_of(world.gids(), bsn=BSN)
    answer = world.browser(coach).post(URL, {"q": BSN})
    assert answer.status_code == 422 and "artikel 46 UAVG" in answer.content.decode()
    assert readings(coach) == []
    page = world.browser(coach).post(URL, {"q": "14-03-1995 Amrani 12"})
    assert "Vraag het aan Werkcentrum Friesland" in page.content.decode()
    assert readings(coach) == [client.pk]
    with pytest.raises(Refused):
        look_up(by=coach, question=Question(bsn=BSN))


@pytest.mark.parametrize("partner", ["uwv", "gemeente-leeuwarden"])
def test_uwv_and_municipality_may(world, partner):
    world.client_of(world.gids(), bsn=BSN)
    assert "Er is een dossier" in world.browser(world.coach(partner)).post(URL, {"q": BSN}).content.decode()


def test_every_look_up_leaves_one_line(browser, gids):
    for number in range(1, 4):
        browser.post(URL, {"q": test_bsn(number)})
    assert readings(gids) == [None, None, None]


def test_the_daily_limit_holds_and_the_try_is_logged(world, gids, browser, monkeypatch):
    monkeypatch.setattr(lookup, "DAILY_LIMIT", ((datetime.date(2026, 1, 1), 3),))
    client = world.client_of(gids, bsn=BSN)
    statuses = [browser.post(URL, {"q": BSN}).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 409, 409]
    assert readings(gids) == [client.pk] * 3 + [None] * 2
    refused = browser.post(URL, {"q": BSN})
    assert (
        "3 keer iemand opgezocht" in refused.content.decode() and str(client.public_id) not in refused.content.decode()
    )
    assert world.browser(world.gids(name="Joost")).post(URL, {"q": BSN}).status_code == 200


def test_cards_of_doubles_count_too_and_yesterday_does_not(world, gids, monkeypatch):
    monkeypatch.setattr(lookup, "DAILY_LIMIT", ((datetime.date(2026, 1, 1), 2),))
    Reading.objects.bulk_create(
        [
            Reading(actor=gids.user, part=part, purpose="taak", trace=gids.trace)
            for part in ("lookup", "double", "person", "double")
        ]
    )
    assert lookup.used_today(gids.user) == 3
    with pytest.raises(Conflict):
        look_up(by=gids, question=Question(bsn=BSN))


def test_the_default_limit_is_thirty():
    assert lookup.limit_on(datetime.date(2026, 11, 21)) == 30


@pytest.mark.parametrize("role", ["regiocoordinator", "teamleider", "werkgever", "klant", "beheerder"])
def test_other_roles_do_not_look_up(world, role):
    assert world.browser(world.actor(role)).post(URL, {"q": BSN}).status_code == 403


def test_a_hit_and_a_miss_ask_the_database_the_same(world, gids, django_assert_num_queries):
    world.client_of(world.coach(), bsn=BSN)
    look_up(by=gids, question=Question(bsn=BSN))
    with django_assert_num_queries(6):
        assert look_up(by=gids, question=Question(bsn=BSN)).found == Found.ELSEWHERE
    with django_assert_num_queries(6):
        assert look_up(by=gids, question=Question(bsn=test_bsn(2))).found == Found.NONE


def test_the_line_is_written_with_the_page(gids):
    look_up(by=gids, question=Question(bsn=BSN))
    assert gids.shown == {(None, "lookup"): None}
    record_readings(gids)
    assert Reading.objects.filter(actor=gids.user, part="lookup", dossier=None).count() == 1
