"""Registering: one person, one dossier; doubles are asked about, and no two desks make two files."""

import datetime
import threading

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from clients import doubles, lookup
from clients.actions.registration import AlreadyKnown, Papers, PossibleDoubles, register
from clients.models import Client, Entry, Intake, IntakeAnswer, NationalNumber, NumberIndex, Visit
from clients.names import split_prefix
from tests.factories.world import test_bsn
from werkcentrum.access.models import Involvement
from werkcentrum.audit.models import Event, Reading
from werkcentrum.regions.models import Municipality

pytestmark = pytest.mark.django_db
URL = "/klanten/inschrijven/"
BSN = test_bsn(5)


@pytest.fixture
def gids(world):
    return world.gids()


@pytest.fixture
def browser(world, gids):
    return world.browser(gids)


@pytest.fixture
def typed(world):
    return {
        "call_name": "Fatima",
        "first_names": "Fatima Zahra",
        "prefix": "el",
        "surname": "Amrani",
        "name_use": "E",
        "birth_day": "14",
        "birth_month": "3",
        "birth_year": "1995",
        "postcode": "8911 AA",
        "house_number": "12",
        "municipality": str(world.municipality().pk),
        "municipality_sure": "on",
        "phone": "06 12 34 56 78",
        "bsn": BSN,
        "document": "passport",
        "seen_on": timezone.localdate().strftime("%d-%m-%Y"),
        "reason": "werk",
        "channel": "balie",
        "privacy": "on",
    }


def person(world, **fields):
    given = {
        "call_name": "Fatima",
        "prefix": "el",
        "surname": "Amrani",
        "birth_on": datetime.date(1995, 3, 14),
        "postcode": "8911AA",
    }
    return Client(municipality=Municipality.objects.select_related("region").get(name="Leeuwarden"), **given | fields)


def enter(world, by, bsn="", none_of_these="", **fields):
    return register(
        by=by, person=person(world, **fields), papers=Papers(bsn=bsn), reason="werk", none_of_these=none_of_these
    )


def test_registering_opens_the_one_dossier_and_goes_on_to_the_intake(world, gids, browser, typed):
    answer = browser.post(URL, typed)
    client = Client.objects.get()
    assert answer.status_code == 302 and answer.url == f"/klanten/{client.public_id}/intake/1/"
    assert (client.name, client.sort_name, client.search_name) == ("Fatima el Amrani", "amrani fatima el", "amrani")
    assert (client.postcode, client.region, client.municipality.name) == ("8911AA", world.region(), "Leeuwarden")
    lead = Involvement.objects.get(dossier=client.pk, relation="lead")
    assert (lead.user, lead.ground) == (gids.user, "desk")
    assert Intake.objects.get(client=client).state == "concept"
    assert dict(IntakeAnswer.objects.values_list("field", "value"))["id_kind"] == "passport"
    visit = Visit.objects.get()
    assert (visit.outcome, visit.reason, visit.municipality) == ("ingeschreven", "werk", client.municipality)
    event = Event.objects.get(action="clients.register")
    assert event.dossier_id == client.pk and event.detail == {"no_bsn": "", "privacy_notice": "2026-1"}
    assert client.history.get().event_id == event.pk
    assert Entry.objects.filter(client=client, milestone=True, text="Ingeschreven bij Werkcentrum Friesland").exists()


