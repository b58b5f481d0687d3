"""Passing on a dossier: the right partner, a clock, and exactly one lead all the way."""

import datetime
import threading
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from clients.actions import handover as actions
from clients.models import Client, Entry, Handover
from clients.offered import require_stranger
from werkcentrum.access import actions as access
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.audit.models import Event
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.vocabulary.workdays import after_workdays, days_of_rest, easter, is_workday, workdays_between

REASON = "U krijgt WW, daarom helpt UWV u verder."


@pytest.fixture
def story(world):
    """A gids with a WW client, and UWV with a team leader and two coaches."""
    world.team_leader()
    gids = world.gids()
    client = world.client_of(gids)
    return world, gids, client, world.cell("uwv")


def leads(client):
    return list(Involvement.objects.live().filter(dossier=client.pk, relation=Relation.LEAD))


def offered(story):
    _, gids, client, uwv = story
    return actions.offer(client=client, to=uwv, reason=REASON, by=gids)


def test_offer_leaves_the_giver_in_the_lead(story):
    _, gids, client, uwv = story
    handover = offered(story)
    assert [row.user for row in leads(client)] == [gids.user]
    assert (handover.to_participation, handover.rule, handover.article) == (uwv, 5, "Pwet 7.3.c, 7.7")
    assert handover.due_on == after_workdays(timezone.localdate(), 5)
    event = Event.objects.get(action="clients.offer")
    assert event.dossier_id == client.pk
    assert Entry.objects.get(event_id=event.pk).milestone
    assert handover.history.get().event_id == event.pk


def test_offer_to_a_partner_that_is_not_responsible_names_who_is(story):
    world, gids, client, _ = story
    world.team_leader("gemeente-leeuwarden")
    with pytest.raises(Refused, match=r"Gemeente Leeuwarden is niet verantwoordelijk.*Dat is UWV \(Pwet 7\.3\.c") as no:
        actions.offer(client=client, to=world.cell("gemeente-leeuwarden"), reason=REASON, by=gids)
    assert no.value.status == 422


def test_offer_on_a_later_date_follows_the_rules_of_that_day(story):
    world, gids, client, _ = story
    world.team_leader("gemeente-leeuwarden")
    client.income_periods.update(valid_until=datetime.date(2026, 12, 31))
    client.income_periods.create(
        code="BIJSTAND", valid_from="2027-01-01", leading=True, obtained_on="2026-11-21", recorded_by=gids.user
    )
    to = world.cell("gemeente-leeuwarden")
    assert actions.offer(client=client, to=to, reason=REASON, by=gids, on=datetime.date(2027, 1, 1)).rule == 8


def test_offer_where_nobody_assigns_is_refused_with_what_to_do(world):
    gids = world.gids()
    client = world.client_of(gids)
    with pytest.raises(Refused, match="UWV heeft in Friesland nog geen teamleider"):
        actions.offer(client=client, to=world.cell("uwv"), reason=REASON, by=gids)


def test_offer_to_oneself_without_reason_or_twice(story):
    world, _, client, uwv = story
    coach = world.coach()
    own = world.client_of(coach)
    with pytest.raises(Refused, match="eigen organisatie is verantwoordelijk"):
        actions.offer(client=own, to=uwv, reason=REASON, by=coach)
    with pytest.raises(Refused, match="Schrijf op waarom"):
        actions.offer(client=client, to=uwv, reason="  ", by=story[1])
    offered(story)
    with pytest.raises(Conflict, match="al aangeboden aan UWV"):
        offered(story)


def test_only_the_lead_offers(story):
    world, _, client, uwv = story
    team = world.gids(name="Collega")
    world.involve(team, client)
    with pytest.raises(PermissionDenied):
        actions.offer(client=client, to=uwv, reason=REASON, by=team)


def test_somebody_that_only_an_employer_helps_goes_nowhere(world):
    gids = world.gids()
    client = world.client_of(gids, situation="ZW_ERD")
    with pytest.raises(Refused, match=r"werkgever is verantwoordelijk"):
        actions.offer(client=client, to=world.cell("uwv"), reason=REASON, by=gids)


def test_assigning_at_once_moves_the_lead_in_one_step(story):
    world, gids, client, uwv = story
    handover = offered(story)
    coach = world.coach()
    actions.assign(handover=handover, coach=coach.user, by=world.team_leader(), at_once=True)
    row = Handover.objects.get(pk=handover.pk)
    assert (row.state, row.assigned_to) == ("geaccepteerd", coach.user)
    assert [(one.user, one.participation) for one in leads(client)] == [(coach.user, uwv)]
    assert Involvement.objects.live().filter(user=gids.user, relation=Relation.FORMER).exists()
    assert not Client.objects.visible_to(gids).exists()
    with pytest.raises(Conflict, match=f"{coach.user.name} heeft het dossier overgenomen"):
        actions.assign(handover=handover, coach=coach.user, by=world.team_leader(), at_once=True)


