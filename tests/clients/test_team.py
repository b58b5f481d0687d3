"""Who helps beside the lead: named people, named groups, an end date; ended by the lead, the client, or by itself."""

import datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.actions import support as actions
from clients.models import Client, Entry
from tests.support.racing import one_won, race
from werkcentrum.access import actions as access
from werkcentrum.access import policy
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Involvement, Relation, Seal
from werkcentrum.audit.models import Event, Reading
from werkcentrum.permissions import FieldGroup as G
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused

TODAY = timezone.localdate()
MONTH = TODAY + datetime.timedelta(days=30)


@pytest.fixture
def lead(world):
    return world.coach(name="Ulla")


@pytest.fixture
def client(world, lead):
    return world.client_of(lead)


def url(name, client, *args):
    return reverse(f"clients:{name}", args=[client.public_id, *args])


def post(world, actor, address, **data):
    return world.browser(actor).post(address, {"submit_key": str(uuid4()), **data})


def text(page):
    return page.content.decode()


def support(client, helper, by, groups=(G.PROFILE,), until=MONTH, **more):
    return actions.add_support(
        client=client, user=helper.user, participation=helper.cell, groups=groups, until=until, by=by, **more
    )


def test_the_lead_lets_somebody_read_named_parts_until_a_date(world, lead, client):
    helper = world.coach("gemeente-leeuwarden", name="Marijke")
    start = text(world.browser(lead).get(url("support_add", client)))
    assert f'value="{helper.cell.pk}"' in start and "Ede" not in start, "partners of the region, nobody of elsewhere"
    form = text(world.browser(lead).get(url("support_add", client), {"partner": helper.cell.pk}))
    assert "Marijke" in form and "Werk en wensen: werkervaring" in form and "De klant stemt in" not in form
    data = {"partner": helper.cell.pk, "person": helper.user.pk, "groups": ["G5"], "until": f"{MONTH:%d-%m-%Y}"}
    assert post(world, lead, url("support_add", client), **data).status_code == 302
    row = Involvement.objects.get(user=helper.user, relation=Relation.SUPPORT)
    assert timezone.localdate(row.valid_until - datetime.timedelta(seconds=1)) == MONTH
    stance = policy.stance(helper, client.pk)
    assert G.PROFILE in stance.groups and G.INCOME not in stance.groups
    seen = text(world.browser(lead).get(url("watchers", client)))
    assert (
        "Ondersteuning: werk en wensen" in seen
        and reverse("clients:support_end", args=[client.public_id, row.pk]) in seen
    )
    assert Entry.objects.filter(client=client, text__contains="kijkt mee op onderdelen").exists()


def test_without_a_task_of_law_the_client_says_yes_first(world, lead, client):
    adviser = world.coach("sociale-partners", name="Anne")
    data = {"partner": adviser.cell.pk, "person": adviser.user.pk, "groups": ["G5"], "until": f"{MONTH:%d-%m-%Y}"}
    form = text(world.browser(lead).get(url("support_add", client), {"partner": adviser.cell.pk}))
    assert "nog geen toestemming" in form and url("sharing", client) in form
    assert post(world, lead, url("support_add", client), **data).status_code == 422
    with pytest.raises(Refused, match="geen toestemming"):
        support(client, adviser, lead)
    world.consent(client, adviser.cell, groups=("G5", "G6"), days=20)
    with pytest.raises(Refused, match="loopt eerder af"):
        support(client, adviser, lead)
    with pytest.raises(Refused, match="geen toestemming"):
        support(client, adviser, lead, groups=(G.INCOME,), until=TODAY)
    form = text(world.browser(lead).get(url("support_add", client), {"partner": adviser.cell.pk}))
    assert "Werk en wensen" in form and "Wat lastig is" in form and "Contactgegevens" not in form
    data["until"] = f"{TODAY + datetime.timedelta(days=20):%d-%m-%Y}"
    assert post(world, lead, url("support_add", client), **data).status_code == 302
    assert Client.objects.visible_to(adviser).exists()


