"""The person's pages: what is shown to whom, the BSN on a click, editing without losing, and who looked."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.actions.intake import Typed, save_answers
from clients.header import header_of
from clients.models import Client
from clients.policy import open_client
from werkcentrum.access import actions as access
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Membership, Relation, User
from werkcentrum.audit.models import Event, Reading

BSN = "999990019"


@pytest.fixture
def gids(world):
    return world.gids()


@pytest.fixture
def client(world, gids):
    return world.client_of(gids, situation="WW", since="2026-01-01", until="2026-12-31", bsn=BSN)


def url(name, client):
    return reverse(f"clients:{name}", args=[client.public_id])


def text(page):
    return page.content.decode()


# The header


def test_the_header_tells_who_situation_lead_and_takes_three_queries_at_most(world, client, gids):
    opened = open_client(gids, client.public_id, part="intake")
    with CaptureQueriesContext(connection) as queries:
        header = header_of(opened, "intake")
    assert len(queries) <= 3
    assert header.name == "Fatima el Amrani"
    assert header.line == "WW-uitkering tot en met 31 dec 2026"
    assert {"label": "Gemeente", "value": "Leeuwarden"} in header.facts
    assert any("gids werkcentrum-friesland, " in fact["value"] for fact in header.facts)
    assert [tab["label"] for tab in header.tabs if tab["current"]] == ["Intake"]


# The Intake tab


def test_a_name_or_number_is_never_in_the_title_or_address(world, client, gids):
    for name in ("person", "person_edit", "watchers", "responsible", "situations", "intake_check"):
        page = world.browser(gids).get(url(name, client))
        assert page.status_code == 200, name
        title = text(page).split("<title>")[1].split("</title>")[0]
        assert "Fatima" not in title and BSN not in text(page)


def test_answers_are_shown_by_role(world, client, gids):
    lead = world.coach("gemeente-leeuwarden")
    other = world.client_of(lead)
    save_answers(client=other, typed={"housing": Typed("homeless"), "help_question": Typed("Een huis.")}, by=lead)
    assert "Ik heb geen vaste woonplek" in text(world.browser(lead).get(url("person", other)))
    world.involve(gids, other)
    seen = text(world.browser(gids).get(url("person", other)))
    assert "Een huis." in seen
    assert "Ik heb geen vaste woonplek" not in seen


def test_reading_the_page_is_logged_with_its_part(world, client, gids):
    world.browser(gids).get(url("person", client))
    assert Reading.objects.filter(actor=gids.user, dossier=client.pk, part="intake").count() == 1


def test_who_has_no_relation_sees_the_same_as_nothing(world, client):
    stranger = world.browser(world.coach())
    for name in ("person", "person_edit", "watchers", "responsible", "situations", "intake_check"):
        assert stranger.get(url(name, client)).status_code == 404, name


def test_who_supports_sees_the_named_groups_and_no_income(world, client, gids):
    save_answers(client=client, typed={"help_question": Typed("Werk in de zorg.")}, by=gids)
    adviser = world.coach("onderwijs-friesland")
    until = timezone.now() + datetime.timedelta(days=9)
    world.involve(adviser, client, Relation.SUPPORT, field_groups=["G5"], until=until)
    browser = world.browser(adviser)
    seen = text(browser.get(url("person", client)))
    assert "Werk in de zorg." in seen
    assert "WW" not in seen.split("<main")[1].split("die u niet ziet")[0] and "000-0000000" not in seen
    assert browser.get(url("responsible", client)).status_code == 403
    assert browser.get(url("situations", client)).status_code == 403
    assert browser.get(reverse("clients:intake", args=[client.public_id, 1])).status_code == 403


# The BSN


def test_the_number_is_shown_on_a_click_to_the_ground_of_uwv_and_logged(world):
    coach = world.coach()
    client = world.client_of(coach, bsn=BSN)
    browser = world.browser(coach)
    assert BSN not in text(browser.get(url("person", client)))
    assert "BSN tonen" in text(browser.get(url("person", client)))
    assert BSN in text(browser.post(url("bsn", client)))
    assert Reading.objects.filter(dossier=client.pk, part="bsn").count() == 1
    assert Event.objects.get(action="clients.read_bsn").dossier_id == client.pk
    assert browser.get(url("bsn", client)).status_code == 405


def test_the_number_is_not_for_a_gids_or_a_social_partner(world, client, gids):
    assert world.browser(gids).post(url("bsn", client)).status_code == 403
    adviser = world.coach("sociale-partners")
    led = world.client_of(adviser, bsn="999990020")
    page = world.browser(adviser).post(url("bsn", led))
    assert page.status_code == 403
    assert "BSN tonen" not in text(world.browser(adviser).get(url("person", led)))
    assert not Event.objects.filter(action="clients.read_bsn").exists()


def test_a_number_that_was_not_at_hand_is_added_later(world, client, gids):
    later = world.client_of(gids)
    browser = world.browser(gids)
    assert url("bsn_add", later) in text(browser.get(url("person", later)))
    assert browser.post(url("bsn_add", later), {"bsn": "123456789"}).status_code == 422
    assert browser.post(url("bsn_add", later), {"bsn": "11122233"}).status_code == 422
    assert browser.post(url("bsn_add", later), {"bsn": "111 222 333"}).status_code == 302
    assert later.national_number.text() == "111222333"
    assert url("bsn_add", later) not in text(browser.get(url("person", later)))
    assert browser.post(url("bsn_add", later), {"bsn": "123456782"}).status_code == 409


def test_a_number_of_somebody_else_is_refused_and_counts_as_a_look_up(world, client, gids):
    other = world.client_of(world.coach(), bsn="999990020")
    mine = world.client_of(gids)
    page = world.browser(gids).post(url("bsn_add", mine), {"bsn": "999990020"})
    assert page.status_code == 409
    assert "hoort bij een ander dossier" in text(page)
    assert Reading.objects.filter(actor=gids.user, dossier=other.pk, part="lookup").count() == 1
    assert world.browser(world.coach("sociale-partners")).get(url("bsn_add", mine)).status_code == 404


# Editing


def typed(client, **changes):
    fields = ("first_names", "call_name", "prefix", "surname", "partner_prefix", "partner_surname", "name_use")
    fields += (
        "house_number",
        "house_letter",
        "house_addition",
        "postcode",
        "street",
        "place",
        "phone",
        "email",
        "version",
    )
    values = {name: getattr(client, name) for name in fields}
    values |= {"municipality": client.municipality_id, "birth_day": "14", "birth_month": "3", "birth_year": "1995"}
    return {key: "" if value is None else value for key, value in (values | changes).items()}


def test_an_edit_is_saved_with_version_event_and_source(world, client, gids):
    save_answers(client=client, typed={"gender": Typed("V")}, by=gids)
    page = world.browser(gids).post(
        url("person_edit", client), typed(client, street="Nieuwestad", phone="058 123 45 67")
    )
    assert page.status_code == 302
    client.refresh_from_db()
    assert (client.street, client.version) == ("Nieuwestad", 2)
    event = Event.objects.get(action="clients.edit")
    assert event.detail == {"fields": ["phone", "street"]}
    assert client.history.first().event_id == event.pk


def test_a_stale_edit_shows_both_texts_and_saves_nothing(world, client, gids):
    old = typed(client, surname="Yilmaz")
    browser = world.browser(gids)
    browser.post(url("person_edit", client), typed(client, surname="Demir"))
    page = browser.post(url("person_edit", client), old)
    assert page.status_code == 409
    assert "Demir" in text(page) and 'value="Yilmaz"' in text(page)
    assert 'name="version" value="2"' in text(page)
    client.refresh_from_db()
    assert client.surname == "Demir"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"birth_day": "31", "birth_month": "2"}, "Deze datum bestaat niet"),
        ({"birth_year": "2050"}, "in de toekomst"),
        ({"postcode": "0000"}, "vier cijfers en twee letters"),
        ({"surname": ""}, "Achternaam"),
        ({"name_use": "P"}, "Vul de naam van de partner in"),
        ({"municipality": "999999"}, "Kies een gemeente uit de lijst"),
    ],
)
def test_a_wrong_edit_is_told_and_kept_typed(world, client, gids, changes, sentence):
    page = world.browser(gids).post(url("person_edit", client), typed(client, phone="058 999 88 77", **changes))
    assert page.status_code == 422
    assert sentence in text(page) and "058 999 88 77" in text(page)
    assert "<h1>Fatima el Amrani</h1>" in text(page)
    assert Client.objects.get(pk=client.pk).version == 1


def test_a_municipality_of_another_region_is_a_handover(world, client, gids):
    ede = world.municipality("Ede")
    page = world.browser(gids).post(url("person_edit", client), typed(client, municipality=ede.pk))
    assert page.status_code == 422
    assert "Kies dan bij de gegevens voor ‘Verhuizing’" in text(page)


# Income


def test_a_period_is_ended_and_removed_from_its_own_page(world, client, gids):
    period = client.income_periods.get()
    page = reverse("clients:situation_edit", args=[client.public_id, period.pk])
    browser = world.browser(gids)
    assert browser.get(page).status_code == 200
    assert browser.post(page, {"deed": "end", "on": "31-2-2026"}).status_code == 422
    assert browser.post(page, {"deed": "end", "on": "1-1-2020"}).status_code == 422
    assert browser.post(page, {"deed": "end", "on": "30-11-2026"}).status_code == 302
    period.refresh_from_db()
    assert period.valid_until == datetime.date(2026, 11, 30)
    assert browser.post(page, {"deed": "iets"}).status_code == 422
    assert browser.post(page, {"deed": "remove"}).status_code == 302
    assert browser.get(page).status_code == 404


def test_somebody_elses_period_is_not_reached_through_ones_own_dossier(world, client, gids):
    other = world.client_of(world.coach())
    page = reverse("clients:situation_edit", args=[client.public_id, other.income_periods.get().pk])
    assert world.browser(gids).get(page).status_code == 404


def test_an_overlap_on_the_income_page_is_told(world, client, gids):
    answer = {"code": "BIJSTAND", "valid_from": "1-6-2026", "leading": "on", "source": "klant"}
    page = world.browser(gids).post(url("situations", client), answer)
    assert page.status_code == 409
    assert "maar één inkomen tegelijk" in text(page) and 'value="1-6-2026"' in text(page)


# Who helps, who looks


def test_who_helps_names_paying_and_responsible_body(world, client, gids):
    seen = text(world.browser(gids).get(url("responsible", client)))
    assert "Wie betaalt" in seen and "Regel 5 van de 14 regels. Artikel: Pwet 7.3.c, 7.7." in seen


def test_nobody_responsible_says_what_to_do_instead(world, gids):
    client = world.client_of(gids, situation="LOONDOORBETALING_ZIEK")
    assert "Neem samen met de klant contact op met de werkgever" in text(
        world.browser(gids).get(url("responsible", client))
    )


def test_the_lead_sees_who_looked_folded_per_day(world, client, gids):
    colleague = world.gids(name="Collega")
    world.involve(colleague, client)
    for _ in range(2):
        world.browser(colleague).get(url("person", client))
    seen = text(world.browser(gids).get(url("watchers", client)))
    assert seen.count('<td data-label="Wie">Collega</td>') == 1
    assert "Voert de regie" in seen
    assert "Alleen de regiehouder" in text(world.browser(colleague).get(url("watchers", client)))


@pytest.fixture
def fatima(world, client, gids):
    """The client on her own account."""
    user = User.objects.create_user("fatima@test.example", "Fatima", "wachtwoord-voor-test")
    access.grant_membership(
        user=user, participation=gids.cell, role="klant", by=None, valid_from=datetime.date(2026, 1, 1)
    )
    access.involve(dossier=client.dossier, user=user, participation=None, relation=Relation.SELF, by=gids)
    return of_user(user, Membership.objects.get(user=user))


def test_my_data_shows_sources_and_where_to_see_who_looked(world, client, gids, fatima):
    save_answers(client=client, typed={"help_question": Typed("Werk in de zorg.")}, by=gids)
    world.browser(gids).get(url("person", client))
    seen = text(world.browser(fatima).get(reverse("clients:my_data")))
    assert "Werk in de zorg." in seen and "Zelf verteld" in seen
    assert "Klopt dit niet? Vertel het ons" in seen
    assert gids.user.name not in seen and reverse("clients:my_looks") in seen
    assert "WW-uitkering van 1 januari 2026" in seen and BSN not in seen


def test_a_client_opens_no_page_of_staff(world, client, fatima):
    browser = world.browser(fatima)
    for name in ("person", "person_edit", "watchers", "situations", "intake_check", "responsible"):
        assert browser.get(url(name, client)).status_code == 403, name
    assert browser.get(reverse("clients:list")).status_code == 403


def test_a_client_without_dossier_is_told_what_to_do(world, gids):
    user = User.objects.create_user("leeg@test.example", "Leeg", "wachtwoord-voor-test")
    access.grant_membership(
        user=user, participation=gids.cell, role="klant", by=None, valid_from=datetime.date(2026, 1, 1)
    )
    page = world.browser(of_user(user, Membership.objects.get(user=user))).get(reverse("clients:my_data"))
    assert "Wij weten nog niets over u" in text(page)


def test_staff_have_no_data_page_of_their_own(world, gids):
    assert world.browser(gids).get(reverse("clients:my_data")).status_code == 403
