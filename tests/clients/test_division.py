"""Dividing dossiers within one partner, covering for a colleague, and how much of the region each one opens."""

import datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.actions.division import move_leads
from clients.models import Client, Entry
from clients.reach import reach_of
from clients.rules import evenly
from tests.support.racing import one_won, race
from werkcentrum.access import actions as access
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Cover, Dossier, Involvement, Relation
from werkcentrum.audit.models import Event, Reading
from werkcentrum.refusal import Conflict, Refused

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def leader(world):
    return world.team_leader()


@pytest.fixture
def ulla(world):
    return world.coach(name="Ulla")


def post(world, actor, address, **data):
    return world.browser(actor).post(address, {"submit_key": str(uuid4()), **data})


def text(page):
    return page.content.decode()


def leads(user):
    return Involvement.objects.live().filter(user=user, relation=Relation.LEAD)


def rows_of(actor):
    return list(leads(actor.user).values_list("pk", flat=True))


def divide_url(actor):
    return reverse("clients:divide", args=[actor.user.pk])


# Dividing


def test_a_team_leader_sees_numbers_and_cards_and_opens_nothing(world, leader, ulla):
    client, _ = world.client_of(ulla), world.coach(name="Pieter")
    page = text(world.browser(leader).get(reverse("clients:division")))
    assert "Ulla" in page and "Amrani" not in page and "Fatima" not in page
    cards = text(world.browser(leader).get(divide_url(ulla)))
    assert "F. el A., 1995" in cards and "Amrani" not in cards and str(client.public_id) not in cards
    assert Reading.objects.filter(actor=leader.user, dossier=client.pk, part="list:division").exists()
    assert world.browser(leader).get(reverse("clients:person", args=[client.public_id])).status_code == 404


def test_one_dossier_goes_to_a_colleague_after_a_look(world, leader, ulla):
    client, other = world.client_of(ulla), world.coach(name="Pieter")
    (row,) = rows_of(ulla)
    preview = post(world, leader, divide_url(ulla), rows=[row], to=[other.user.pk])
    assert preview.status_code == 200 and "Klopt deze verdeling?" in text(preview)
    assert leads(ulla.user).exists(), "looking changes nothing"
    done = post(world, leader, divide_url(ulla), rows=[row], to=[other.user.pk], confirm="1")
    assert done.status_code == 302
    assert [r.user for r in Involvement.objects.live().filter(dossier=client.pk, relation="lead")] == [other.user]
    assert Client.objects.visible_to(other).exists() and not Client.objects.visible_to(ulla).exists()
    assert Entry.objects.filter(client=client, milestone=True, text__contains="Pieter (UWV) is nu regiehouder").exists()


def test_all_dossiers_of_who_leaves_are_shared_out_evenly_in_one_go(world, leader, ulla):
    people = [world.coach(name=name) for name in ("Anna", "Bert", "Cees")]
    for n in range(7):
        world.client_of(ulla, surname=f"Klant{n}", birth_on=datetime.date(1980, 1, n + 1))
    rows = rows_of(ulla)
    access.end_membership(membership=ulla.membership, by=None)
    page = text(world.browser(leader).get(reverse("clients:division")))
    assert "Ulla werkt hier niet meer: 7 dossiers om te verdelen" in page
    form = text(world.browser(leader).get(divide_url(ulla)))
    assert form.count(" checked") == 7, "of who left all are chosen at first"
    data = {"rows": rows, "to": [p.user.pk for p in people], "confirm": "1", "submit_key": str(uuid4())}
    browser = world.browser(leader)
    for _ in range(2):  # a double click is one division
        assert browser.post(divide_url(ulla), data).status_code == 302
    assert sorted(leads(p.user).count() for p in people) == [2, 2, 3]
    assert Event.objects.filter(action="clients.move_lead").count() == 7
    assert not leads(ulla.user).exists()
    assert "werkt hier niet meer" not in text(world.browser(leader).get(reverse("clients:division")))