def test_the_number_and_the_log_are_never_given(world, lead, client):
    helper = world.coach("gemeente-leeuwarden")
    for group in (G.BSN, G.ACCESS_LOG, G.SEALED_ADDRESS):
        with pytest.raises(Refused, match="niet met deze partner delen"):
            support(client, helper, lead, groups=(group,))
    desk = world.gids()
    with pytest.raises(Refused, match="niet met deze partner delen"):
        support(client, desk, lead, groups=(G.BARRIERS,))


def test_a_lead_gives_no_more_than_she_sees_herself(world):
    gids, helper = world.gids(), world.coach("gemeente-leeuwarden")
    client = world.client_of(gids)
    with pytest.raises(Refused, match="niet met deze partner delen"):
        support(client, helper, gids, groups=(G.BARRIERS,))


@pytest.mark.parametrize("days", [-1, 380])
def test_an_end_within_twelve_months(world, lead, client, days):
    with pytest.raises(Refused, match="12 maanden"):
        support(client, world.coach("gemeente-leeuwarden"), lead, until=TODAY + datetime.timedelta(days=days))


def test_nobody_of_another_region_and_nobody_who_left(world, lead, client):
    far = world.actor("coach", "gemeente-ede", "FoodValley")
    with pytest.raises(Refused, match="regio"):
        support(client, far, lead)
    gone = world.coach("gemeente-leeuwarden", name="Weg")
    access.end_membership(membership=gone.membership, by=None)
    with pytest.raises(Refused, match="werkt niet"):
        support(client, gone, lead)
    page = world.browser(lead).get(url("support_add", client), {"partner": far.cell.pk})
    assert "Kies eerst de partner" in text(page) or (page.status_code == 200 and far.user.name not in text(page))


def test_the_lead_stops_it_and_the_right_is_gone_at_once(world, lead, client):
    helper = world.coach("gemeente-leeuwarden")
    row = support(client, helper, lead)
    assert Client.objects.visible_to(helper).exists()
    assert "opent dit dossier dan niet meer" in text(world.browser(lead).get(url("support_end", client, row.pk)))
    assert post(world, lead, url("support_end", client, row.pk)).status_code == 302
    assert not Client.objects.visible_to(helper).exists()
    assert post(world, lead, url("support_end", client, row.pk)).status_code == 404


def test_the_same_person_again_replaces_what_she_had(world, lead, client):
    helper = world.coach("gemeente-leeuwarden")
    support(client, helper, lead)
    support(client, helper, lead, groups=(G.INCOME,))
    (row,) = Involvement.objects.live().filter(user=helper.user)
    assert row.field_groups == ["G4"]


def test_only_the_lead_decides_who_helps(world, lead, client):
    other = world.coach(name="Pieter")
    world.involve(other, client)
    assert world.browser(other).get(url("support_add", client)).status_code == 403
    assert world.browser(other).get(url("substitute_add", client)).status_code == 403
    assert "Laat iemand meekijken" not in text(world.browser(other).get(url("watchers", client)))


def test_eight_substitutes_by_name_and_never_a_ninth(world, lead, client):
    for n in range(8):
        actions.add_substitute(client=client, user=world.coach(name=f"Collega {n}").user, by=lead)
    ninth = world.coach(name="Collega 9")
    refused = post(world, lead, url("substitute_add", client), person=ninth.user.pk)
    assert refused.status_code == 409 and "al 8 vervangers" in text(refused)
    row = Involvement.objects.filter(relation=Relation.TEAM).first()
    assert post(world, lead, url("substitute_end", client, row.pk)).status_code == 302
    assert post(world, lead, url("substitute_add", client), person=ninth.user.pk).status_code == 302


def test_a_substitute_is_a_colleague_of_the_own_partner(world, lead, client):
    stranger = world.coach("gemeente-leeuwarden")
    with pytest.raises(Refused, match="werkt niet"):
        actions.add_substitute(client=client, user=stranger.user, by=lead)
    with pytest.raises(Refused, match="zelf de regie"):
        actions.add_substitute(client=client, user=lead.user, by=lead)
    assert stranger.user.name not in text(world.browser(lead).get(url("substitute_add", client)))


