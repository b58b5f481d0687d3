"""Sealing a dossier: who is named goes on as before, for others it does not exist; and an address that is hidden."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from clients.models import Client, Entry, Handover, HiddenAddress
from clients.models.address import COLUMNS
from tests.support.dossiers import MUNICIPAL, full, hand_over
from werkcentrum.access import actions as access
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Dossier, Involvement, Relation, Seal
from werkcentrum.audit.models import Event, Reading
from werkcentrum.refusal import Conflict, Refused
from werkplan.models import Werkplan


@pytest.fixture
def lead(world):
    return world.coach(name="Ulla")


@pytest.fixture
def officer(world):
    return world.actor("privacyofficer")


@pytest.fixture
def client(world, lead):
    return world.client_of(lead, street="Schuilstraat", postcode="8934KL", house_number=77)


def post(world, actor, address, **data):
    return world.browser(actor).post(address, {"submit_key": str(uuid4()), **data})


def text(page):
    return page.content.decode()


def shown(page):
    """What a page says, without what is new on every page."""
    body = text(page).split("<main")[1].split("Wie keek er")[0]
    return re.sub(r'name="(?:submit_key|csrfmiddlewaretoken)" value="[^"]*"|begrip-\d+', "", body)


def seal_url(client):
    return reverse("clients:seal", args=[client.dossier.public_id])


def row_of(actor, client):
    return Involvement.objects.live().get(user=actor.user, dossier=client.pk)


def seal(world, officer, client, *named, reason="bekend", **data):
    rows = [row_of(actor, client).pk for actor in named]
    return post(world, officer, seal_url(client), deed="seal", reason=reason, named=rows, **data)


def visible(actor, client):
    return Client.objects.visible_to(of_user(actor.user)).filter(pk=client.pk).exists()


def test_a_short_number_from_the_log_opens_the_page_without_a_name(world, officer, client):
    number = str(client.dossier.public_id)[:8]
    found = post(world, officer, reverse("clients:sealed"), number=number)
    assert found.status_code == 302 and found.url == seal_url(client)
    page = text(world.browser(officer).get(found.url))
    assert number in page and "Ulla, UWV (regie)" in page
    for secret in ("Fatima", "Amrani", "1995", "Schuilstraat", str(client.public_id)):
        assert secret not in page, secret
    assert Reading.objects.filter(actor=officer.user, dossier=client.pk, part="seal").exists()
    for wrong in ("zzzzzzzz", "1234567", "00000000"):
        assert post(world, officer, reverse("clients:sealed"), number=wrong).status_code == 422


def test_who_is_named_goes_on_and_all_others_lose_it_at_once(world, officer, client, lead):
    named, other = world.coach(name="Pieter"), world.coach(name="Derde")
    for actor in (named, other):
        world.involve(actor, client)
    assert seal(world, officer, client, lead, named).status_code == 302
    assert [visible(actor, client) for actor in (lead, named, other)] == [True, True, False]
    assert not Client.objects.known_to(other).exists()
    assert Seal.objects.get().state == "besloten"
    assert Event.objects.filter(action="access.seal", dossier=client.pk).exists()
    assert not Entry.objects.filter(client=client).exists(), "the timeline does not point at it"


def test_nothing_on_the_pages_of_who_is_named_points_at_it(world, officer, client, lead):
    browser = world.browser(lead)
    pages = [reverse(f"clients:{name}", args=[client.public_id]) for name in ("person", "watchers")]
    pages += [reverse("clients:list"), reverse("werkplan:timeline", args=[client.public_id])]
    before = [shown(browser.get(page)) for page in pages]
    seal(world, officer, client, lead)
    for page, told in zip(pages, before, strict=True):
        assert shown(browser.get(page)).splitlines() == told.splitlines(), page


def test_the_lead_is_among_the_named_or_another_is_made_lead_in_the_same_step(world, officer, client, lead):
    other = world.coach(name="Pieter")
    world.involve(other, client)
    refused = seal(world, officer, client, other)
    assert refused.status_code == 422 and "regiehouder moet" in text(refused)
    assert not Dossier.objects.get(pk=client.pk).sealed and not Seal.objects.exists(), "all or nothing"
    town = world.coach(MUNICIPAL, name="Marijke")
    page = text(world.browser(officer).get(seal_url(client), {"partner": town.cell.pk}))
    assert "Marijke" in page
    assert seal(world, officer, client, partner=town.cell.pk, lead=town.user.pk).status_code == 302
    assert visible(town, client) and not visible(lead, client) and not visible(other, client)
    assert row_of(town, client).sealed_named


def test_a_lead_of_another_region_is_refused(world, officer, client):
    far = world.actor("coach", "gemeente-ede", "FoodValley")
    with pytest.raises(Refused, match="in deze regio"):
        access.seal(dossier=client.dossier, reason="bekend", named=[], lead=(far.user, far.cell), by=officer)


def test_another_region_has_another_officer(world, client):
    stranger = world.actor("privacyofficer", region="FoodValley")
    assert world.browser(stranger).get(seal_url(client)).status_code == 404
    with pytest.raises(Refused, match="andere regio"):
        access.seal(dossier=client.dossier, reason="bekend", named=[], by=stranger)


def test_a_request_of_the_client_is_answered(world, officer, client, lead):
    klant = world.actor("klant", name="Fatima")
    access.involve(dossier=client.dossier, user=klant.user, participation=None, relation=Relation.SELF, by=lead)
    address = reverse("clients:my_seal_ask")
    assert "bijna niemand" in text(world.browser(klant).get(address))
    assert post(world, klant, address).status_code == 422
    assert post(world, klant, address, reason="dreiging").status_code == 302
    assert post(world, klant, address, reason="dreiging").status_code == 409
    page = text(world.browser(officer).get(reverse("clients:sealed")))
    assert "Gevraagd" in page and "De klant" in page and "Fatima" not in page
    assert post(world, officer, seal_url(client), deed="refuse").status_code == 302
    assert Seal.objects.get().state == "geweigerd" and visible(lead, client)
    assert post(world, officer, seal_url(client), deed="refuse").status_code == 422


def test_a_request_is_granted_with_the_reason_that_the_officer_finds(world, officer, client, lead):
    access.ask_seal(dossier=client.dossier, reason="bekend", by=lead)
    assert seal(world, officer, client, lead, reason="medewerker").status_code == 302
    row = Seal.objects.get()
    assert (row.reason, row.state, row.asked_by, row.decided_by) == ("medewerker", "besloten", lead.user, officer.user)
    assert seal(world, officer, client, lead).status_code == 409


def test_who_opens_it_can_change_and_it_can_be_lifted(world, officer, client, lead):
    other = world.coach(name="Pieter")
    world.involve(other, client)
    seal(world, officer, client, lead)
    rows = [row_of(actor, client).pk for actor in (lead, other)]
    assert post(world, officer, seal_url(client), deed="name", reason="bekend", named=rows).status_code == 302
    assert visible(other, client)
    assert post(world, officer, seal_url(client), deed="lift").status_code == 302
    assert Seal.objects.get().state == "opgeheven" and visible(lead, client)
    assert not Involvement.objects.filter(sealed_named=True).exists()
    with pytest.raises(Conflict):
        access.unseal(dossier=client.dossier, by=officer)


def test_a_sealed_dossier_whose_lead_left_is_with_the_officer(world, officer, client, lead):
    seal(world, officer, client, lead)
    access.end_membership(membership=lead.membership, by=None)
    assert "werkt hier niet meer" in text(world.browser(officer).get(reverse("clients:sealed")))
    assert "werkt hier niet meer" not in text(world.browser(world.team_leader()).get(reverse("clients:division")))


@pytest.fixture
def waiting(world):
    """A dossier with its plan, on its way from UWV to a proposed coach of Leeuwarden."""
    from services.load import load_catalogue

    load_catalogue()
    whole = full(world, world.coach(name="Giver"), 1)
    hand_over(world, whole)
    return whole


def test_sealing_ends_the_offer_that_waits_and_tells_the_lead_what_to_do(world, officer, waiting):
    client, giver, leader = waiting.client, waiting.lead, world.team_leader(MUNICIPAL)
    inbox, card = reverse("werkplan:inbox"), reverse("werkplan:handover", args=[waiting.handover.public_id])
    assert world.browser(leader).get(card).status_code == 200
    page = text(world.browser(officer).get(seal_url(client)))
    assert "Er wacht een overdracht van UWV naar gemeente Leeuwarden" in page
    before = Werkplan.objects.get(client=client).state_before_offer
    assert seal(world, officer, client, giver).status_code == 302
    row = Handover.objects.get()
    assert (row.state, row.decided_by) == ("ingetrokken", officer.user)
    event = Event.objects.get(action="clients.withdraw")
    assert (event.dossier_id, event.detail) == (client.pk, {"why": "besloten"})
    assert row.history.first().event_id == event.pk and row.history.first().state == "ingetrokken"
    told = Entry.objects.get(event_id=event.pk)
    assert told.actor is None and "besloten" not in told.text and "privacy" not in told.text
    plan = Werkplan.objects.get(client=client)
    assert (plan.state, plan.offered_to, plan.lead) == (before, None, giver.cell)
    assert not Involvement.objects.live().filter(dossier=client.pk, relation="proposed").exists()
    for actor in (leader, waiting.receiver):
        assert world.browser(actor).get(card).status_code == 404
        assert str(waiting.handover.public_id) not in text(world.browser(actor).get(inbox))
    notices = text(world.browser(giver).get(reverse("access:notices")))
    assert "over wie de regie krijgt" in notices and str(client.public_id) in notices
    from clients.actions.handover import offer

    with pytest.raises(Conflict, match="privacy officer"):
        offer(client=client, to=leader.cell, reason="x", by=of_user(giver.user))


def test_the_officer_makes_somebody_of_the_receiver_the_lead_and_the_plan_goes_along(world, officer, waiting):
    town = waiting.receiver
    answer = seal(world, officer, waiting.client, partner=town.cell.pk, lead=town.user.pk)
    assert answer.status_code == 302 and Handover.objects.get().state == "ingetrokken"
    plan = Werkplan.objects.get(client=waiting.client)
    assert (plan.lead, plan.offered_to) == (town.cell, None)
    assert visible(town, waiting.client) and not visible(waiting.lead, waiting.client)
    assert world.browser(town).get(reverse("werkplan:plan", args=[waiting.client.public_id])).status_code == 200


def test_who_took_over_meanwhile_is_not_sealed_out(world, officer, waiting):
    from werkplan.actions import handover

    rows = [row_of(waiting.lead, waiting.client).pk]
    handover.accept(handover=waiting.handover, by=of_user(waiting.receiver.user))
    late = post(world, officer, seal_url(waiting.client), deed="seal", reason="bekend", named=rows)
    assert late.status_code in (409, 422) and not Dossier.objects.get(pk=waiting.client.pk).sealed
    with pytest.raises(Conflict, match="Intussen is veranderd"):
        access.seal(dossier=waiting.client.dossier, reason="bekend", named=rows, by=officer)


def test_others_cannot_be_added_by_the_lead_of_a_sealed_dossier(world, officer, client, lead):
    from clients.actions.support import add_substitute

    seal(world, officer, client, lead)
    with pytest.raises(Conflict, match="privacy officer"):
        add_substitute(client=client, user=world.coach(name="Pieter").user, by=of_user(lead.user))


# A hidden address


@pytest.fixture
def hidden(world, officer, client, lead):
    desk = world.gids(name="Gerda")
    world.involve(desk, client)
    assert seal(world, officer, client, lead, desk, reason="geheim_adres").status_code == 302
    return desk


def test_a_hidden_address_leaves_the_record_and_its_history(client, hidden):
    person = Client.objects.get(pk=client.pk)
    assert not any(getattr(person, column) for column in COLUMNS)
    assert person.municipality.name == "Leeuwarden", "who is responsible still follows"
    for row in Client.history.filter(dossier=client.pk):
        assert not any(getattr(row, column) for column in COLUMNS)
    row = HiddenAddress.objects.get()
    assert row.parts()["street"] == "Schuilstraat" and b"Schuilstraat" not in bytes(row.sealed)


def test_only_who_is_named_with_a_task_of_law_reads_it_on_a_click(world, client, lead, hidden):
    address = reverse("clients:hidden_address", args=[client.public_id])
    page = text(world.browser(lead).get(reverse("clients:person", args=[client.public_id])))
    assert "Geheim adres tonen" in page and "Schuilstraat" not in page and "8934" not in page
    assert "Schuilstraat 77" in text(world.browser(lead).post(address))
    assert Reading.objects.filter(actor=lead.user, dossier=client.pk, part="hidden_address").exists()
    assert Event.objects.filter(action="clients.read_address").count() == 1
    gids = world.browser(hidden)
    assert "Geheim adres tonen" not in text(gids.get(reverse("clients:person", args=[client.public_id])))
    refused = gids.post(address)
    assert refused.status_code == 403 and "Schuilstraat" not in text(refused)


def test_the_row_is_not_even_selected_for_others(world, client, hidden):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        for name in ("person", "person_edit", "watchers"):
            world.browser(hidden).get(reverse(f"clients:{name}", args=[client.public_id]))
    assert not [q for q in queries if '"clients_hiddenaddress"."sealed"' in q["sql"]]


def test_the_form_of_the_person_has_no_address_and_changes_none(world, client, lead, hidden):
    address = reverse("clients:person_edit", args=[client.public_id])
    page = text(world.browser(lead).get(address))
    assert 'name="postcode"' not in page and "Het adres is geheim" in page
    person = Client.objects.get(pk=client.pk)
    data = {
        "version": person.version, "call_name": "Fatima", "first_names": "Fatima", "surname": "Nieuw",
        "name_use": "E", "birth_0": "14", "birth_1": "3", "birth_2": "1995", "municipality": person.municipality_id,
        "phone": "", "postcode": "8911AA", "street": "Lekstraat",
    }  # fmt: skip
    post(world, lead, address, **data)
    person.refresh_from_db()
    assert not person.street and not person.postcode


def test_a_new_hidden_address_tells_nothing_else(world, client, lead, hidden):
    address = reverse("clients:hidden_address_edit", args=[client.public_id])
    assert "Schuilstraat" not in text(world.browser(lead).get(address))
    assert world.browser(hidden).get(address).status_code == 403
    assert post(world, lead, address, postcode="1234", house_number="1").status_code == 422
    assert post(world, lead, address, postcode="6811AA", house_number="9", street="Ver").status_code == 302
    assert HiddenAddress.objects.get().parts()["street"] == "Ver"
    assert Client.objects.get(pk=client.pk).municipality.name == "Leeuwarden", "no move follows from it"
    assert not Entry.objects.filter(client=client, text__contains="adres").exists()


def test_the_client_reads_her_own_hidden_address(world, client, lead, hidden):
    klant = world.actor("klant", name="Fatima")
    access.involve(dossier=client.dossier, user=klant.user, participation=None, relation=Relation.SELF, by=lead)
    assert "Schuilstraat 77" in text(world.browser(klant).get(reverse("clients:my_data")))


def test_lifting_brings_the_address_back(world, officer, client, hidden):
    post(world, officer, seal_url(client), deed="lift")
    assert Client.objects.get(pk=client.pk).street == "Schuilstraat" and not HiddenAddress.objects.exists()
