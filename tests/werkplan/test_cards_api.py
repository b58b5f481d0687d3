"""Partners push activity cards through a door of their own, and see nothing of the file (issue 4, ADR 22)."""

import datetime
import json
import uuid

import pytest
from django.core.cache import cache
from django.db import ProgrammingError, connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from clients.models import Entry
from tests.factories.world import test_bsn
from tests.support.sweep import routes
from tests.werkplan.test_consent import self_of
from werkcentrum.access.actions import make_key, revoke_key
from werkcentrum.access.actions.keys import digest
from werkcentrum.access.models import Dossier, PartnerKey, Relation
from werkcentrum.access.systems import working
from werkcentrum.audit.models import Event, Reading
from werkplan.actions import plan as plans
from werkplan.actions.above import link_plan, unlink_plan
from werkplan.actions.cards import bring, give_code
from werkplan.api.document import document
from werkplan.api.door import PER_MINUTE
from werkplan.models import ActivityCard, ExchangeCode

pytestmark = pytest.mark.django_db
FILE = (
    "access_dossier", "access_involvement", "clients_client", "clients_numberindex", "clients_incomeperiod",
    "clients_consent", "werkplan_werkplan", "werkplan_goal", "werkplan_step", "werkplan_exchangecode",
    "werkplan_overarchingplan",
)  # fmt: skip
BASE = "/api/v1/activiteitkaarten/"
PARTNER = "sociale-partners"


class Partner:
    """The system of a partner: it has a key and nothing else."""

    def __init__(self, world, slug=PARTNER):
        admin = world.actor("beheerder")
        until = timezone.localdate() + datetime.timedelta(days=100)
        self.key, self.token = make_key(participation=world.cell(slug), name="Systeem", valid_until=until, by=admin)
        self.browser, self.admin = Browser(), admin

    def send(self, method, path, body=None, *, token=None, kind="application/json"):
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        headers = {"Authorization": f"Bearer {self.token if token is None else token}"}
        return self.browser.generic(method, path, text if body is not None else "", kind, headers=headers)

    def put(self, body, reference=None, **more):
        return self.send("PUT", f"{BASE}{reference or uuid.uuid4()}", body, **more)


def card(code=None, **more):
    person = {"persoon": {"koppelcode": code}} if code else {}
    return person | {
        "soort": "training", "titel": "Lassen, basis", "status": "loopt", "begindatum": "2026-11-02",
        "einddatum": "2027-01-29", "volgendeDatum": "2026-12-03", "contact": "Team scholing, 088-1234567",
        "versie": 1, "gewijzigdOp": "2026-11-25T09:00:00+01:00",
    } | more  # fmt: skip


@pytest.fixture
def case(world):
    """A client with a plan, a partner with a key, a code, and a consent for the plan."""
    cache.clear()
    coach = world.coach("gemeente-leeuwarden")
    client = world.client_of(coach, bsn=test_bsn(7), situation="BIJSTAND")
    plans.start_plan(client=client, by=coach)
    partner = Partner(world)
    world.consent(client)
    code = give_code(client=client, participation=world.cell(PARTNER), by=coach).code
    partner.code, partner.client, partner.coach = code, client, coach
    return partner


