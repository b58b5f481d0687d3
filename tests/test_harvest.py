"""Somebody walks through the register with a valid account: how far she gets, and who hears of it (B17)."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from clients import lookup
from clients.actions.patterns import sample_week
from clients.models import Client
from tests.factories.world import test_bsn
from tests.support.doors import Door
from tests.support.results import result
from werkcentrum.access.models import Dossier, Involvement, Notice, Review
from werkcentrum.access.review import patterns
from werkcentrum.audit.models import Reading

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def clock(monkeypatch):
    """Stands at eleven in the morning until it is moved."""
    start = timezone.localtime().replace(hour=11, minute=0, second=0, microsecond=0)
    moved = [start]
    monkeypatch.setattr(timezone, "now", lambda: moved[0])

    def later(delta):
        moved[0] += delta

    return later


@pytest.fixture
def leader(world):
    return world.team_leader()


def people(world, lead, number):
    """So many dossiers led by `lead`, with nothing in them."""
    place = world.municipality()
    dossiers = Dossier.objects.bulk_create(Dossier(region=place.region) for _ in range(number))
    Involvement.objects.bulk_create(
        Involvement(
            dossier=dossier, user=lead.user, participation=lead.cell, relation="lead", ground="uwv",
            valid_from=timezone.now() - MINUTE, created_by=lead.user,
        )
        for dossier in dossiers
    )  # fmt: skip
    return Client.objects.bulk_create(
        Client(
            dossier=dossier, region=place.region, municipality=place, surname=f"Rij{n}", search_name=f"rij{n}",
            birth_on=datetime.date(1980, 1, 1) + datetime.timedelta(days=n), house_number=n + 1,
        )
        for n, dossier in enumerate(dossiers)
    )  # fmt: skip


def walk(actor, addresses, clock=None, every=MINUTE):
    """Knock at one address after another; the statuses, and after how many a check was there."""
    statuses, alarm = [], None
    for number, (method, path, data) in enumerate(addresses, 1):
        if number % 15 == 1:  # a session that stands idle ends
            door = Door(actor.user, actor.membership)
        statuses.append(door.knock(method, path, data, keep=True).status)
        if alarm is None and Review.objects.filter(kind="pattern").exists():
            alarm = number
        if clock:
            clock(every)
    return statuses, alarm


def pages(clients):
    return [("GET", reverse("clients:person", args=[client.public_id]), None) for client in clients]


def questions(clients):
    born = [client.birth_on for client in clients]
    return [
        (
            "POST",
            reverse("clients:find"),
            {
                "birth_day": day.day, "birth_month": day.month, "birth_year": day.year,
                "surname": client.surname, "house_number": client.house_number,
            },
        )
        for client, day in zip(clients, born, strict=True)
    ]  # fmt: skip


def test_a_walk_through_ones_own_list_is_noticed_at_once(world, clock, leader):
    coach = world.coach(name="Walker")
    found = people(world, coach, 45)
    _, alarm = walk(coach, pages(found), clock, MINUTE / 60)
    assert alarm == 40
    task = Review.objects.get(kind="pattern")
    assert (task.subject, task.participation) == (coach.user, leader.cell) and task.findings["hour"] == 40
    assert Notice.objects.filter(user=leader.user, kind="pattern").count() == 1
    result("B17", most_dossiers=alarm)


def test_one_a_minute_is_noticed_within_the_hour(world, clock, leader):
    coach = world.coach(name="Patient")
    found = people(world, coach, 45)
    _, alarm = walk(coach, pages(found), clock)
    assert alarm == 40


def test_a_walk_of_look_ups_ends_at_thirty_and_is_noticed_at_twenty(world, clock):
    gids, found = world.gids(name="Asker"), people(world, world.coach(), 45)
    statuses, alarm = walk(gids, questions(found), clock)
    assert statuses == [200] * 30 + [409] * 15 and alarm == 20
    task = Review.objects.filter(subject=gids.user).values_list("findings", flat=True)
    assert {code for findings in task for code in findings} == {"look_ups", "limit", "on"}
    assert Review.objects.filter(subject=gids.user, participation=None).count() == 2, "no team leader: privacy officer"
    result("B17", most_look_ups=30)


def test_five_accounts_together_get_five_times_as_little(world, clock):
    found, walkers = people(world, world.coach(), 200), [world.gids(name=f"Asker {n}") for n in range(5)]
    answered = 0
    for number, gids in enumerate(walkers):
        part = questions(found[number * 40 : number * 40 + 40])
        statuses, _ = walk(gids, part, clock, MINUTE / 6)
        answered += statuses.count(200)
    assert answered == 150
    assert Review.objects.filter(kind="pattern", findings__has_key="look_ups").count() == 5


def test_a_normal_day_makes_no_noise(world, clock, leader):
    """Eight hours of a busy coach: a list, twenty-five dossiers on three pages each, four look-ups."""
    coach = world.coach(name="Busy")
    found = people(world, coach, 60)
    door = Door(coach.user, coach.membership)
    for number, client in enumerate(found[:25]):
        for name in ("clients:person", "clients:watchers", "clients:responsible"):
            door.knock("GET", reverse(name, args=[client.public_id]), keep=True)
        door.knock("GET", reverse("clients:list"), keep=True)
        if number % 6 == 0:
            door.knock("POST", reverse("clients:find"), {"q": test_bsn(number + 1)}, keep=True)
        clock(19 * MINUTE)
    assert Reading.objects.filter(actor=coach.user).count() > 25 * 3
    assert not Review.objects.exists()
    assert sample_week(until=timezone.localdate()) == 0
    result("B17", false_alarms=0)


def test_the_budget_is_that_of_the_look_up():
    assert patterns.LOOK_UPS_A_DAY == lookup.DAILY_LIMIT


def test_without_the_count_nobody_hears(world, clock, monkeypatch):
    monkeypatch.setattr("werkcentrum.access.middleware.watch", lambda actor, budget: None)
    coach = world.coach(name="Walker")
    _, alarm = walk(coach, pages(people(world, coach, 42)), clock, MINUTE / 60)
    assert alarm is None


def read(actor, client, part="intake", at=None):
    row = Reading.objects.create(
        actor=actor.user, participation=actor.cell, role=actor.role, dossier_id=client.pk, part=part, purpose="taak",
        trace=actor.trace,
    )  # fmt: skip
    return row, at


def test_the_week_shows_namesakes_nights_and_questions_without_an_end(world, monkeypatch, leader):
    coach = world.coach(name="Ulla de Vries")
    day = timezone.localtime() - datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: day.replace(hour=23))
    found = people(world, world.coach(name="Other"), 12)
    Client.objects.filter(pk=found[0].pk).update(surname="Vries")
    for client in found[:5]:
        read(coach, client)
    monkeypatch.setattr(timezone, "now", lambda: day.replace(hour=12))
    for client in found[2:12]:
        read(coach, client, part="lookup")
    monkeypatch.undo()
    assert sample_week(until=timezone.localdate()) == 1
    findings = Review.objects.get().findings
    assert {code: findings[code] for code in ("same_name", "night")} == {"same_name": 1, "night": 5}
    assert "nowhere" not in findings, "seven led nowhere: of three she opened the dossier"
    assert sample_week(until=timezone.localdate()) == 1 and Review.objects.count() == 1
    page = world.browser(leader).get(f"/toegang/toetsen/{Review.objects.get().public_id}/").content.decode()
    assert "achternaam" in page and "tussen 22.00 en 6.00" in page and "Rij" not in page


def test_the_week_shows_the_neighbour_at_ones_own_address(world):
    coach, own = world.coach(name="Bea Mulder"), world.coach(name="Other")
    mine, theirs = (world.client_of(own, surname=name, postcode="8911BB", house_number=4) for name in ("Een", "Twee"))
    Involvement.objects.create(
        dossier=mine.dossier, user=coach.user, relation="self", ground="self", valid_from=timezone.now(),
        created_by=coach.user,
    )  # fmt: skip
    read(coach, theirs, part="lookup")
    assert sample_week(until=timezone.localdate()) == 1
    assert Review.objects.get().findings["same_address"] == 1