@pytest.mark.django_db(transaction=True)
def test_the_ninth_is_refused_also_when_two_are_first(committed_world):
    world = committed_world
    lead = world.coach(name="Ulla")
    client = world.client_of(lead)
    people = [world.coach(name=f"Collega {n}").user for n in range(11)]
    for user in people[:7]:
        actions.add_substitute(client=client, user=user, by=lead)
    deed = lambda i: actions.add_substitute(client=client, user=people[7 + i], by=of_user(lead.user))  # noqa: E731
    assert not one_won(race(4, deed))
    assert Involvement.objects.filter(dossier=client.dossier, relation=Relation.TEAM).count() == 8


def test_who_may_know_the_client_is_asked_first_and_nobody_learns_why(world, lead, client):
    helper, other = world.coach("gemeente-leeuwarden", name="Marijke"), world.coach(name="Lead of own file")
    own = world.client_of(other, surname="Amrani", first_names="Marijke", postcode="8922BB", house_number=3)
    access.involve(dossier=own.dossier, user=helper.user, participation=None, relation=Relation.SELF, by=other)
    data = {"partner": helper.cell.pk, "person": helper.user.pk, "groups": ["G5"], "until": f"{MONTH:%d-%m-%Y}"}
    refused = post(world, lead, url("support_add", client), **data)
    assert refused.status_code == 422 and "van huis kent" in text(refused)
    for telling in ("klant van het Werkcentrum", "eigen dossier", "geboortedatum", "adres van"):
        assert telling not in text(refused).split("<main")[1].split("Contactgegevens")[0]
    assert post(world, lead, url("support_add", client), asked="on", **data).status_code == 302


@pytest.mark.parametrize("fields", [{"postcode": "8911AA", "house_number": 12, "surname": "Ander"}, {}])
def test_the_same_address_or_name_and_birth_date_is_seen(world, lead, client, fields):
    from clients.team import may_know

    helper = world.coach("gemeente-leeuwarden")
    assert not may_know(helper.user, client)
    own = world.client_of(world.coach(name="Ander"), **({"postcode": "8922BB"} | fields))
    access.involve(dossier=own.dossier, user=helper.user, participation=None, relation=Relation.SELF, by=lead)
    assert may_know(helper.user, client)


def test_who_knows_the_client_shuts_the_dossier_for_herself(world, lead, client):
    colleague = world.coach(name="Pieter")
    world.involve(colleague, client)
    page = text(world.browser(colleague).get(url("kin", client)))
    assert "U ziet niets meer van dit dossier" in page and "Uw teamleider ziet" not in page
    assert post(world, colleague, url("kin", client)).status_code == 302
    for name in ("person", "watchers", "kin"):
        assert world.browser(colleague).get(url(name, client)).status_code == 404
    assert not Client.objects.known_to(colleague).exists()
    assert "Pieter" not in text(world.browser(lead).get(url("watchers", client))).split("Wie keek er")[0]


def test_a_lead_who_knows_the_client_stays_lead_on_paper_until_somebody_else_is(world, lead, client):
    post(world, lead, url("kin", client))
    assert not Client.objects.visible_to(of_user(lead.user)).exists()
    assert Involvement.objects.live().get(dossier=client.dossier, relation=Relation.LEAD).user == lead.user
    access.change_lead(
        dossier=client.dossier, user=world.coach(name="Pieter").user, participation=lead.cell, by=world.team_leader()
    )
    assert not Client.objects.known_to(of_user(lead.user)).exists(), "kin is stronger than former"


