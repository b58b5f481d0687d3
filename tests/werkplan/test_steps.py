"""Steps: moved by buttons that the life-cycle allows, once, also when two press at the same time."""

import datetime
import uuid
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from tests.werkplan.plans import add_step, draft_plan, make_offer, running_plan
from werkcentrum.access.actor import of_user
from werkcentrum.refusal import Conflict, Refused, Stale
from werkplan.actions import steps
from werkplan.models import Inzet, Step

TODAY = timezone.localdate


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    return world.client_of(coach)


def url(route, client, *args):
    return reverse(f"werkplan:{route}", args=[client.public_id, *args])


def test_the_way_of_a_step(coach, client):
    _, _, (step,) = running_plan(coach, client)
    step.refresh_from_db()
    assert step.state == "afgesproken", "a client who agrees agrees to the steps"
    for move, state in (("start", "bezig"), ("wait", "wacht_op_derde"), ("start", "bezig"), ("finish", "klaar")):
        assert steps.move_step(step=step, move=move, by=coach).state == state
    assert Step.objects.get(pk=step.pk).done_on == TODAY()


@pytest.mark.parametrize("move", ["fail", "drop"])
def test_a_step_stops_with_a_reason(coach, client, move):
    _, _, (step,) = running_plan(coach, client)
    with pytest.raises(Refused, match="waarom"):
        steps.move_step(step=step, move=move, reason="  ", by=coach)
    assert steps.move_step(step=step, move=move, reason="School is dicht", by=coach).reason == "School is dicht"


def test_a_move_out_of_turn(coach, client):
    _, _, (step,) = draft_plan(coach, client)
    with pytest.raises(Conflict):
        steps.move_step(step=step, move="finish", by=coach)
    with pytest.raises(Conflict, match="bestaat niet"):
        steps.move_step(step=step, move="save", by=coach)


@pytest.mark.parametrize(
    "columns",
    [{"state": "klaar"}, {"done_on": datetime.date(2026, 1, 1)}, {"state": "vervallen"}, {"reason": "zomaar"}],
)
def test_the_database_ties_states_to_their_columns(coach, client, columns):
    _, _, (step,) = draft_plan(coach, client)
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.filter(pk=step.pk).update(**columns)


def test_others_do_not_move_it(world, coach, client):
    _, _, (step,) = draft_plan(coach, client)
    for other in (world.coach(name="Ander"), world.gids(), world.team_leader()):
        with pytest.raises(PermissionDenied):
            steps.move_step(step=step, move="agree", by=other)