def test_all_or_nothing_when_something_changed_meanwhile(world, leader, ulla):
    first, _ = world.client_of(ulla), world.client_of(ulla, surname="Ander")
    other, rows = world.coach(name="Pieter"), rows_of(ulla)
    access.change_lead(dossier=first.dossier, user=other.user, participation=other.cell, by=leader)
    with pytest.raises(Conflict, match="niets verdeeld"):
        move_leads(user=ulla.user, rows=rows, to=[other.user], by=leader)
    assert leads(ulla.user).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_divisions_at_once_are_one(committed_world):
    world = committed_world
    leader, ulla = world.team_leader(), world.coach(name="Ulla")
    people = [world.coach(name=f"Collega {n}") for n in range(4)]
    for n in range(3):
        world.client_of(ulla, surname=f"Klant{n}")
    rows = rows_of(ulla)
    outcome = race(4, lambda i: move_leads(user=ulla.user, rows=rows, to=[people[i].user], by=of_user(leader.user)))
    assert not one_won(outcome)
    assert sum(leads(p.user).count() for p in people) == 3


def test_nobody_gets_a_dossier_of_somebody_she_knows(world, leader, ulla):
    client, kin, other = world.client_of(ulla), world.coach(name="Kent"), world.coach(name="Pieter")
    world.involve(kin, client)
    access.declare_kin(dossier=client.dossier, by=kin)
    rows = rows_of(ulla)
    with pytest.raises(Refused, match="Kies nog een collega"):
        move_leads(user=ulla.user, rows=rows, to=[kin.user], by=leader)
    (move,) = move_leads(user=ulla.user, rows=rows, to=[kin.user, other.user], by=leader)
    assert move.to == other.user


def test_who_may_know_a_client_is_asked_first(world, leader, ulla):
    world.client_of(ulla)
    other = world.coach(name="Pieter")
    own = world.client_of(world.coach(name="Derde"), first_names="Pieter")
    access.involve(dossier=own.dossier, user=other.user, participation=None, relation=Relation.SELF, by=leader)
    data = {"rows": rows_of(ulla), "to": [other.user.pk]}
    assert "eerst vragen" in text(post(world, leader, divide_url(ulla), **data))
    refused = post(world, leader, divide_url(ulla), confirm="1", **data)
    assert refused.status_code == 422 and "van huis kennen" in text(refused) and leads(ulla.user).exists()
    assert post(world, leader, divide_url(ulla), confirm="1", asked="on", **data).status_code == 302


def test_a_lead_who_knows_her_client_is_a_line_for_the_team_leader(world, leader, ulla):
    client, _ = world.client_of(ulla), world.coach(name="Pieter")
    access.declare_kin(dossier=client.dossier, by=ulla)
    page = text(world.browser(leader).get(reverse("clients:division")))
    assert "Ulla kent een klant van huis: 1 dossier" in page and "Fatima" not in page
    assert "andere regiehouder nodig" in text(world.browser(leader).get(divide_url(ulla)))


def test_substitutes_stay_when_the_lead_moves_within_the_partner(world, leader, ulla):
    client, other, third = world.client_of(ulla), world.coach(name="Pieter"), world.coach(name="Derde")
    world.involve(third, client)
    move_leads(user=ulla.user, rows=rows_of(ulla), to=[other.user], by=leader)
    assert Client.objects.visible_to(third).exists()
    assert Involvement.objects.live().get(user=ulla.user, dossier=client.pk).relation == Relation.FORMER


def test_a_team_leader_divides_nothing_of_another_partner(world, ulla):
    world.client_of(ulla)
    stranger = world.team_leader("gemeente-leeuwarden")
    assert world.browser(stranger).get(divide_url(ulla)).status_code == 404
    assert "Ulla" not in text(world.browser(stranger).get(reverse("clients:division")))
    own = world.coach("gemeente-leeuwarden")
    with pytest.raises(Conflict):
        move_leads(user=ulla.user, rows=rows_of(ulla), to=[own.user], by=stranger)


def test_sealed_and_closed_dossiers_are_in_no_list_and_no_number(world, leader, ulla):
    world.coach(name="Pieter")
    sealed, closed = world.client_of(ulla, surname="Besloten"), world.client_of(ulla, surname="Dicht")
    Dossier.objects.filter(pk=sealed.pk).update(sealed=True)
    access.close_dossier(dossier=closed.dossier, by=ulla)
    page = text(world.browser(leader).get(reverse("clients:division")))
    assert 'data-label="In regie"><span>0</span>' in page
    assert "niets te verdelen" in text(world.browser(leader).get(divide_url(ulla)))
    with pytest.raises(Conflict):
        move_leads(user=ulla.user, rows=rows_of(ulla), to=[world.coach(name="Pieter").user], by=leader)