def test_the_bsn_stands_in_its_own_table_only(gids, browser, typed):
    browser.post(URL, typed)
    number = NationalNumber.objects.get()
    assert NumberIndex.objects.get().client_id == number.pk and BSN.encode() not in bytes(number.sealed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" AS row WHERE row::text LIKE %s', [f"%{BSN}%"])
            assert cursor.fetchone() == (0,), table


def test_colleagues_of_the_desk_may_resume_and_nobody_else(world, gids):
    joost = world.gids(name="Joost")
    gone = world.gids(name="Weg")
    gone.user.is_active = False
    gone.user.save()
    other = world.gids(region="FoodValley")
    client = enter(world, gids)
    assert Client.objects.visible_to(joost).filter(pk=client.pk).exists()
    for stranger in (gone, other, world.coach(), world.team_leader()):
        assert not Client.objects.visible_to(stranger).filter(pk=client.pk).exists()
    for number in range(10):
        world.gids(name=f"Gids {number}")
    second = enter(world, gids, surname="Heel-Anders", birth_on=datetime.date(1970, 1, 30))
    assert Involvement.objects.filter(dossier=second.pk, relation="team").count() == 8


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"surname": ""}, "Achternaam"),
        ({"birth_day": "31", "birth_month": "2"}, "bestaat niet"),
        ({"birth_year": "2095"}, "toekomst"),
        ({"birth_year": "1850"}, "ouder dan 120 jaar"),
        ({"birth_month": ""}, "Vul ook de maand in"),
        ({"bsn": "123456789"}, "Dit nummer klopt niet"),
        ({"bsn": "12345"}, "Een BSN heeft 9 cijfers"),
        ({"bsn": ""}, "kies waarom het er nu niet is"),
        ({"postcode": "0123 AB"}, "vier cijfers en twee letters"),
        ({"postcode": "8911 SS"}, "vier cijfers en twee letters"),
        ({"municipality": "999999"}, "Kies een gemeente uit de lijst"),
        ({"municipality": ""}, "Gemeente"),
        ({"house_number": "twaalf"}, "alleen het getal"),
        ({"phone": "123"}, "ten minste 10 cijfers"),
        ({"email": "fatima"}, "naam@voorbeeld.nl"),
        ({"seen_on": "1-1-2099"}, "niet in de toekomst"),
        ({"seen_on": ""}, "wanneer u het identiteitsbewijs zag"),
        ({"name_use": "P"}, "naam van de partner"),
        ({"reason": ""}, "Waar komt de klant voor?"),
        ({"privacy": ""}, "uitleg over privacy"),
    ],
)
def test_impossible_values_are_sentences_and_nothing_typed_is_lost(browser, typed, change, says):
    answer = browser.post(URL, typed | change)
    page = answer.content.decode()
    assert answer.status_code == 422 and says in page and "ongeldig" not in page
    assert 'value="Fatima Zahra"' in page
    assert not Client.objects.exists() and not Visit.objects.exists()


def test_eight_digits_and_partial_dates(browser, typed):
    eight = next(number for number in ("10000008", "11222333", "12345672") if _passes(number))
    browser.post(URL, typed | {"bsn": eight, "birth_day": "", "birth_month": ""})
    client = Client.objects.get()
    assert (client.birth_on, client.birth_precision) == (datetime.date(1995, 1, 1), "year")
    assert [fit.dossier_id for fit in lookup.matches(lookup.Question(bsn=eight.zfill(9)))] == [client.pk]