def test_asking_to_seal_reaches_the_privacy_officer_once(world, lead, client):
    assert post(world, lead, url("seal_ask", client)).status_code == 422
    assert post(world, lead, url("seal_ask", client), reason="geheim_adres").status_code == 302
    assert post(world, lead, url("seal_ask", client), reason="bekend").status_code == 409
    asked = Seal.objects.get()
    assert (asked.state, asked.asked_by) == ("gevraagd", lead.user)
    assert not Entry.objects.filter(client=client, kind="seal").exists(), "nothing on the timeline points at it"


def test_a_dossier_that_stands_still_is_read_and_not_written(world, lead, client):
    world.involve(colleague := world.coach(name="Pieter"), client)
    access.restrict(dossier=client.dossier, by=world.actor("privacyofficer"))
    assert world.browser(lead).get(url("person", client)).status_code == 200
    assert not Client.objects.visible_to(colleague).exists()
    for name in ("support_add", "substitute_add", "person_edit", "situations"):
        page = world.browser(lead).get(url(name, client))
        assert page.status_code == 409 and "voorlopig niet te gebruiken" in text(page), name
        assert post(world, lead, url(name, client)).status_code == 409, name
    with pytest.raises(Conflict):
        policy.require(lead, P.CLIENT_EDIT, client.pk)
    access.unrestrict(dossier=client.dossier, by=world.actor("privacyofficer"))
    assert world.browser(lead).get(url("person_edit", client)).status_code == 200


def test_the_client_stops_somebody_herself(world, lead, client):
    helper, klant = world.coach("gemeente-leeuwarden", name="Marijke"), world.actor("klant", name="Fatima")
    access.involve(dossier=client.dossier, user=klant.user, participation=None, relation=Relation.SELF, by=lead)
    row = support(client, helper, lead)
    page = text(world.browser(klant).get(reverse("clients:my_data")))
    address = reverse("clients:my_support_end", args=[row.pk])
    assert address in page and "Leest: werk en wensen" in page and "Marijke" not in page
    assert "Dit gaat meteen in" in text(world.browser(klant).get(address))
    assert post(world, klant, address).status_code == 302
    assert not Client.objects.visible_to(helper).exists()
    assert Entry.objects.filter(client=client, text__contains="De klant stopte dit").exists()


def test_a_client_stops_nobody_in_the_file_of_another(world, lead, client):
    klant, other = world.actor("klant", name="Fatima"), world.client_of(lead, surname="Ander")
    access.involve(dossier=client.dossier, user=klant.user, participation=None, relation=Relation.SELF, by=lead)
    row = support(other, world.coach("gemeente-leeuwarden"), lead)
    assert world.browser(klant).get(reverse("clients:my_support_end", args=[row.pk])).status_code == 404
    working = Involvement.objects.get(dossier=client.dossier, relation=Relation.LEAD)
    assert post(world, klant, reverse("clients:my_support_end", args=[working.pk])).status_code == 404


def test_who_looked_somebody_up_and_knows_her_says_so_and_no_emergency_opens_it(world, lead):
    from tests.factories.world import test_bsn

    bsn = test_bsn(55)
    client, colleague = world.client_of(lead, bsn=bsn), world.coach("gemeente-leeuwarden", name="Marijke")
    browser = world.browser(colleague)
    answer = text(browser.post(reverse("clients:find"), {"q": bsn}))
    address = reverse("clients:kin_looked_up")
    assert address in answer
    token = answer.split(address)[1].split('name="token" value="')[1].split('"')[0]
    assert browser.post(address, {"token": "x" * 64, "submit_key": str(uuid4())}).status_code == 422
    assert browser.post(address, {"token": token, "submit_key": str(uuid4())}).status_code == 302
    row = Involvement.objects.get(user=colleague.user, dossier=client.pk)
    assert row.relation == Relation.KIN and not Client.objects.known_to(of_user(colleague.user)).exists()