def test_a_proposed_coach_sees_the_card_and_nothing_else(story):
    world, gids, client, _ = story
    coach = world.coach()
    actions.assign(handover=offered(story), coach=coach.user, by=world.team_leader(), at_once=False)
    assert not Client.objects.visible_to(coach).exists()
    assert Client.objects.known_to(coach).get() == client
    assert [row.user for row in leads(client)] == [gids.user]


def test_assigning_again_ends_the_first_proposal(story):
    world, _, client, _ = story
    first, second = world.coach(name="Ulla"), world.coach(name="Pieter")
    handover = offered(story)
    actions.assign(handover=handover, coach=first.user, by=world.team_leader(), at_once=False)
    actions.assign(handover=handover, coach=second.user, by=world.team_leader(), at_once=False)
    assert not Client.objects.known_to(first).exists()
    with pytest.raises(Refused, match="aan een collega voorgesteld"):
        actions.accept(handover=handover, by=first)
    assert Client.objects.known_to(second).get() == client


@pytest.mark.parametrize(
    ("role", "partner"), [("gids", None), ("coach", "gemeente-leeuwarden"), ("werkgeversadviseur", "uwv")]
)
def test_only_a_coach_of_the_receiver_can_be_named(story, role, partner):
    world = story[0]
    with pytest.raises(Refused, match=r"werkt niet \(meer\) als coach bij UWV"):
        actions.assign(handover=offered(story), coach=world.user(role, partner), by=world.team_leader(), at_once=False)


def test_only_the_team_leader_of_the_receiver_assigns(story):
    world = story[0]
    handover, coach = offered(story), world.coach()
    with pytest.raises(PermissionDenied):
        actions.assign(handover=handover, coach=coach.user, by=coach, at_once=True)
    with pytest.raises(Refused, match="aan een andere partner aangeboden"):
        actions.assign(handover=handover, coach=coach.user, by=world.team_leader("gemeente-leeuwarden"), at_once=True)


def test_a_coach_who_lost_the_role_meanwhile_gets_a_sentence(story):
    world, _, client, _ = story
    coach, handover = world.coach(), offered(story)
    actions.assign(handover=handover, coach=coach.user, by=world.team_leader(), at_once=False)
    access.end_membership(membership=coach.membership, by=None)
    adviser = access.grant_membership(user=coach.user, participation=coach.cell, role="werkgeversadviseur", by=None)
    with pytest.raises(Refused, match="U werkt niet meer als coach bij UWV"):
        actions.accept(handover=handover, by=of_user(coach.user, adviser))
    assert leads(client)[0].user != coach.user


def test_accepting_what_nobody_was_named_for(story):
    with pytest.raises(Refused, match="nog aan niemand toegewezen"):
        actions.accept(handover=offered(story), by=story[0].coach())


def test_refusing_asks_a_reason_and_leaves_the_old_lead(story):
    world, gids, client, _ = story
    coach, handover = world.coach(), offered(story)
    actions.assign(handover=handover, coach=coach.user, by=world.team_leader(), at_once=False)
    with pytest.raises(Refused, match="Schrijf op waarom u weigert"):
        actions.refuse(handover=handover, reason=" ", by=coach)
    actions.refuse(handover=handover, reason="Geen plaats tot maart.", by=coach)
    assert [row.user for row in leads(client)] == [gids.user]
    assert not Client.objects.known_to(coach).exists()
    with pytest.raises(Conflict, match="al beslist: geweigerd"):
        actions.accept(handover=handover, by=coach)
    assert offered(story).state == "aangeboden"


def test_the_team_leader_may_send_it_back_too(story):
    world = story[0]
    handover = actions.refuse(handover=offered(story), reason="Woont in een andere regio.", by=world.team_leader())
    assert handover.state == "geweigerd"


def test_the_giver_withdraws_and_the_card_is_gone(story):
    world, gids, client, _ = story
    coach, handover = world.coach(), offered(story)
    actions.assign(handover=handover, coach=coach.user, by=world.team_leader(), at_once=False)
    with pytest.raises(PermissionDenied):
        actions.withdraw(handover=handover, by=coach)
    actions.withdraw(handover=handover, by=gids)
    assert not Client.objects.known_to(coach).exists()
    assert [row.user for row in leads(client)] == [gids.user]


def test_first_a_talk_is_noted_and_the_clock_runs_on(story):
    world, _, client, _ = story
    coach, handover = world.coach(), offered(story)
    actions.assign(handover=handover, coach=coach.user, by=world.team_leader(), at_once=False)
    with pytest.raises(Refused, match="vanaf vandaag"):
        actions.plan_talk(handover=handover, on=timezone.localdate() - datetime.timedelta(days=1), by=coach)
    actions.plan_talk(handover=handover, on=timezone.localdate(), by=coach)
    assert Entry.objects.filter(client=client, text__startswith="Eerst overleg op").exists()
    assert Handover.objects.get(pk=handover.pk).due_on == handover.due_on


