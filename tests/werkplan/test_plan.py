"""The plan: one a person, moved only as its life-cycle and the rights allow."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from clients.models import Entry
from tests.werkplan.plans import add_step, draft_plan, running_plan
from tests.werkplan.test_consent import self_of
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.audit.models import Event, Reading
from werkcentrum.refusal import Conflict, Refused, Stale
from werkplan.actions import goals
from werkplan.actions import plan as plans
from werkplan.models import Werkplan

TODAY = timezone.localdate


@pytest.fixture
def coach(world):
    return world.coach()


def url(route, client, *args):
    return reverse(f"werkplan:{route}", args=[client.public_id, *args])


def test_one_plan_a_person(world, coach):
    client = world.client_of(coach)
    plan = plans.start_plan(client=client, by=coach)
    assert (plan.state, plan.lead, plan.region) == ("concept", coach.cell, client.region)
    with pytest.raises(Conflict, match="al een plan"):
        plans.start_plan(client=client, by=coach)
    assert Werkplan.objects.filter(client=client).count() == 1


def test_only_a_coach_who_leads_starts_one(world, coach):
    gids = world.gids()
    with pytest.raises(PermissionDenied):
        plans.start_plan(client=world.client_of(gids), by=gids)
    with pytest.raises(PermissionDenied):
        plans.start_plan(client=world.client_of(coach), by=world.coach(name="Ander"))
    team = world.coach(name="Vervanger")
    client = world.client_of(coach)
    world.involve(team, client)
    assert plans.start_plan(client=client, by=team).lead == coach.cell


def test_every_deed_has_its_event_and_its_line(world, coach):
    client = world.client_of(coach)
    _, goal, _ = draft_plan(coach, client)
    lines = {line.event_id: line for line in Entry.objects.filter(client=client)}
    events = Event.objects.filter(dossier=client.pk, action__startswith="werkplan.")
    assert {event.pk for event in events} == set(lines)
    assert goal.history.first().event_id in lines
    for event in events:
        assert "zorg" not in str(event.detail) and "taalschool" not in str(event.detail)


def test_moves_of_the_plan(world, coach):
    plan, _, _ = running_plan(coach, world.client_of(coach))
    later = TODAY() + datetime.timedelta(days=90)
    assert plans.pause(plan=plan, reason="ziekte", by=coach).pause_reason == "ziekte"
    assert plans.resume(plan=plan, evaluate_on=later, by=coach).state == "in_uitvoering"
    assert plans.evaluate(plan=plan, by=coach).state == "in_evaluatie"
    assert plans.run(plan=plan, evaluate_on=later, by=coach).evaluate_on == later
    assert plans.aftercare(plan=plan, by=coach).state == "nazorg"
    assert plans.close(plan=plan, reason="werk", by=coach).close_reason == "werk"
    assert plans.reopen(plan=plan, by=coach).state == "heropend"


@pytest.mark.parametrize("days", [0, -1])
def test_evaluation_lies_in_the_future(world, coach, days):
    plan, _, _ = running_plan(coach, world.client_of(coach))
    plans.evaluate(plan=plan, by=coach)
    with pytest.raises(Refused, match="na vandaag") as no:
        plans.run(plan=plan, evaluate_on=TODAY() + datetime.timedelta(days=days), by=coach)
    assert (no.value.status, no.value.field) == (422, "evaluate_on")


def test_a_move_out_of_turn_is_a_conflict(world, coach):
    plan, _, _ = draft_plan(coach, world.client_of(coach))
    with pytest.raises(Conflict, match="iemand anders"):
        plans.evaluate(plan=plan, by=coach)


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "in_uitvoering", "evaluate_on": None},
        {"state": "gepauzeerd"},
        {"state": "afgesloten"},
        {"close_reason": "werk"},
        {"state": "overdracht_aangeboden"},
    ],
)
def test_the_database_ties_states_to_their_columns(world, coach, columns):
    plan, _, _ = draft_plan(coach, world.client_of(coach))
    with pytest.raises(IntegrityError), transaction.atomic():
        Werkplan.objects.filter(pk=plan.pk).update(**columns)


def test_a_closed_plan_stands_still(world, coach):
    plan, goal, _ = draft_plan(coach, world.client_of(coach))
    plans.close(plan=plan, reason="eigen_verzoek", by=coach)
    with pytest.raises(Conflict, match="Heropen"):
        add_step(coach, plan, goal)


def test_goals(world, coach):
    plan, goal, _ = draft_plan(coach, world.client_of(coach))
    with pytest.raises(Conflict, match="open stappen"):
        goals.drop_goal(goal=goal, reason="Iets anders", by=coach)
    second = goals.add_goal(plan=plan, text="Ik wil Nederlands leren.", kind="werkfit", by=coach)
    assert second.position == 2
    goals.drop_goal(goal=second, reason="Iets anders", by=coach)
    with pytest.raises(Conflict):
        goals.reach_goal(goal=second, by=coach)
    goals.reach_goal(goal=goal, by=coach)
    assert goal.reached_on == TODAY()


def test_a_stale_goal_shows_both_texts(world, coach):
    client = world.client_of(coach)
    _, goal, _ = draft_plan(coach, client)
    goals.edit_goal(goal=goal, version=1, text="Ik wil in de zorg werken.", kind="betaald_werk", by=coach)
    with pytest.raises(Stale):
        goals.edit_goal(goal=goal, version=1, text="Ik wil naar school.", kind="opleiding", by=coach)
    form = {"text": "Ik wil naar school.", "kind": "opleiding", "version": 1}
    answer = world.browser(coach).post(url("goal_edit", client, goal.pk), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ik wil in de zorg werken." in page and "Ik wil naar school." in page
    assert 'name="version" value="2"' in page
    form["version"] = 2
    assert world.browser(coach).post(url("goal_edit", client, goal.pk), form).status_code == 302


def test_pages_of_another_are_not_there(world, coach):
    client = world.client_of(coach)
    _, goal, (step,) = draft_plan(coach, client)
    other = world.browser(world.coach(name="Ander"))
    mine = world.client_of(coach, surname="Bos")
    draft_plan(coach, mine)
    for route, args in (
        ("plan", ()),
        ("step", (step.pk,)),
        ("goal_edit", (goal.pk,)),
        ("plan_pdf", ()),
        ("timeline", ()),
    ):
        assert other.get(url(route, client, *args)).status_code == 404
    # A child is only found through its own parent.
    assert world.browser(coach).get(url("step", mine, step.pk)).status_code == 404
    assert world.browser(coach).get(url("goal_edit", mine, goal.pk)).status_code == 404


def test_a_gids_reads_and_does_not_write(world):
    gids = world.gids()
    client = world.client_of(gids)
    browser = world.browser(gids)
    page = browser.get(url("plan", client))
    assert page.status_code == 200 and "Plan beginnen" not in page.content.decode()
    assert browser.post(url("plan_start", client)).status_code == 403


@pytest.mark.parametrize("number", [6, 60])
def test_the_plan_page_costs_the_same_for_6_and_60_steps(world, coach, number, django_assert_num_queries):
    client = world.client_of(coach)
    running_plan(coach, client, number=number)
    browser = world.browser(coach)
    browser.get(url("plan", client))
    with django_assert_num_queries(18) as captured:
        page = browser.get(url("plan", client))
    work = [q for q in captured.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    # Two that tell who acts, the count of people looked at, the session, the user and the log are among them.
    assert len(work) == 14
    assert page.content.decode().count("wc-step__title") == number


def test_reading_is_logged(world, coach):
    client = world.client_of(coach)
    running_plan(coach, client)
    world.browser(coach).get(url("plan", client))
    assert Reading.objects.filter(dossier=client.pk, part="plan", actor=coach.user).exists()


def test_the_caseload_is_sorted_on_the_earliest_date(world, coach):
    client = world.client_of(coach)
    lead = Involvement.objects.get(dossier=client.pk, relation=Relation.LEAD)
    plan, goal, _ = draft_plan(coach, client)
    lead.refresh_from_db()
    assert lead.next_on == TODAY() + datetime.timedelta(days=30)
    add_step(coach, plan, goal, due=3)
    lead.refresh_from_db()
    assert lead.next_on == TODAY() + datetime.timedelta(days=3)
    plans.close(plan=plan, reason="eigen_verzoek", by=coach)
    lead.refresh_from_db()
    assert lead.next_on.year == 9999


def test_an_appointment_is_a_date_that_comes_with_a_plan_and_without(world, coach):
    client = world.client_of(coach)
    lead = Involvement.objects.get(dossier=client.pk, relation=Relation.LEAD)

    def first():
        lead.refresh_from_db()
        return (lead.next_on - TODAY()).days

    form = {"day": f"{TODAY() + datetime.timedelta(days=4):%d-%m-%Y}", "clock": "10:00", "minutes": "45"}
    form |= {"way": "telefoon", "place": "", "with_client": "on"}
    browser = world.browser(coach)
    assert browser.post(reverse("clients:appointment_add", args=[client.public_id]), form).status_code == 302
    assert first() == 4, "before there is a plan"
    plan, goal, _ = draft_plan(coach, client)
    assert first() == 4, "the steps of the plan come later"
    add_step(coach, plan, goal, due=2)
    assert first() == 2
    row, own = client.appointments.get(), world.browser(self_of(world, client))
    cancel = reverse("clients:my_appointment_cancel", args=[row.public_id])
    plan.steps.filter(due_on=TODAY() + datetime.timedelta(days=2)).delete()
    assert own.post(cancel, {"version": row.version}).status_code == 302
    assert first() == 30, "what she cancelled herself does not come"