def _passes(number):
    return sum(int(d) * w for d, w in zip(number.zfill(9), (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11 == 0


def test_without_bsn_the_reason_is_kept(browser, typed):
    browser.post(URL, typed | {"bsn": "", "no_bsn": "later"})
    assert Event.objects.get(action="clients.register").detail["no_bsn"] == "later"
    assert not NationalNumber.objects.exists()


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("el Amrani", ("el", "Amrani")),
        ("Van der Berg", ("Van der", "Berg")),
        ("van den Berg-Jansen", ("van den", "Berg-Jansen")),
        ("in 't Veld", ("in 't", "Veld")),
        ("Jansen", ("", "Jansen")),
        ("Van", ("", "Van")),
        ("Vandermeer", ("", "Vandermeer")),
    ],
)
def test_prefixes(whole, parts):
    assert split_prefix(whole) == parts


def test_a_prefix_in_the_surname_is_offered_apart_once(browser, typed):
    answer = browser.post(URL, typed | {"prefix": "", "surname": "el Amrani"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="el"' in page and 'value="Amrani"' in page
    assert browser.post(URL, typed | {"prefix": "", "surname": "el Amrani", "surname_sure": "on"}).status_code == 302
    assert Client.objects.get().prefix == ""


def test_postcode_and_municipality_that_disagree_are_asked_about(world, browser, typed):
    del typed["municipality_sure"]
    wrong = typed | {"postcode": "3771 AA"}
    answer = browser.post(URL, wrong)
    assert (
        answer.status_code == 422
        and "Deze postcode ligt in gemeente Barneveld, u koos Leeuwarden" in answer.content.decode()
    )
    assert browser.post(URL, wrong | {"municipality_sure": "on"}).status_code == 302


def test_the_postcode_fills_in_the_municipality(browser, typed):
    htmx = {"HTTP_HX_REQUEST": "true"}
    page = browser.post(f"{URL}woonplaats/", typed | {"postcode": "3771AA", "guess": "1"}, **htmx).content.decode()
    assert "Gemeente Barneveld volgt uit de postcode" in page and "Werkcentrum FoodValley" in page


def test_somebody_of_another_region_may_register_and_hears_where_the_own_werkcentrum_is(world, gids, browser, typed):
    ede = world.municipality("Ede")
    answer = browser.post(URL, typed | {"municipality": str(ede.pk)}, follow=True)
    assert "Ede hoort bij Werkcentrum FoodValley" in answer.content.decode()
    client = Client.objects.get()
    assert (
        client.region == ede.region
        and Involvement.objects.get(dossier=client.pk, relation="lead").participation == gids.cell
    )


def test_a_double_click_is_one_dossier(browser, typed):
    once = typed | {"submit_key": "7f6cc9a4-8d1c-4a8e-9d66-0c9b3f0e3c11"}
    first, second = browser.post(URL, once), browser.post(URL, once)
    assert first.url == second.url and Client.objects.count() == 1 and Visit.objects.count() == 1


def test_a_known_bsn_finds_the_person_and_makes_no_second_dossier(world, browser, gids, typed):
    known = world.client_of(world.coach(), bsn=BSN, surname="Geheimman", birth_on=datetime.date(1960, 5, 5))
    answer = browser.post(URL, typed)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Er is al een dossier met dit BSN" in page and "Vraag het aan UWV" in page
    assert "Geheimman" not in page and 'value="Amrani"' in page
    assert Client.objects.count() == 1
    assert Reading.objects.filter(actor=gids.user, part="lookup", dossier=known.pk).count() == 1


def test_a_known_bsn_of_the_own_desk_gives_the_dossier(world, browser, gids, typed):
    known = world.client_of(gids, bsn=BSN, birth_on=datetime.date(1960, 5, 5))
    assert str(known.public_id) in browser.post(URL, typed).content.decode()


def test_possible_doubles_are_cards_with_as_little_as_can_be(world, browser, gids, typed):
    known = world.client_of(
        world.coach(), surname="Amranni", first_names="Fatiema", call_name="Fati", phone="000-1111111"
    )
    answer = browser.post(URL, typed)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Is het een van deze mensen?" in page
    assert (
        "F. el A." in page and "geboren in 1995, Leeuwarden" in page and "Vraag het aan UWV (regio Friesland)" in page
    )
    assert not any(word in page for word in ("Amranni", "Fatiema", "000-1111111", str(known.public_id)))
    assert list(Reading.objects.filter(actor=gids.user, part="double").values_list("dossier_id", flat=True)) == [
        known.pk
    ]
    assert lookup.used_today(gids.user) == 1
    proof = page.split('name="none_of_these" value="')[1].split('"')[0]
    assert browser.post(URL, typed | {"none_of_these": proof}).status_code == 302
    assert Client.objects.count() == 2 and lookup.used_today(gids.user) == 1


def test_none_of_these_holds_for_these_cards_and_this_user_only(world, gids):
    world.client_of(world.coach())
    with pytest.raises(PossibleDoubles) as first:
        enter(world, gids)
    with pytest.raises(PossibleDoubles):
        enter(world, world.gids(name="Joost"), none_of_these=first.value.proof)
    world.client_of(world.coach(), surname="Amrany")
    with pytest.raises(PossibleDoubles) as second:
        enter(world, gids, none_of_these=first.value.proof)
    assert len(second.value.cards) == 2


def test_over_the_limit_no_cards_are_shown(world, browser, gids, typed, monkeypatch):
    monkeypatch.setattr(lookup, "DAILY_LIMIT", ((datetime.date(2026, 1, 1), 0),))
    world.client_of(world.coach())
    answer = browser.post(URL, typed)
    assert (
        answer.status_code == 409
        and "opgezocht" in answer.content.decode()
        and "F. el A." not in answer.content.decode()
    )
    assert (
        not Reading.objects.filter(part="double").exists()
        and Reading.objects.filter(part="lookup", dossier=None).exists()
    )
    assert Client.objects.count() == 1


@pytest.mark.parametrize(
    ("surname", "birth_on"),
    [
        ("Amrani", (1995, 3, 4)),
        ("Amranni", (1995, 3, 4)),
        ("Amarni", (1995, 3, 4)),
        ("El Amrani", (1995, 3, 4)),
        ("Amrani", (1995, 4, 3)),
        ("Amrani", (1995, 3, 13)),
        ("Amrani", (1995, 2, 24)),
    ],
)
def test_spelling_swapped_day_and_month_and_some_days_are_forgiven(world, gids, surname, birth_on):
    world.client_of(gids, birth_on=datetime.date(1995, 3, 4))
    assert doubles.find(birth_on=datetime.date(*birth_on), surname=surname)


@pytest.mark.parametrize(
    ("surname", "birth_on"), [("Bakker", (1995, 3, 4)), ("Amrani", (1995, 6, 4)), ("Amrani", (1996, 3, 4))]
)
def test_others_are_no_doubles(world, gids, surname, birth_on):
    world.client_of(gids, birth_on=datetime.date(1995, 3, 4))
    assert doubles.find(birth_on=datetime.date(*birth_on), surname=surname) == []


def test_partial_dates_find_each_other(world, gids):
    world.client_of(gids, birth_on=datetime.date(1995, 1, 1), birth_precision="year")
    assert doubles.find(birth_on=datetime.date(1995, 6, 20), surname="Amrani")
    world.client_of(gids, surname="Dijkstra", birth_on=datetime.date(1980, 11, 30))
    assert doubles.find(birth_on=datetime.date(1980, 1, 1), precision="year", surname="Dijkstra")
    assert doubles.find(birth_on=datetime.date(1980, 11, 1), precision="month", surname="Dykstra")
    assert not doubles.find(birth_on=datetime.date(1981, 1, 1), precision="year", surname="Dijkstra")


def test_three_cards_at_most_the_likeliest_first(world, gids, django_assert_num_queries):
    for surname in ("Amrano", "Amrani", "Amranu", "Amrane"):
        world.client_of(gids, surname=surname, call_name=surname[-1])
    with django_assert_num_queries(1):
        cards = doubles.find(birth_on=datetime.date(1995, 3, 14), surname="Amrani")
    assert len(cards) == 3 and cards[0].known_at == "Werkcentrum Friesland (regio Friesland)"
    assert Client.objects.get(pk=cards[0].dossier_id).surname == "Amrani"


@pytest.mark.parametrize("role", ["coach", "regiocoordinator", "teamleider", "klant"])
def test_who_does_not_register(world, role, typed):
    assert world.browser(world.actor(role)).post(URL, typed).status_code == 403
    assert not Client.objects.exists()


def race(deeds):
    """Run deeds at the same time, each in its own transaction; gives what each returned or raised."""
    ready, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place, deed):
        try:
            ready.wait(timeout=10)
            with transaction.atomic():
                results[place] = deed()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("born", [(1995, 3, 14), (1960, 5, 5)], ids=["same birth date", "another birth date typed"])
def test_two_desks_at_once_end_in_the_same_file(committed_world, born):
    """The second desk waits for the first, then finds its dossier: by the queue, or by the unique index."""
    world = committed_world
    ede, leeuwarden = world.gids(region="FoodValley"), world.gids()
    answers = race(
        [
            lambda: enter(world, leeuwarden, bsn=BSN),
            lambda: enter(world, ede, bsn=BSN, birth_on=datetime.date(*born), surname="Heel-Anders"),
        ]
    )
    made = [answer for answer in answers if isinstance(answer, Client)]
    refused = [answer for answer in answers if isinstance(answer, AlreadyKnown)]
    assert len(made) == len(refused) == 1, answers
    assert refused[0].answer.ask.startswith("Werkcentrum")
    assert Client.objects.count() == NationalNumber.objects.count() == Visit.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_desks_at_once_without_a_bsn_see_each_other(committed_world):
    world = committed_world
    actors = [world.gids(), world.gids(region="FoodValley"), world.gids(name="Joost")]
    answers = race([lambda actor=actor: enter(world, actor) for actor in actors])
    assert sorted(type(answer).__name__ for answer in answers) == ["Client", "PossibleDoubles", "PossibleDoubles"]
    assert Client.objects.count() == 1