@pytest.mark.django_db(transaction=True)
def test_two_acceptances_at_once_make_one_lead(committed_world):
    world = committed_world
    leader, gids, coach = world.team_leader(), world.gids(), world.coach()
    client = world.client_of(gids)
    handover = actions.offer(client=client, to=world.cell("uwv"), reason=REASON, by=gids)
    actions.assign(handover=handover, coach=coach.user, by=leader, at_once=False)
    start, answers = threading.Barrier(2), []

    def accept():
        try:
            start.wait()
            actions.accept(handover=Handover.objects.get(pk=handover.pk), by=of_user(coach.user))
            answers.append("geaccepteerd")
        except Conflict as no:
            answers.append(no.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers)[1] == "geaccepteerd" and "heeft het dossier overgenomen" in sorted(answers)[0]
    assert [row.user for row in leads(client)] == [coach.user]


def test_working_days_skip_weekends_and_days_of_rest():
    assert easter(2026) == datetime.date(2026, 4, 5) and easter(2038) == datetime.date(2038, 4, 25)
    assert datetime.date(2031, 4, 26) in days_of_rest(2031) and not is_workday(datetime.date(2026, 5, 14))
    assert after_workdays(datetime.date(2026, 12, 24), 5) == datetime.date(2027, 1, 4)
    assert workdays_between(datetime.date(2026, 11, 20), datetime.date(2026, 11, 24)) == 2
    assert workdays_between(datetime.date(2026, 11, 24), datetime.date(2026, 11, 20)) == -2


# Who knows the person does not take it over


def relate(coach, client, relation, by):
    where = None if relation == "self" else coach.cell
    access.involve(dossier=client.dossier, user=coach.user, participation=where, relation=relation, by=by)


def neighbours(world, coach, client):
    """Let the coach be a client herself, at the address of `client`."""
    where = {"postcode": "8911AA", "house_number": 7}
    Client.objects.filter(pk=client.pk).update(**where)
    own = world.client_of(world.gids(name="Ander"), surname="Buur", **where)
    relate(coach, own, "self", coach)


@pytest.mark.parametrize("relation", ["kin", "self"])
def test_who_knows_the_person_is_not_assigned_and_cannot_accept(story, relation):
    world, gids, client, _ = story
    coach, leader, handover = world.coach(name="Ulla"), world.team_leader(), offered(story)
    actions.assign(handover=handover, coach=coach.user, by=leader, at_once=False)
    relate(coach, client, relation, gids)
    with pytest.raises(Refused, match=r"kan dit dossier niet krijgen\. Wijs het toe aan een andere coach") as no:
        actions.assign(handover=handover, coach=coach.user, by=leader, at_once=True)
    assert no.value.field == "coach" and no.value.status == 422
    page = world.browser(leader).post(
        reverse("werkplan:handover_assign", args=[handover.public_id]),
        {"coach": coach.user.pk, "asked": "on", "submit_key": str(uuid4())},
    )
    assert page.status_code == 422 and "kan dit dossier niet krijgen" in page.content.decode()
    accept = reverse("werkplan:handover_accept", args=[handover.public_id])
    assert world.browser(coach).post(accept, {"submit_key": str(uuid4())}).status_code == 404
    assert [row.user for row in leads(client)] == [gids.user]


def test_the_action_refuses_who_declared_it_while_she_accepted(story):
    world, gids, client, _ = story
    coach, handover = world.coach(name="Ulla"), offered(story)
    actions.assign(handover=handover, coach=coach.user, by=world.team_leader(), at_once=False)
    with pytest.raises(Refused, match=r"U kunt dit dossier niet overnemen\. Vraag uw teamleider"):
        relate(coach, client, "kin", gids)
        require_stranger(Handover.objects.get(), coach.user, asked=True, by=coach)


def test_who_may_know_the_person_is_asked_first_and_never_told_why(story):
    world, gids, client, _ = story
    coach, leader, handover = world.coach(name="Ulla"), world.team_leader(), offered(story)
    neighbours(world, coach, client)
    browser = world.browser(leader)
    address = reverse("werkplan:handover_assign", args=[handover.public_id])
    first = browser.post(address, {"coach": coach.user.pk, "submit_key": str(uuid4())})
    page = first.content.decode()
    assert first.status_code == 422 and "of zij de klant van huis kent" in page and 'type="checkbox"' in page
    assert "Buur" not in page and "8911" not in page
    sure = {"coach": coach.user.pk, "asked": "on", "submit_key": str(uuid4())}
    actions.assign(handover=handover, coach=coach.user, by=leader, at_once=False, asked=True)
    accept = reverse("werkplan:handover_accept", args=[handover.public_id])
    mine = world.browser(coach)
    asks = mine.post(accept, {"submit_key": str(uuid4())})
    assert asks.status_code == 422 and "Ik ken deze persoon niet van huis" in asks.content.decode()
    assert [row.user for row in leads(client)] == [gids.user]
    assert mine.post(accept, sure).status_code == 302
    assert [row.user for row in leads(client)] == [coach.user]