def test_the_pages_of_a_team_leader_ask_the_same_for_many(world, leader, ulla):
    world.coach(name="Pieter")
    counts = []
    for _ in range(2):
        for n in range(5):
            world.client_of(ulla, surname=f"Klant{n}")
        browser = world.browser(leader)
        browser.get(reverse("clients:division"))
        for address in (reverse("clients:division"), divide_url(ulla), reverse("clients:reach")):
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(address).status_code == 200
            counts.append(len(queries))
        preview = post(world, leader, divide_url(ulla), rows=rows_of(ulla), to=[world.coach(name="Pieter").user.pk])
        assert preview.status_code == 200
    assert counts[:3] == counts[3:] and max(counts) <= 30, counts


def test_evenly_is_even_and_leaves_out_who_is_blocked():
    assert list(evenly("abcde", ["x", "y"]).values()) == ["x", "y", "x", "y", "x"]
    assert evenly("ab", ["x", "y"], {("a", "x")}) == {"a": "y", "b": "x"}
    assert evenly("a", ["x"], {("a", "x")}) == {"a": None}


# Covering


def cover(leader, covered, colleague, start=TODAY, days=7):
    return access.arrange_cover(
        covered=covered.user, colleague=colleague.user, start=start, end=start + days * DAY, by=leader
    )


def test_a_colleague_covers_what_the_other_leads_and_what_comes(world, leader, ulla):
    client, pieter = world.client_of(ulla), world.coach(name="Pieter")
    data = {"covered": ulla.user.pk, "colleague": pieter.user.pk}
    days = {"start": f"{TODAY:%d-%m-%Y}", "end": f"{TODAY + 7 * DAY:%d-%m-%Y}"}
    assert post(world, leader, reverse("clients:cover"), **data, **days).status_code == 302
    later = world.client_of(ulla, surname="Later")
    moved = world.client_of(world.coach(name="Derde"), surname="Erbij")
    access.change_lead(dossier=moved.dossier, user=ulla.user, participation=ulla.cell, by=leader)
    assert set(Client.objects.visible_to(pieter)) == {client, later, moved}
    row = Involvement.objects.get(user=pieter.user, dossier=client.pk)
    assert (row.relation, row.cover_for) == (Relation.TEAM, ulla.user)
    assert timezone.localdate(row.valid_until) == TODAY + 8 * DAY
    seen = text(world.browser(ulla).get(reverse("clients:watchers", args=[client.public_id])))
    assert "zolang Ulla afwezig is" in seen
    assert "Pieter" in text(world.browser(leader).get(reverse("clients:division")))


def test_cover_ends_by_itself(world, leader, ulla, monkeypatch):
    world.client_of(ulla)
    pieter = world.coach(name="Pieter")
    cover(leader, ulla, pieter)
    really = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: really() + 9 * DAY)
    assert not Client.objects.visible_to(of_user(pieter.user)).exists()
    new = world.client_of(ulla, surname="Nieuw")
    assert not Involvement.objects.filter(dossier=new.pk, user=pieter.user).exists()


def test_cover_to_come_opens_nothing_yet(world, leader, ulla, monkeypatch):
    client, pieter = world.client_of(ulla), world.coach(name="Pieter")
    cover(leader, ulla, pieter, start=TODAY + 3 * DAY)
    assert not Client.objects.visible_to(pieter).exists()
    really = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: really() + 4 * DAY)
    assert list(Client.objects.visible_to(of_user(pieter.user))) == [client]


def test_a_new_lead_of_a_closed_dossier_brings_nobody_along(world, leader, ulla):
    client, derde = world.client_of(ulla), world.coach(name="Derde")
    cover(leader, derde, world.coach(name="Pieter"))
    access.close_dossier(dossier=client.dossier, by=ulla)
    access.change_lead(dossier=client.dossier, user=derde.user, participation=derde.cell, by=leader)
    access.reopen_dossier(dossier=client.dossier, by=derde)
    assert {row.user for row in Involvement.objects.live().filter(dossier=client.pk)} == {derde.user, ulla.user}


