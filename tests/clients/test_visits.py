"""Visits and light contacts: quick to record, kept once, seen by the own desk, refused in words."""

import datetime
import uuid

import pytest
from django.utils import timezone

from clients import freetext
from clients.actions.handover import offer
from clients.actions.intake import start_intake
from clients.actions.visits import finish_call_back, record_light_contact, record_visit
from clients.models import LightContact, Visit
from werkcentrum.audit.models import Event, Reading
from werkcentrum.refusal import Conflict

pytestmark = pytest.mark.django_db

VISIT = {"reason": "werk", "channel": "balie", "minutes": "5", "outcome": "beantwoord"}
LIGHT = {
    "call_name": "Fatima",
    "phone": "06 12 34 56 78",
    "question": "Hoe krijg ik werk?",
    "reason": "werk",
    "channel": "balie",
    "minutes": "5",
}


@pytest.fixture
def gids(world):
    return world.gids()


@pytest.fixture
def browser(world, gids):
    return world.browser(gids)


def light(actor, **fields):
    given = {
        "call_name": "Fatima",
        "question": "Werk?",
        "phone": "0612345678",
        "reason": "werk",
        "call_back_on": timezone.localdate(),
    }
    return record_light_contact(by=actor, **given | fields)


def test_a_visit_needs_one_choice_only(browser, world, gids):
    form = browser.get("/balie/bezoek/").context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"reason": "taal"}
    assert browser.post("/balie/bezoek/", typed, follow=True).status_code == 200
    visit = Visit.objects.get()
    assert (visit.reason, visit.channel, visit.minutes, visit.outcome) == ("taal", "balie", 5, "beantwoord")
    assert (
        visit.desk == world.desk()
        and visit.municipality == world.desk().municipality
        and visit.region == world.region()
    )
    assert Event.objects.get(action="clients.record_visit").actor == gids.user


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"minutes": "0"}, "van 1 tot 480"),
        ({"minutes": "481"}, "van 1 tot 480"),
        ({"minutes": "vijf"}, "van 1 tot 480"),
        ({"reason": ""}, "Waar gaat het over?"),
        ({"reason": "vliegen"}, "Kies een van de antwoorden"),
        ({"municipality": "999999"}, "Kies een gemeente uit de lijst"),
        ({"situation": "RIJK"}, "Kies een situatie uit de lijst"),
        ({"outcome": "ingeschreven"}, "Kies een van de antwoorden"),
    ],
)
def test_impossible_visits_are_sentences_and_keep_what_was_typed(browser, change, says):
    answer = browser.post("/balie/bezoek/", VISIT | {"minutes": "37"} | change)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page and "ongeldig" not in page and "geldige" not in page
    assert f'value="{change.get("minutes", "37")}"' in page
    assert not Visit.objects.exists()


def test_a_double_click_is_one_visit(browser):
    once = VISIT | {"submit_key": str(uuid.uuid4())}
    answers = [browser.post("/balie/bezoek/", once) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {302} and {answer.url for answer in answers} == {"/balie/"}
    assert Visit.objects.count() == 1


def test_a_refused_visit_may_be_sent_again_with_its_key(browser):
    key = {"submit_key": str(uuid.uuid4())}
    refused = browser.post("/balie/bezoek/", VISIT | key | {"minutes": "0"})
    assert key["submit_key"] in refused.content.decode()
    assert browser.post("/balie/bezoek/", VISIT | key).status_code == 302
    assert Visit.objects.count() == 1


def test_htmx_gets_the_panel_and_after_saving_the_desk(browser):
    htmx = {"HTTP_HX_REQUEST": "true"}
    panel = browser.get("/balie/bezoek/", **htmx).content.decode()
    assert 'id="formulier"' in panel and "<html" not in panel
    refused = browser.post("/balie/bezoek/", VISIT | {"minutes": "0"}, **htmx)
    assert (
        refused.status_code == 422
        and refused.headers["HX-Retarget"] == "#paneel"
        and "<html" not in refused.content.decode()
    )
    desk = browser.post("/balie/bezoek/", VISIT, follow=True, **htmx).content.decode()
    assert 'id="werk"' in desk and "Bezoek vastgelegd: werk zoeken, 5 minuten." in desk


def test_the_desk_counts_its_own_visits_only(world, gids, browser):
    for reason in ("taal", "taal", "werk"):
        record_visit(by=gids, reason=reason)
    light(gids)
    record_visit(by=world.gids(region="FoodValley"), reason="schulden")
    record_visit(by=world.coach(), reason="schulden")
    today = browser.get("/balie/").context["today"]
    assert today.bars == [("Werk zoeken", 2, 100), ("Taal", 2, 100)]
    assert (today.visits, today.light, today.registered) == (4, 1, 0)
    Visit.objects.update(at=timezone.now() - datetime.timedelta(days=1))
    assert browser.get("/balie/").context["today"].visits == 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"phone": ""}, "Vul een telefoonnummer of e-mailadres in"),
        ({"phone": "12"}, "ten minste 10 cijfers"),
        ({"phone": "bel mij maar"}, "ten minste 10 cijfers"),
        ({"phone": "", "email": "fatima"}, "naam@voorbeeld.nl"),
        ({"call_name": ""}, "Roepnaam"),
        ({"question": ""}, "Vraag"),
        ({"call_back_on": "31-2-2027"}, "dag-maand-jaar"),
        ({"call_back_on": "1-1-2020"}, "vanaf vandaag"),
        ({"question": "Mijn BSN is 111222333"}, "op een BSN lijkt"),
        ({"question": "Ik heb PTSS en zoek werk"}, "ziekte of diagnose"),
    ],
)
def test_impossible_light_contacts(browser, change, says):
    answer = browser.post("/balie/contact/", LIGHT | change)
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not LightContact.objects.exists() and not Visit.objects.exists()