def test_a_card_comes_in_without_retyping(world, case):
    reference = uuid.uuid4()
    answer = case.put(card(case.code), reference)
    assert (answer.status_code, answer.json()) == (201, {"kenmerk": str(reference), "versie": 1})
    assert answer["API-Version"] and answer["Cache-Control"] == "no-store" and answer["X-Content-Type-Options"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    page = world.browser(case.coach).get(f"/klanten/{case.client.public_id}/plan/").content.decode()
    assert "Wat anderen doen" in page and "Lassen, basis" in page and "Team scholing" in page
    line = Entry.objects.get(client=case.client, deed="werkplan.bring_card")
    assert line.voice == "partner" and line.kind == "card" and "Lassen, basis" in line.text
    event = Event.objects.get(action="werkplan.bring_card")
    assert event.dossier_id == case.client.pk and event.participation_id == case.key.participation_id
    assert event.role == "systeem" and "Lassen" not in json.dumps(event.detail)


def test_the_owner_keeps_the_truth(case):
    reference = uuid.uuid4()
    assert case.put(card(case.code, versie=3), reference).status_code == 201
    assert case.put(card(case.code, versie=3), reference).status_code == 200
    assert case.put(card(case.code, versie=3, status="klaar"), reference).status_code == 409
    assert case.put(card(case.code, versie=2, status="klaar"), reference).status_code == 409
    row = ActivityCard.objects.get()
    assert (row.status, row.number) == ("loopt", 3)
    assert case.put(card(case.code, versie=9, status="klaar"), reference).status_code == 200
    told = Entry.objects.get(client=case.client, deed="werkplan.change_card")
    assert (told.before, told.after) == ("Loopt", "Klaar")
    for _ in range(2):
        assert case.send("DELETE", f"{BASE}{reference}").status_code == 204
    row.refresh_from_db()
    assert row.withdrawn_at and row.status == "klaar"
    assert Event.objects.filter(action="werkplan.withdraw_card").count() == 1
    assert case.put(card(case.code, versie=10), reference).status_code == 200
    row.refresh_from_db()
    assert row.withdrawn_at is None
    assert case.send("DELETE", f"{BASE}{uuid.uuid4()}").status_code == 404


def test_a_reference_stays_with_its_person_and_its_owner(world, case):
    reference = uuid.uuid4()
    assert case.put(card(case.code), reference).status_code == 201
    other = world.client_of(case.coach, situation="BIJSTAND", surname="Ander")
    world.consent(other)
    code = give_code(client=other, participation=world.cell(PARTNER), by=case.coach).code
    assert case.put(card(code, versie=2), reference).status_code == 409
    uwv = Partner(world, "uwv")
    assert uwv.send("DELETE", f"{BASE}{reference}").status_code == 404
    assert ActivityCard.objects.get().withdrawn_at is None


def refusals(world, case):
    """Everybody about whom this partner may not tell, and nobody: what each answers."""
    far = world.client_of(case.coach, situation="BIJSTAND", surname="Zonder")
    without = give_code(client=far, participation=world.cell(PARTNER), by=case.coach).code
    others = give_code(client=case.client, participation=world.cell("uwv"), by=case.coach).code
    yield "nobody", case.put(card("2222-2222-2222"))
    yield "without consent", case.put(card(without))
    yield "code of another partner", case.put(card(others))
    for name, change in (
        ("sealed", {"sealed": True}), ("restricted", {"restricted_at": timezone.now()}),
        ("closed", {"closed_at": timezone.now()}),
    ):  # fmt: skip
        Dossier.objects.filter(pk=case.client.pk).update(**change)
        yield name, case.put(card(case.code))
        Dossier.objects.filter(pk=case.client.pk).update(sealed=False, restricted_at=None, closed_at=None)
    case.client.consents.update(groups=["G5"])
    yield "consent for something else", case.put(card(case.code))
    case.client.consents.update(groups=["G8"], withdrawn_at=timezone.now(), withdrawn_by=case.coach.user)
    yield "taken back", case.put(card(case.code))


def test_nobody_learns_who_is_known_here(world, case):
    answers = list(refusals(world, case))
    assert {answer.status_code for _, answer in answers} == {403}
    assert len({answer.content for _, answer in answers}) == 1, [name for name, _ in answers]
    assert answers[0][1]["Content-Type"] == "application/problem+json"
    assert {"status", "title", "detail"} <= answers[0][1].json().keys()
    assert not ActivityCard.objects.exists()


def test_a_card_is_withdrawn_without_a_ground_too_and_not_brought_again(case):
    reference = uuid.uuid4()
    case.put(card(case.code), reference)
    case.client.consents.update(withdrawn_at=timezone.now(), withdrawn_by=case.coach.user)
    assert case.put(card(case.code, versie=2), reference).status_code == 403
    assert case.send("DELETE", f"{BASE}{reference}").status_code == 204
    assert ActivityCard.objects.get().withdrawn_at


def test_a_bsn_is_for_uwv_and_municipalities_only(world, case):
    by_number = card(persoon={"burgerservicenummer": test_bsn(7)})
    refused = case.put(by_number)
    unknown = case.put(card(persoon={"burgerservicenummer": test_bsn(8)}))
    assert (
        refused.status_code == 403 and refused.content == unknown.content and "koppelcode" in refused.json()["detail"]
    )
    town = Partner(world, "gemeente-leeuwarden")
    assert town.put(by_number).status_code == 201  # it leads
    uwv = Partner(world, "uwv")
    stranger, known = uwv.put(card(persoon={"burgerservicenummer": test_bsn(8)})), uwv.put(by_number)
    assert known.status_code == 403 and known.content == stranger.content
    assert test_bsn(7) not in json.dumps([event.detail for event in Event.objects.all()])


def test_a_key_opens_until_it_does_not(world, case):
    assert case.token not in str(PartnerKey.objects.values()) and len(case.token) > 50
    assert case.key.digest == digest(case.token) and not case.key.user.is_active
    assert not case.key.user.has_usable_password()
    for token in ("", "x", case.token[:-1], case.token + "A", case.key.digest, "é" * 400):
        answer = case.put(card(case.code), token=token)
        assert answer.status_code == 401 and answer["WWW-Authenticate"], token
    with_session = world.browser(case.coach).put(f"{BASE}{uuid.uuid4()}", "{}", "application/json")
    assert with_session.status_code == 401
    PartnerKey.objects.update(valid_until=timezone.localdate() - datetime.timedelta(days=1))
    assert case.put(card(case.code)).status_code == 401
    PartnerKey.objects.update(valid_until=timezone.localdate())
    assert case.put(card(case.code)).status_code == 201
    revoke_key(key=case.key, by=case.admin)
    assert case.put(card(case.code)).status_code == 401


def test_a_key_asks_so_often_in_a_minute(case, monkeypatch):
    monkeypatch.setattr("werkplan.api.door.PER_MINUTE", 2)
    answers = [case.put(card(case.code), token=case.token).status_code for _ in range(3)]
    assert answers == [201, 201, 429] and PER_MINUTE > 2


BAD = [
    "{", "[]", "null", "1", '"x"', "{}", "[" * 9000, b"\xff\xfe", "{\"a\": NaN}",
    *(card("2222-2222-2222", **change) for change in (
        {"titel": "x" * 81}, {"titel": ""}, {"titel": " "}, {"titel": None}, {"titel": 7}, {"titel": ["x"]},
        {"titel": "a\u0000b"}, {"titel": "a\nb"}, {"titel": "\ud800"}, {"titel": "a\u202eb"},
        {"titel": f"Van {test_bsn(7)}"}, {"titel": "Cursus na depressie"},
        {"contact": "x" * 81}, {"contact": None}, {"soort": "zorg"}, {"soort": ""}, {"soort": None}, {"soort": 1},
        {"status": "bezig"}, {"status": {}}, {"versie": 0}, {"versie": "1"}, {"versie": 1.5}, {"versie": True},
        {"versie": 2**31}, {"versie": -(2**70)}, {"begindatum": "2026-13-01"}, {"begindatum": "01-02-2026"},
        {"begindatum": 1700000000}, {"begindatum": "9999-12-31"}, {"begindatum": "2027-03-01"}, {"volgendeDatum": ""},
        {"volgendeDatum": "2026-12-01T00:00:00"}, {"gewijzigdOp": "2026-11-25"}, {"gewijzigdOp": "gisteren"},
        {"gewijzigdOp": "2026-11-25T09:00:00"}, {"gewijzigdOp": 1}, {"gewijzigdOp": None}, {"extra": 1},
        {"persoon": None}, {"persoon": {}}, {"persoon": "x"}, {"persoon": {"koppelcode": "x"}},
        {"persoon": {"koppelcode": ["2222-2222-2222"]}}, {"persoon": {"koppelcode": "2222-2222-2222\n"}},
        {"persoon": {"burgerservicenummer": "123456789"}}, {"persoon": {"burgerservicenummer": 123456782}},
        {"persoon": {"koppelcode": "2222-2222-2222", "burgerservicenummer": test_bsn(7)}},
        {"persoon": {"koppelcode": "2222-2222-2222", "naam": "Fatima"}},
    )),
]  # fmt: skip


@pytest.mark.parametrize("body", BAD, ids=range(len(BAD)))
def test_what_is_wrong_is_refused_with_a_sentence(case, body):
    sent = {**body, "persoon": {"koppelcode": case.code}} if _right_person(body) else body
    answer = case.put(sent)
    assert answer.status_code == 400, (answer.status_code, answer.content)
    said = answer.json()
    assert answer["Content-Type"] == "application/problem+json" and {"status", "title", "detail"} <= said.keys()
    assert test_bsn(7) not in answer.content.decode() and "depressie" not in answer.content.decode()
    assert not ActivityCard.objects.exists() and not Event.objects.filter(action="werkplan.bring_card").exists()


def _right_person(body):
    return isinstance(body, dict) and body.get("persoon") == {"koppelcode": "2222-2222-2222"}


def test_other_ways_of_asking_wrongly(case):
    good = json.dumps(card(case.code))
    assert case.put(good + " " * 20_000).status_code == 413
    assert case.put(good, kind="text/plain").status_code == 415
    assert case.put("").status_code == 415
    assert case.put(good, "geen-uuid").status_code == 400
    for method in ("GET", "POST", "PATCH", "HEAD", "OPTIONS", "TRACE"):
        answer = case.send(method, f"{BASE}{uuid.uuid4()}", good)
        assert answer.status_code == 405 and answer["Allow"] == "PUT, DELETE", method
    assert case.send("PUT", f"{BASE}{uuid.uuid4()}/werkplan", good).status_code == 405
    assert not ActivityCard.objects.exists()


def debt(code, **more):
    return card(code, soort="schuldhulp", titel="Plan van aanpak", **more)


def test_the_plan_above_ours_shows_the_minimum_both_ways(world, case):
    reference = uuid.uuid4()
    minimum = f"{BASE}{reference}/werkplan"
    assert case.put(debt(case.code, status="loopt"), reference).status_code == 201
    assert case.send("GET", minimum).status_code == 404  # a card alone shows nothing of ours
    link = link_plan(client=case.client, status="gepland", next_on=None, owner=world.cell(PARTNER), by=case.coach)
    answer = case.send("GET", minimum)
    assert answer.status_code == 200
    assert answer.json() == {"status": "gepland", "volgendeDatum": None, "eigenaar": "Gemeente Leeuwarden"}
    read = Reading.objects.get(dossier=case.client.pk, part="minimum")
    assert read.participation_id == case.key.participation_id and read.relation == "koppeling"
    page = world.browser(case.coach).get(f"/klanten/{case.client.public_id}/plan/").content.decode()
    assert "Dit werkplan hoort bij het schuldhulpplan van" in page and "loopt, volgende datum" in page
    assert Partner(world, "uwv").send("GET", minimum).status_code == 404
    case.client.consents.update(withdrawn_at=timezone.now(), withdrawn_by=case.coach.user)
    assert case.send("GET", minimum).status_code == 404
    case.client.consents.update(withdrawn_at=None, withdrawn_by=None)
    unlink_plan(plan=link, version=1, by=case.coach)
    assert case.send("GET", minimum).status_code == 404


def test_the_database_opens_no_file_to_a_key(world, case):
    """Whatever the program asks: of the file, and of a person without a ground, the key gets nothing (ADR 6)."""
    other = world.client_of(case.coach, situation="BIJSTAND", surname="Zonder")
    assert case.put(card(case.code)).status_code == 201
    facts = {"kind": "taal", "title": "x", "status": "loopt", "starts_on": None, "ends_on": None, "next_on": None}
    with working(case.key):
        for table in FILE:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,), table
    with pytest.raises(ProgrammingError, match="row-level security"), working(case.key) as system:
        bring(
            client_id=other.pk, reference=uuid.uuid4(), number=1, changed_at=timezone.now(), contact="", by=system,
            **facts,
        )  # fmt: skip
    with working(case.key) as system:
        mine = ActivityCard.objects.brought_by(system)
        assert mine.update(status="klaar") == 1
    case.client.consents.update(withdrawn_at=timezone.now(), withdrawn_by=case.coach.user)
    with pytest.raises(ProgrammingError, match="row-level security"), working(case.key) as system:
        ActivityCard.objects.brought_by(system).update(status="loopt")