def test_an_old_form_loses_nothing(world, coach, client):
    _, _, (step,) = draft_plan(coach, client)
    facts = {"who": "coach", "due_on": TODAY(), "proof": ""}
    steps.edit_step(step=step, version=1, title="Schrijf de taalschool", by=coach, **facts)
    with pytest.raises(Stale):
        steps.edit_step(step=step, version=1, title="Ga langs", by=coach, **facts)
    form = {"title": "Ga langs bij de taalschool", "who": "klant", "due_on": "1-3-2027", "proof": "", "version": 1}
    answer = world.browser(coach).post(url("step", client, step.pk), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Schrijf de taalschool" in page and "Ga langs bij de taalschool" in page


def test_buttons_are_those_of_the_life_cycle(world, coach, client):
    _, _, (step,) = draft_plan(coach, client)
    page = world.browser(coach).get(url("plan", client)).content.decode()
    assert 'value="agree"' in page and 'value="start"' in page and 'value="finish"' not in page
    page = world.browser(coach).get(url("step", client, step.pk)).content.decode()
    assert 'value="drop"' in page and 'value="fail"' not in page


def test_a_button_pressed_twice_counts_once(world, coach, client):
    _, _, (step,) = running_plan(coach, client)
    browser, form = world.browser(coach), {"move": "start", "board": "1", "submit_key": str(uuid.uuid4())}
    first = browser.post(url("step_move", client, step.pk), form)
    again = browser.post(url("step_move", client, step.pk), form)
    assert (first.status_code, again.status_code, first.url) == (302, 302, again.url)
    late = browser.post(url("step_move", client, step.pk), form | {"submit_key": str(uuid.uuid4())})
    assert late.status_code == 409 and "iemand anders" in late.content.decode()


def test_refusals_have_their_status(world, coach, client):
    _, goal, (step,) = draft_plan(coach, client)
    browser = world.browser(coach)
    assert browser.post(url("step_move", client, step.pk), {"move": "drop", "reason": ""}).status_code == 422
    assert browser.post(url("step_move", client, step.pk), {"move": "raar"}).status_code in (409, 422)
    assert browser.post(url("step_move", client, step.pk), {}).status_code == 422
    form = {"goal": goal.pk, "title": "", "who": "klant", "due_on": "31-2-2027"}
    page = browser.post(url("step_add", client), form)
    assert page.status_code == 422
    assert "Vul een datum in als dag-maand-jaar" in page.content.decode() and "31-2-2027" in page.content.decode()


def test_a_goal_of_another_is_no_choice(world, coach, client):
    draft_plan(coach, client)
    _, foreign, _ = draft_plan(coach, world.client_of(coach, surname="Bos"))
    form = {"goal": foreign.pk, "title": "Bel", "who": "klant"}
    assert world.browser(coach).post(url("step_add", client), form).status_code == 422


def test_first_the_need_then_the_offer(world, coach, client):
    draft_plan(coach, client)
    offer = make_offer(world, places=5, waiting_days=14)
    make_offer(world, title="Alleen bijstand", situations=["BIJSTAND"])
    make_offer(world, title="Alleen in Smallingerland", reach=["GM0090"])
    make_offer(world, title="Nog niet open", state="voorgesteld")
    browser = world.browser(coach)
    assert "Taaltraining NT2" not in browser.get(url("step_add", client)).content.decode()
    page = browser.get(url("step_add", client), {"nodig": "taal"}).content.decode()
    assert "Nog 5 plaatsen, wachttijd 14 dagen" in page and str(offer.public_id) in page
    assert "Dit is voor mensen met: Bijstandsuitkering" in page
    assert "Smallingerland" not in page and "Nog niet open" not in page


def test_a_step_with_an_offer_in_one_deed(world, coach, client):
    plan, goal, _ = draft_plan(coach, client)
    offer = make_offer(world)
    form = {"goal": goal.pk, "title": "Taaltraining NT2", "who": "klant", "offer": str(offer.public_id)}
    assert world.browser(coach).post(url("step_add", client), form).status_code == 302
    inzet = Inzet.objects.get(plan=plan)
    assert (inzet.state, inzet.offer, inzet.owner) == ("verkend", offer, None)
    theirs = add_step(coach, plan, goal, offer=make_offer(world, partner="gemeente-leeuwarden", title="Taalhuis"))
    assert theirs.inzetten.get().owner == world.cell("gemeente-leeuwarden")


def test_an_offer_that_closed_meanwhile(world, coach, client):
    plan, goal, _ = draft_plan(coach, client)
    offer = make_offer(world, state="ingetrokken")
    form = {"goal": goal.pk, "title": "Mijn eigen titel", "who": "klant", "offer": str(offer.public_id)}
    answer = world.browser(coach).post(url("step_add", client), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "inmiddels gesloten" in page and "Mijn eigen titel" in page
    assert plan.steps.filter(title="Mijn eigen titel").count() == 0


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"situations": ["BIJSTAND"]}, "Bijstandsuitkering"),
        ({"reach": ["GM0090"]}, "geldt niet in Leeuwarden"),
    ],
)
def test_an_offer_that_is_not_for_her(world, coach, client, fields, sentence):
    plan, goal, _ = draft_plan(coach, client)
    with pytest.raises(Refused, match=sentence):
        add_step(coach, plan, goal, offer=make_offer(world, **fields))


@pytest.mark.django_db(transaction=True)
def test_two_at_once_finish_it_once(committed_world):
    coach = committed_world.coach()
    _, _, (step,) = running_plan(coach, committed_world.client_of(coach))
    steps.move_step(step=step, move="start", by=coach)
    start, answers = Barrier(8), []

    def press():
        try:
            start.wait()
            steps.move_step(step=step, move="finish", by=of_user(coach.user))
            answers.append("done")
        except Conflict as no:
            answers.append(no.sentence)
        finally:
            connection.close()

    threads = [Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count("done") == 1 and len(answers) == 8
    assert all("iemand anders" in answer for answer in answers if answer != "done")
    assert step.history.filter(state="klaar").count() == 1