def test_cover_stops_early_and_when_the_lead_goes_elsewhere(world, leader, ulla):
    client, pieter = world.client_of(ulla), world.coach(name="Pieter")
    made, number = cover(leader, ulla, pieter)
    assert number == 1
    access.change_lead(dossier=client.dossier, user=world.coach(name="Derde").user, participation=ulla.cell, by=leader)
    assert not Client.objects.visible_to(pieter).exists()
    other = world.client_of(ulla, surname="Ander")
    assert Client.objects.visible_to(pieter).get() == other
    assert post(world, leader, reverse("clients:cover_end", args=[made.pk])).status_code == 302
    assert not Client.objects.visible_to(pieter).exists()
    with pytest.raises(Conflict, match="al gestopt"):
        access.end_cover(cover=made, by=leader)


@pytest.mark.parametrize(("start", "days", "words"), [(-1, 5, "vanaf vandaag"), (0, 42, "6 weken"), (2, -1, "voor de")])
def test_cover_has_days_that_fit(world, leader, ulla, start, days, words):
    with pytest.raises(Refused, match=words):
        cover(leader, ulla, world.coach(name="Pieter"), start=TODAY + start * DAY, days=days)


def test_cover_is_by_one_present_colleague_of_the_own_partner(world, leader, ulla):
    pieter, third = world.coach(name="Pieter"), world.coach(name="Derde")
    with pytest.raises(Refused, match="zichzelf"):
        cover(leader, ulla, ulla)
    with pytest.raises(Refused, match="werkt niet"):
        cover(leader, ulla, world.coach("gemeente-leeuwarden"))
    cover(leader, ulla, pieter)
    with pytest.raises(Conflict, match="al een vervanger"):
        cover(leader, ulla, third)
    with pytest.raises(Refused, match="zelf afwezig"):
        cover(leader, third, ulla)


def test_the_database_keeps_cover_short(world, leader, ulla):
    values = {"participation": ulla.cell, "covered": ulla.user, "arranged_by": leader.user, "valid_from": TODAY}
    for more in (
        {"colleague": leader.user, "valid_until": TODAY + 42 * DAY},
        {"colleague": ulla.user, "valid_until": TODAY},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Cover.objects.create(**values, **more)
    assert Cover.objects.create(**values, colleague=leader.user, valid_until=TODAY + 41 * DAY)


def test_no_cover_of_a_sealed_dossier_or_of_kin(world, leader, ulla):
    sealed, kin, pieter = world.client_of(ulla), world.client_of(ulla, surname="Kent"), world.coach(name="Pieter")
    Dossier.objects.filter(pk=sealed.pk).update(sealed=True)
    world.involve(pieter, kin)
    access.declare_kin(dossier=kin.dossier, by=pieter)
    _, number = cover(leader, ulla, pieter)
    assert number == 0 and not Client.objects.visible_to(pieter).exists()


# Reach


def test_reach_is_a_share_per_colleague_and_nothing_about_whom(world, leader, ulla):
    pieter = world.coach(name="Pieter")
    for n in range(3):
        client = world.client_of(ulla, surname=f"Klant{n}")
    world.involve(pieter, client)
    world.client_of(world.coach("gemeente-leeuwarden", name="Marijke"))
    sealed = world.client_of(pieter, surname="Besloten")
    Dossier.objects.filter(pk=sealed.pk).update(sealed=True)
    rows, total, _ = reach_of(leader.cell)
    assert total == 4
    assert [(row.name, row.number, row.percent) for row in rows[:2]] == [("Ulla", 3, 75.0), ("Pieter", 1, 25.0)]
    page = text(world.browser(leader).get(reverse("clients:reach")))
    assert "75,0%" in page and "Marijke" not in page and "Klant" not in page.split("<main")[1] and "<svg" in page
    assert "boven het doel" in page and "Toon als tabel" in page


def test_reach_without_a_dossier_or_a_colleague(world, leader):
    assert reach_of(leader.cell)[1] == 0
    assert world.browser(leader).get(reverse("clients:reach")).status_code == 200
