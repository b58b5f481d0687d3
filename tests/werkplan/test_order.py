"""The order of goals and steps: one place at a time, by button, also when two press."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from clients.models import Entry
from tests.werkplan.plans import add_step, draft_plan
from werkcentrum.refusal import Conflict
from werkplan.actions import consent, goals, order, steps
from werkplan.snapshot import snapshot


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    return world.client_of(coach)


def titles(plan):
    return [step["title"] for goal in snapshot(plan)["goals"] for step in goal["steps"]]


def post(world, coach, client, what, move):
    return world.browser(coach).post(reverse("werkplan:order", args=[client.public_id]), {"what": what, "move": move})


def test_a_step_goes_up_and_down(coach, client):
    plan, goal, (first, second, third) = draft_plan(coach, client, number=3)
    order.move_step(step=third, up=True, by=coach)
    assert titles(plan) == [first.title, third.title, second.title]
    order.move_step(step=first, up=False, by=coach)
    assert titles(plan) == [third.title, first.title, second.title]
    assert Entry.objects.filter(client=client, text="De volgorde van de stappen is anders.").count() == 2
    new = add_step(coach, plan, goal, title="Bel morgen")
    assert titles(plan)[-1] == new.title, "a new step comes last"


def test_what_fell_away_does_not_count(coach, client):
    plan, _, (first, second, third) = draft_plan(coach, client, number=3)
    steps.move_step(step=second, move="drop", reason="Niet nodig", by=coach)
    order.move_step(step=third, up=True, by=coach)
    assert titles(plan) == [third.title, first.title]
    with pytest.raises(Conflict, match="bovenaan of onderaan"):
        order.move_step(step=second, up=True, by=coach)


def test_a_goal_goes_up_with_its_steps(world, coach, client):
    plan, goal, _ = draft_plan(coach, client)
    other = goals.add_goal(plan=plan, text="Ik wil weer naar school.", kind="opleiding", by=coach)
    assert post(world, coach, client, f"doel-{other.pk}", "omhoog").status_code == 302
    assert [row.pk for row in plan.goals.all()] == [other.pk, goal.pk]
    page = post(world, coach, client, f"doel-{other.pk}", "omhoog")
    assert page.status_code == 409 and "al bovenaan" in page.content.decode()


def test_the_page_has_a_button_only_where_there_is_a_place(world, coach, client):
    draft_plan(coach, client, number=2)
    page = world.browser(coach).get(reverse("werkplan:order", args=[client.public_id])).content.decode()
    assert page.count('value="omhoog"') == 1 and page.count('value="omlaag"') == 1


@pytest.mark.parametrize("what", ["", "doel-", "stap-1-2", "plan-3", "doel-99999999999999999999", "stap-٣"])
def test_what_is_no_row_is_a_sentence(world, coach, client, what):
    draft_plan(coach, client)
    page = post(world, coach, client, what, "omhoog")
    assert page.status_code == 422 and "Kies een doel of stap uit de lijst" in page.content.decode()


def test_a_row_of_another_plan_is_not_there(world, coach, client):
    draft_plan(coach, client)
    _, _, (foreign, _) = draft_plan(coach, world.client_of(coach, surname="Bos"), number=2)
    assert post(world, coach, client, f"stap-{foreign.pk}", "omlaag").status_code == 404


def test_it_stands_still_while_the_client_reads_it(world, coach, client):
    plan, _, (first, _) = draft_plan(coach, client, number=2)
    consent.send_for_consent(plan=plan, by=coach)
    with pytest.raises(Conflict, match="terug naar concept"):
        order.move_step(step=first, up=False, by=coach)
    with pytest.raises(PermissionDenied):
        order.move_step(step=first, up=False, by=world.coach(name="Ander"))
