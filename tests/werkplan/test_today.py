"""The coach's home: who needs me today, and why."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import Handover
from tests.werkplan.plans import add_step, draft_plan, running_plan
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.audit.models import Reading
from werkplan.actions.handover import offer
from werkplan.agenda import agenda_of
from werkplan.signals.refresh import refresh

TODAY = timezone.localdate


@pytest.fixture
def coach(world):
    return world.coach()


def old(client):
    """As if the dossier came long ago."""
    long_ago = timezone.now() - datetime.timedelta(days=60)
    Involvement.objects.filter(dossier=client.pk, relation=Relation.LEAD).update(valid_from=long_ago)
    return client


def kinds(coach):
    return [[reason.kind for reason in person.reasons] for person in agenda_of(coach).people]


def test_nothing_to_do(world, coach):
    running_plan(coach, old(world.client_of(coach)))
    assert kinds(coach) == []
    page = world.browser(coach).get(reverse("werkplan:today")).content.decode()
    assert "Niets dat nu moet" in page


def test_a_dossier_without_plan(world, coach):
    client = old(world.client_of(coach))
    assert kinds(coach) == [["plan"]]
    page = world.browser(coach).get(reverse("werkplan:today")).content.decode()
    assert "Maak samen het plan" in page and str(client.public_id) in page


def test_what_cannot_wait_comes_first(world, coach):
    ending = TODAY() + datetime.timedelta(days=40)
    old(world.client_of(coach, surname="Inkomen", until=str(ending)))
    running_plan(coach, old(Client := world.client_of(coach, surname="Laat")))
    add_step(coach, Client.plan, Client.plan.goals.get(), due=-3)
    old(world.client_of(coach, surname="Leeg"))
    new = world.client_of(coach, surname="Nieuw")
    running_plan(coach, new)
    refresh()
    assert kinds(coach) == [["signal", "plan"], ["late"], ["plan"], ["new"]]


def test_looking_back_and_deciding(world, coach):
    from tests.werkplan.plans import make_offer

    client = old(world.client_of(coach))
    plan, goal, _ = running_plan(coach, client)
    type(plan).objects.filter(pk=plan.pk).update(evaluate_on=TODAY() + datetime.timedelta(days=5))
    inzet = add_step(coach, plan, goal, offer=make_offer(world)).inzetten.get()
    inzet.reconfirm(by=TODAY() + datetime.timedelta(days=2))
    inzet.save()
    assert kinds(coach) == [["decide", "evaluate"]]
    plan.refresh_from_db()
    plan.offer(to=world.cell("gemeente-leeuwarden"))
    plan.save()
    assert kinds(coach) == [], "while it is offered, the next lead decides"


def test_an_income_with_a_successor_is_a_change(world, coach):
    from clients.models import IncomePeriod

    ending = TODAY() + datetime.timedelta(days=40)
    client = old(world.client_of(coach, until=str(ending)))
    running_plan(coach, client)
    refresh()
    assert kinds(coach) == [["signal"]]
    IncomePeriod.objects.create(
        client=client,
        code="BIJSTAND",
        valid_from=ending + datetime.timedelta(days=1),
        leading=True,
        obtained_on=TODAY(),
        recorded_by=coach.user,
    )
    refresh()
    assert [row.kind for row in client.signals.open()] == ["change"], "the change takes its place"


def test_only_mine_and_logged(world, coach):
    mine = world.client_of(coach)
    world.client_of(world.coach(name="Ander"), surname="Kanarie")
    page = world.browser(coach).get(reverse("werkplan:today")).content.decode()
    assert "Kanarie" not in page
    rows = Reading.objects.filter(part="list:today", actor=coach.user)
    assert list(rows.values_list("dossier_id", flat=True)) == [mine.pk]


def test_a_proposal_shows_a_card_and_no_name(world, coach):
    from clients.models import Handover

    client = world.client_of(coach, surname="Kanarie")
    draft_plan(coach, client)
    taker = world.coach("gemeente-leeuwarden")
    Handover.objects.create(
        client=client,
        from_participation=coach.cell,
        to_participation=taker.cell,
        offered_by=coach.user,
        due_on=TODAY() + datetime.timedelta(days=3),
        expires_on=TODAY() + datetime.timedelta(days=10),
        reason="WW stopt",
        assigned_to=taker.user,
    )
    assert kinds(taker) == [], "without the proposal in the involvements there is nothing to see"
    world.involve(taker, client, Relation.PROPOSED)
    page = world.browser(taker).get(reverse("werkplan:today")).content.decode()
    assert "F. el K., 1995" in page and "Kanarie" not in page and "UWV biedt dit dossier aan" in page


def test_an_offer_that_nobody_answered_in_time_is_for_who_still_leads(world, coach):
    world.team_leader("gemeente-leeuwarden")
    client = old(world.client_of(coach, situation="BIJSTAND"))
    running_plan(coach, client)
    offer(client=client, to=world.cell("gemeente-leeuwarden"), reason="Bijstand", by=coach)
    due = Handover.objects.get().due_on
    page = reverse("werkplan:today")
    assert "antwoordde nog niet" not in world.browser(coach).get(page).content.decode()
    Handover.objects.update(due_on=TODAY() - datetime.timedelta(days=2), offered_at="2026-11-01T09:00Z")
    shown = world.browser(coach).get(page).content.decode()
    assert due > TODAY() and "Gemeente Leeuwarden antwoordde nog niet op de overdracht: had gemoeten" in shown
    assert kinds(coach) == [["waits"]] and kinds(world.coach(name="Collega")) == []


@pytest.mark.parametrize("role", ["gids", "teamleider", "klant"])
def test_who_has_no_plans_has_no_agenda(world, role):
    assert world.browser(world.actor(role)).get(reverse("werkplan:today")).status_code == 403


def test_the_same_number_of_queries_for_more_people(world, coach, django_assert_num_queries):
    for at in range(2):
        running_plan(coach, world.client_of(coach, surname=f"Bos{at}"))
    with django_assert_num_queries(12):
        assert agenda_of(coach).total == 2
    for at in range(6):
        running_plan(coach, world.client_of(coach, surname=f"Meer{at}"))
    with django_assert_num_queries(12):
        assert agenda_of(coach).total == 8