def test_who_looked_is_shown_page_by_page_and_nothing_is_left_out(world, monkeypatch):
    from clients import watchers

    monkeypatch.setattr(watchers, "PAGE", 3)
    lead = world.coach(name="Ulla")
    client = world.client_of(lead)
    for number in range(5):
        reader = world.coach(name=f"Lezer {number}")
        Reading.objects.create(
            actor=reader.user,
            participation=reader.cell,
            role="coach",
            dossier=client.dossier,
            part="person",
            trace=uuid4(),
        )
    browser, address = world.browser(lead), reverse("clients:watchers", args=[client.public_id])
    first = browser.get(address).content.decode()
    assert "Lezer 4" in first and "Lezer 0" not in first and "?kijk=2" in first
    second = browser.get(address, {"kijk": 2}).content.decode()
    pages = [browser.get(address, {"kijk": page}).content.decode() for page in (1, 2, 3)]
    assert all(any(f"Lezer {number}" in page for page in pages) for number in range(5))
    assert "?kijk=1" in second
    assert browser.get(address, {"kijk": "x"}).status_code == browser.get(address, {"kijk": "9999"}).status_code == 200


# Toch geen bekende


@pytest.fixture
def knows(world):
    """(the lead who said that she knows her client, the client, the row)."""
    lead = world.coach(name="Ulla")
    client = world.client_of(lead)
    world.browser(lead).post(reverse("clients:kin", args=[client.public_id]), {"submit_key": str(uuid4())})
    return lead, client, Involvement.objects.get(relation=Relation.KIN)


def undo(world, actor, row, why="vergissing"):
    data = {"submit_key": str(uuid4()), "row": row.pk, "why": why}
    return world.browser(actor).post(reverse("access:kin"), data)


def test_a_team_leader_undoes_it_and_sees_no_person(world, knows):
    lead, client, row = knows
    leader = world.team_leader()
    assert not Client.objects.visible_to(of_user(lead.user)).exists()
    page = world.browser(leader).get(reverse("access:kin")).content.decode()
    assert "Ulla" in page and str(client.dossier.public_id)[:8] in page
    for secret in ("Fatima", "Amrani", "1995", str(client.public_id), str(client.dossier.public_id)):
        assert secret not in page
    assert undo(world, leader, row, why="").status_code == 422
    assert undo(world, leader, row).status_code == 302
    row.refresh_from_db()
    assert row.valid_until is not None and Client.objects.visible_to(of_user(lead.user)).get() == client
    event = Event.objects.get(action="access.undo_kin")
    assert (event.actor, event.dossier_id) == (leader.user, client.pk)
    assert event.detail == {"user": lead.user.pk, "why": "vergissing"}
    assert undo(world, leader, row).status_code == 422, "twice is told, and changes nothing"
    assert world.browser(lead).get(reverse("clients:person", args=[client.public_id])).status_code == 200


def test_nobody_undoes_her_own_nor_another_partners_nor_a_sealed_one(world, knows):
    lead, client, row = knows
    town, officer = world.team_leader("gemeente-leeuwarden"), world.actor("privacyofficer")
    assert undo(world, lead, row).status_code == 403
    assert undo(world, town, row).status_code == 422
    assert undo(world, world.actor("privacyofficer", region="FoodValley"), row).status_code == 422
    leader = world.team_leader()
    Involvement.objects.filter(pk=row.pk).update(user=leader.user)
    assert undo(world, leader, row).status_code == 422, "her own"
    Involvement.objects.filter(pk=row.pk).update(user=lead.user)
    client.dossier.sealed = True
    client.dossier.save()
    other = world.team_leader(name="Rients")
    assert str(client.dossier.public_id)[:8] not in world.browser(other).get(reverse("access:kin")).content.decode()
    assert undo(world, other, row).status_code == 422
    assert not Involvement.objects.get(pk=row.pk).valid_until
    assert undo(world, officer, row).status_code == 302


def test_the_database_lets_the_web_end_no_such_row(world, knows):
    from django.db import ProgrammingError, transaction

    from werkcentrum.access import door

    lead, _, row = knows
    with pytest.raises(ProgrammingError, match="until another undoes it"), transaction.atomic():
        door.enter(lead)
        try:
            Involvement.objects.filter(pk=row.pk).update(valid_until=timezone.now())
        finally:
            door.leave()