def test_the_warning_about_text_asks_and_does_not_block(browser):
    suspect = LIGHT | {"question": "Burn-out gehad, wil weer aan het werk"}
    assert b"De tekst mag zo blijven staan" in browser.post("/balie/contact/", suspect).content
    assert browser.post("/balie/contact/", suspect | {"keep_text": "on"}).status_code == 302
    assert LightContact.objects.get().visit.outcome == Visit.Outcome.LIGHT


@pytest.mark.parametrize("text", ["bsn 111.222.333", "111 222 333", "Nummer: 123456782."])
def test_numbers_that_look_like_a_bsn(text):
    assert freetext.warnings(text) == [freetext.BSN_SENTENCE]


@pytest.mark.parametrize(
    "text", ["06 12 34 56 78", "0612345678", "op 14-03-1995 geboren", "om 10.30 uur bij balie 3", "rijbewijs B"]
)
def test_ordinary_numbers_are_no_bsn(text):
    assert freetext.warnings(text) == []


def test_a_double_click_is_one_light_contact(browser):
    once = LIGHT | {"submit_key": str(uuid.uuid4())}
    for _ in range(2):
        browser.post("/balie/contact/", once)
    assert (LightContact.objects.count(), Visit.objects.count()) == (1, 1)


def test_calling_back_is_on_the_desk_until_it_is_done(browser, gids):
    contact = light(gids, call_name="Jadzia", question="Kan ik een cursus doen?")
    page = browser.get("/balie/").content.decode()
    assert "Jadzia" in page and "Kan ik een cursus doen?" in page
    assert Reading.objects.filter(actor=gids.user, dossier=None, part="list:light_contacts").exists()
    answer = browser.post(f"/balie/contact/{contact.public_id}/gedaan/", {"result": ""})
    assert answer.status_code == 422 and "Wat is de uitkomst?" in answer.content.decode()
    browser.post(f"/balie/contact/{contact.public_id}/gedaan/", {"result": "Komt dinsdag langs"})
    contact.refresh_from_db()
    assert (contact.result, contact.done_by) == ("Komt dinsdag langs", gids.user)
    assert browser.get("/balie/").context["calls"] == []


def test_two_colleagues_cannot_both_call_back(world, browser, gids):
    contact = light(gids)
    finish_call_back(by=world.gids(name="Joost"), contact=contact, result="Gebeld")
    answer = browser.post(f"/balie/contact/{contact.public_id}/gedaan/", {"result": "Ook gebeld"})
    assert answer.status_code == 409 and "al afgehandeld" in answer.content.decode()
    with pytest.raises(Conflict):
        finish_call_back(by=gids, contact=contact, result="Ook gebeld")


def test_light_contacts_of_another_desk_are_not_there(world, browser):
    other = light(world.gids(region="FoodValley"), call_name="Zwaantje")
    assert "Zwaantje" not in browser.get("/balie/").content.decode()
    assert browser.post(f"/balie/contact/{other.public_id}/gedaan/", {"result": "x"}).status_code == 404


@pytest.mark.parametrize(
    "role", ["regiocoordinator", "werkgever", "klant", "privacyofficer", "beheerder", "teamleider"]
)
def test_who_does_not_record_visits_gets_no_desk(world, role):
    browser = world.browser(world.actor(role))
    assert browser.get("/balie/").status_code == 403
    assert browser.post("/balie/bezoek/", VISIT).status_code == 403
    assert not Visit.objects.exists()


def test_the_desk_asks_the_same_questions_for_many_rows(world, gids, browser, django_assert_max_num_queries):
    for number in range(2):
        light(gids, call_name=f"Naam {number}")
    browser.get("/balie/")
    with django_assert_max_num_queries(20) as few:
        browser.get("/balie/")
    for number in range(9):
        light(gids, call_name=f"Naam {number}")
    with django_assert_max_num_queries(len(few)):
        browser.get("/balie/")


def test_unfinished_intakes_are_for_who_may_go_on(world, gids, browser):
    client = world.client_of(gids)
    start_intake(client=client, by=gids)
    joost = world.gids(name="Joost")
    assert world.browser(joost).get("/balie/").context["intakes"] == []
    world.involve(joost, client)
    page = world.browser(joost).get("/balie/")
    assert page.context["intakes"][0]["url"] == f"/klanten/{client.public_id}/intake/1/"
    assert Reading.objects.filter(actor=joost.user, dossier=client.pk, part="list:intakes").count() == 1
    assert "Fatima" not in world.browser(world.gids(region="FoodValley")).get("/balie/").content.decode()


def test_dossiers_at_the_partner_stay_in_sight(world, gids, browser):
    client = world.client_of(gids)
    world.team_leader()
    offer(client=client, to=world.cell("uwv"), reason="UWV betaalt de uitkering", by=gids)
    page = browser.get("/balie/")
    assert [(row["name"], row["to"]) for row in page.context["waiting"]] == [("Fatima el Amrani", "UWV")]
    assert Reading.objects.filter(actor=gids.user, dossier=client.pk, part="list:waiting").count() == 1
    assert world.browser(world.gids(name="Joost")).get("/balie/").context["waiting"] == []