def test_the_ground_is_what_refuses(world, case):
    """Red without it: a database that lets every key tell of everybody answers the same question with yes."""
    far = world.client_of(case.coach, situation="BIJSTAND", surname="Zonder")
    without = give_code(client=far, participation=world.cell(PARTNER), by=case.coach).code
    assert case.put(card(without)).status_code == 403
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE OR REPLACE FUNCTION werkplan_may_bring(which bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true'"
        )
    assert case.put(card(without)).status_code == 201


def test_that_there_is_help_with_debts_is_not_for_everybody(world, case):
    assert case.put(debt(case.code)).status_code == 201
    link_plan(client=case.client, status="loopt", next_on=None, owner_name="Kredietbank", by=case.coach)
    helper = world.coach("gemeente-leeuwarden", name="Helper")
    world.involve(
        helper, case.client, Relation.SUPPORT, field_groups=["G8"], until=timezone.now() + datetime.timedelta(days=9)
    )
    for path in ("plan", "verloop"):
        address = f"/klanten/{case.client.public_id}/{path}/"
        told = world.browser(case.coach).get(address).content.decode()
        hidden = world.browser(helper).get(address).content.decode()
        assert "Plan van aanpak" in told and "Kredietbank" in told, path
        assert "Plan van aanpak" not in hidden and "Kredietbank" not in hidden and "chuldhulp" not in hidden, path
    assert world.browser(helper).get(f"/klanten/{case.client.public_id}/plan/schuldhulp/").status_code == 403


