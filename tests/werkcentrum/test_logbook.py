"""The log as the privacy officer searches it: filters that add up, no client's name, and an export that is logged."""

import datetime
import re

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from clients.models import Client
from werkcentrum.access.logbook import LogFilter
from werkcentrum.access.models import Relation
from werkcentrum.audit.models import Event, Reading
from werkcentrum.audit.record import record_readings
from werkcentrum.export import read_csv

LOG, EXPORT = reverse("access:log"), reverse("access:log_export")


@pytest.fixture
def scene(world):
    """Two employees of two partners, one without a relation, on three moments."""
    ulla, other = world.coach(name="Ulla Postma"), world.coach("gemeente-leeuwarden", name="Marijke Jansma")
    client, second = world.client_of(ulla, surname="Kanarie"), world.client_of(other, surname="Merel")
    seen(ulla, client, "plan", "2026-11-23 10:00")
    seen(ulla, client, "intake", "2026-11-23 22:30")
    seen(other, client, "list:double", "2026-11-21 11:00")  # a Saturday, and no relation
    seen(other, second, "plan", "2026-11-24 09:00")
    return world, ulla, other, client, second


def seen(actor, client, part, at):
    actor.saw([client.pk], part)
    record_readings(actor)
    moment = timezone.make_aware(datetime.datetime.fromisoformat(at))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_reading DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_reading SET at = %s WHERE id = (SELECT max(id) FROM audit_reading)", [moment])
        cursor.execute("ALTER TABLE audit_reading ENABLE TRIGGER USER")


def officer(world):
    return world.browser(world.actor("privacyofficer", name="Fenna Haan"))


def asked(world, **filters):
    answer = officer(world).get(LOG, filters)
    assert answer.status_code == 200
    return answer.content.decode()


def number_of(text):
    return len(re.findall(r'<th scope="row"', text))


def short(client):
    return str(client.dossier.public_id)[:8]


@pytest.mark.parametrize(
    ("filters", "lines"),
    [
        ({}, 4),
        ({"onderdeel": "plan"}, 2),
        ({"onderdeel": "list"}, 1),
        ({"rol": "coach"}, 4),
        ({"rol": "gids"}, 0),
        ({"buiten": "1"}, 2),
        ({"zonder": "1"}, 1),
        ({"van": "2026-11-23"}, 3),
        ({"tot": "2026-11-23"}, 3),
        ({"van": "2026-11-23", "tot": "2026-11-23", "buiten": "1"}, 1),
        ({"zonder": "1", "onderdeel": "plan"}, 0),
        ({"van": "bogus", "rol": "nobody", "onderdeel": "'", "dossier": "zz", "buiten": "x", "voor": "q"}, 4),
    ],
)
def test_filters_add_up(scene, filters, lines):
    assert number_of(asked(scene[0], **filters)) == lines


def test_by_employee_partner_and_dossier(scene):
    world, ulla, other, client, second = scene
    assert number_of(asked(world, medewerker=ulla.user.pk)) == 2
    assert number_of(asked(world, partner=other.cell.pk)) == 2
    assert number_of(asked(world, dossier=short(client))) == 3
    assert number_of(asked(world, dossier=short(second), medewerker=other.user.pk)) == 1
    assert number_of(asked(world, dossier="00000000")) == 0


def test_the_counts_tell_how_much_there_is(scene):
    text = re.sub(r"<[^>]+>|\s+", " ", asked(scene[0]))
    assert "4 regels , van 2 medewerkers over 2 dossiers" in re.sub(r" +", " ", text)


def test_no_name_of_a_client_and_none_in_an_address(scene):
    world, _ulla, _other, client, _second = scene
    klant = world.actor("klant", name="Stille Klant")
    seen(klant, client, "own_plan", "2026-11-24 12:00")
    text = asked(world)
    assert not {"Kanarie", "Merel", "Stille Klant"} & set(re.findall(r"\w+ ?\w*", text)) and "Stille" not in text
    addresses = " ".join(re.findall(r'href="([^"]*)"', text))
    assert not re.search("ulla|postma|marijke|kanarie", addresses, re.IGNORECASE)


def test_asking_for_one_dossier_stands_in_her_log(scene):
    world, _ulla, _other, client, _second = scene
    asked(world)
    assert not Reading.objects.filter(part="log").exists()
    asked(world, dossier=short(client))
    row = Reading.objects.get(part="log")
    assert (row.dossier, row.purpose) == (client.dossier, "toetsing")


def test_another_region_shows_nothing(scene):
    world, _ulla, _other, client, _second = scene
    far = world.browser(world.actor("privacyofficer", region="FoodValley", name="Ver"))
    for filters in ({}, {"dossier": short(client)}):
        assert number_of(far.get(LOG, filters).content.decode()) == 0
    assert not Reading.objects.filter(part="log").exists()


def test_older_lines_keep_the_filters(scene, monkeypatch):
    world, ulla, *_ = scene
    monkeypatch.setattr("werkcentrum.access.logbook.PAGE", 1)
    text = asked(world, medewerker=ulla.user.pk)
    (older,) = re.findall(r'href="(\?[^"]*voor=[^"]*)"', text)
    assert f"medewerker={ulla.user.pk}" in older
    assert number_of(officer(world).get(LOG + older.replace("&amp;", "&")).content.decode()) == 1


def test_the_export_has_the_same_lines_as_text_and_is_logged(scene):
    world, ulla, _other, _client, _second = scene
    ulla.user.name = "=cmd|' /C calc'!A0"
    ulla.user.save()
    answer = officer(world).get(EXPORT, {"medewerker": ulla.user.pk})
    assert answer.status_code == 200 and answer["Content-Disposition"] == 'attachment; filename="logboek.csv"'
    columns, *rows = read_csv(answer.content)
    assert len(rows) == 2 and columns[1] == "Medewerker" and rows[0][1] == ulla.user.name
    assert b";\"'=cmd" in answer.content, "a cell that a spreadsheet would run is text"
    assert "regie" in rows[0] and "Kanarie" not in answer.content.decode()
    event = Event.objects.get(action="access.export_log")
    assert event.detail == {"lines": 2, "filters": ["medewerker"]}


def test_the_export_asks_for_a_fresh_proof(scene, settings):
    world = scene[0]
    browser = officer(world)
    session = browser.session
    session.pop("proved", None)
    session["proved"] = 0
    session.save()
    answer = browser.get(EXPORT)
    assert answer.status_code == 302 and not Event.objects.filter(action="access.export_log").exists()


@pytest.mark.parametrize("role", ["coach", "teamleider", "beheerder", "gids", "klant"])
def test_nobody_else(world, role):
    actor = world.actor(role)
    for path in (LOG, EXPORT):
        assert world.browser(actor).get(path).status_code == 403


def test_filters_live_in_the_address():
    found = LogFilter.of({"medewerker": "12", "buiten": "1", "rol": "coach", "van": "2026-01-01"})
    assert LogFilter.of(dict(pair.split("=") for pair in found.query().split("&"))) == found


def test_a_relation_shows_why(scene):
    world, ulla, _other, client, _second = scene
    boss = world.coach("gemeente-leeuwarden", name="Glas")
    world.involve(boss, client, Relation.GLASS, until=timezone.now() + datetime.timedelta(hours=1))
    boss.saw([client.pk], "glass")
    record_readings(boss)
    text = asked(world)
    assert "Noodtoegang" in text and "geen relatie" in text and "Regie" in text
    assert Client.objects.visible_to(ulla).exists()