def test_the_description_follows_the_design_rules():
    made = document()
    assert made["openapi"].startswith("3.") and made["info"]["version"].count(".") == 2
    assert {"name", "email", "url"} <= made["info"]["contact"].keys()
    assert made["servers"] == [{"url": "/api/v1", "description": "Deze omgeving"}]
    for path, operations in made["paths"].items():
        assert path == path.lower() and not path.endswith("/") and "_" not in path and "/v1" not in path
        for method, operation in operations.items():
            assert method in {"get", "put", "delete"} and operation["operationId"] and operation["security"]
            assert all(place["in"] == "path" for place in operation.get("parameters", ()))
            for status, response in operation["responses"].items():
                assert "API-Version" in response["headers"]
                if int(status) >= 400:
                    assert list(response["content"]) == ["application/problem+json"]
            assert {"400", "401", "403", "429"} <= operation["responses"].keys()
    for name, schema in made["components"]["schemas"].items():
        for field in schema.get("properties", {}):
            assert field[0].islower() and "_" not in field and "-" not in field, f"{name}.{field}"
    answer = Browser().get("/api/v1/openapi.json")
    assert answer.status_code == 200 and answer.json() == made and answer["API-Version"]


def test_no_address_of_the_door_can_name_a_person():
    """The only thing that varies is a reference of the owner, and that is a UUID."""
    found = [route for route in routes() if route.path.startswith("api/")]
    assert len(found) == 3 and {name for route in found for name in route.kwargs} == {"kenmerk"}


def test_a_code_is_given_once_per_partner(world, case):
    cell = world.cell(PARTNER)
    assert give_code(client=case.client, participation=cell, by=case.coach).code == case.code
    assert ExchangeCode.objects.count() == 1
    page = world.browser(case.coach).get(f"/klanten/{case.client.public_id}/plan/partners/").content.decode()
    assert case.code in page


def test_she_reads_what_others_do_before_she_has_a_plan(world):
    coach = world.coach("gemeente-leeuwarden")
    client = world.client_of(coach, situation="BIJSTAND")
    world.consent(client)
    partner = Partner(world)
    code = give_code(client=client, participation=world.cell(PARTNER), by=coach).code
    assert partner.put(card(code)).status_code == 201
    page = world.browser(self_of(world, client)).get(reverse("werkplan:my_plan")).content.decode()
    for words in ("nog geen plan", "Wat anderen voor u doen", "Lassen, basis", "Team scholing"):
        assert words in page, words
