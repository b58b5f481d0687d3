"""A wrong click on a step is put back within ten minutes, as a deed of its own; a signature or a decision stands."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.werkplan.plans import running_plan
from werkcentrum.audit.models import Event
from werkcentrum.refusal import Conflict, Refused
from werkplan.actions import agreements, obstacles, steps
from werkplan.actions.undo import undo_part, undo_step
from werkplan.models import PlanVersion, Step


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    client = world.client_of(coach)
    client.goal_plan, client.goal, (client.step,) = running_plan(coach, client)
    client.step.refresh_from_db()
    return client


def move(client, name, by, **facts):
    return steps.move_step(step=client.step, move=name, by=by, **facts)


def page(world, coach, client):
    url = reverse("werkplan:step", args=[client.public_id, client.step.pk])
    return world.browser(coach).get(url).content.decode()


@pytest.mark.parametrize(
    ("name", "facts"), [("finish", {}), ("fail", {"reason": "Ziek."}), ("wait", {}), ("start", {})]
)
def test_each_move_is_put_back_and_both_deeds_stay_in_the_log(world, coach, client, name, facts):
    assert "Ongedaan maken" not in page(world, coach, client)
    move(client, name, coach, **facts)
    assert "Ongedaan maken" in page(world, coach, client)
    url = reverse("werkplan:step_undo", args=[client.public_id, client.step.pk])
    assert world.browser(coach).post(url).status_code == 302
    row = Step.objects.get(pk=client.step.pk)
    assert (row.state, row.done_on, row.reason) == ("afgesproken", None, "")
    done = list(Event.objects.filter(object_id=str(row.pk)).order_by("at").values_list("action", flat=True))
    assert done[-2:] == [f"werkplan.step_{name}", "werkplan.step_undo"]
    with pytest.raises(Refused, match="niets ongedaan"):
        undo_step(step=row, by=coach)


def test_an_hour_later_it_stands(coach, client, monkeypatch):
    move(client, "finish", coach)
    really = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: really() + datetime.timedelta(minutes=11))
    with pytest.raises(Refused, match="tot tien minuten"):
        undo_step(step=client.step, by=coach)


def test_only_by_who_did_it(world, coach, client):
    move(client, "finish", coach)
    other = world.coach(name="Other")
    world.involve(other, client, "team")
    with pytest.raises(Refused, match="Alleen wie dit deed"):
        undo_step(step=client.step, by=other)


def test_what_was_agreed_with_the_client_meanwhile_is_not_undone_under_her_signature(coach, client):
    move(client, "finish", coach)
    first = client.goal_plan.versions.first()
    PlanVersion.objects.create(
        plan=client.goal_plan, number=2, content=first.content, digest=first.digest, answer="papier",
        answered_on=timezone.localdate(), recorded_by=coach.user,
    )  # fmt: skip
    with pytest.raises(Refused, match="vastgelegd met de klant"):
        undo_step(step=client.step, by=coach)


def test_an_edit_after_it_is_not_thrown_away(coach, client):
    move(client, "start", coach)
    row = Step.objects.get(pk=client.step.pk)
    facts = {"title": "Anders", "who": "klant", "due_on": None, "proof": ""}
    steps.edit_step(step=row, version=row.version, by=coach, **facts)
    with pytest.raises(Refused, match="niets ongedaan"):
        undo_step(step=row, by=coach)
    assert Step.objects.get(pk=row.pk).title == "Anders"


def url(name, client, *args):
    return reverse(f"werkplan:{name}", args=[client.public_id, *args])


def test_the_plan_offers_to_put_back_what_was_clicked_on_its_board(world, coach, client):
    browser = world.browser(coach)
    answer = browser.post(url("step_move", client, client.step.pk), {"move": "finish", "board": "1"})
    text = browser.get(answer.url).content.decode()
    assert f"Verkeerd geklikt bij ‘{client.step.title}’?" in text and url("step_undo", client, client.step.pk) in text
    assert "Verkeerd geklikt" not in browser.get(url("plan", client)).content.decode(), "only after the click"
    other = world.coach(name="Other")
    world.involve(other, client, "team")
    assert "Verkeerd geklikt" not in world.browser(other).get(answer.url).content.decode(), "hers alone"
    for word in ("stap.x", "stap.0", "raar.1", "lastig.1", "stap." + "9" * 30, "."):
        assert browser.get(url("plan", client), {"terug": word}).status_code == 200
    assert browser.post(url("step_undo", client, client.step.pk)).status_code == 302
    assert Step.objects.get(pk=client.step.pk).state == "afgesproken"
    assert "Verkeerd geklikt" not in browser.get(answer.url).content.decode(), "once"


def settled(world, coach, client, kind):
    """A part of the plan, where it is settled and with what, and the page that follows."""
    plan = client.goal_plan
    if kind == "reached":
        return client.goal, url("goal_settle", client, client.goal.pk), {"reached": "1"}
    if kind == "dropped":
        plan.steps.update(state="vervallen", reason="Niet meer nodig.")
        return client.goal, url("goal_settle", client, client.goal.pk), {"weg-reason": "Anders."}
    if kind == "solved":
        row = obstacles.add_obstacle(plan=plan, kind="taal", words="Brieven lezen", helps="", by=coach)
        return row, url("obstacle", client, row.pk), {"solved": "1"}
    row = agreements.add_promise(plan=plan, text="Wij betalen de reis.", due_on=timezone.localdate(), by=coach)
    posted = {"kept": "1"} if kind == "kept" else {"end": "1", "einde-reason": "Niet meer nodig."}
    return row, url("agreement_edit", client, row.pk), posted


COLUMNS = ("reached_on", "dropped_reason", "proposed", "kept_on", "valid_until", "end_reason", "solved_on")


@pytest.mark.parametrize("kind", ["reached", "dropped", "kept", "ended", "solved"])
def test_what_was_settled_is_put_back_as_it_was(world, coach, client, kind):
    row, address, posted = settled(world, coach, client, kind)
    columns = [name for name in COLUMNS if hasattr(row, name)]
    row.refresh_from_db()
    was = {name: getattr(row, name) for name in columns}
    browser = world.browser(coach)
    answer = browser.post(address, posted)
    assert answer.status_code == 302 and "Verkeerd geklikt" in browser.get(answer.url).content.decode()
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in columns} != was
    browser.post(address, {"put_back": "1"})
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in columns} == was
    done = Event.objects.filter(object_id=str(row.pk), object_type=row._meta.label_lower).order_by("at")
    assert done.last().action == f"werkplan.undo_{row._meta.model_name}" and done.count() >= 2, "both deeds stay"
    assert "niets ongedaan" in browser.post(address, {"put_back": "1"}, follow=True).content.decode()


def test_only_by_whom_in_time_and_not_under_a_signature(world, coach, client, monkeypatch):
    row, address, posted = settled(world, coach, client, "kept")
    world.browser(coach).post(address, posted)
    other = world.coach(name="Other")
    world.involve(other, client, "team")
    with pytest.raises(Refused, match="Alleen wie dit deed"):
        undo_part(part=row, by=other)
    with monkeypatch.context() as later:
        eleven = timezone.now() + datetime.timedelta(minutes=11)
        later.setattr(timezone, "now", lambda: eleven)
        with pytest.raises(Refused, match="tot tien minuten"):
            undo_part(part=row, by=coach)
    first = client.goal_plan.versions.first()
    PlanVersion.objects.create(
        plan=client.goal_plan, number=2, content=first.content, digest=first.digest, answer="papier",
        answered_on=timezone.localdate(), recorded_by=coach.user,
    )  # fmt: skip
    with pytest.raises(Refused, match="vastgelegd met de klant"):
        undo_part(part=row, by=coach)


def test_what_was_written_down_anew_is_not_there_twice(coach, client):
    duty = agreements.add_duty(plan=client.goal_plan, key="ww_zoeken", by=coach)
    agreements.end_agreement(agreement=duty, reason="Vergissing.", by=coach)
    agreements.add_duty(plan=client.goal_plan, key="ww_zoeken", by=coach)
    with pytest.raises(Conflict, match="opnieuw opgeschreven"):
        undo_part(part=duty, by=coach)
    row = obstacles.add_obstacle(plan=client.goal_plan, kind="wonen", words="", helps="", by=coach)
    obstacles.solve_obstacle(obstacle=row, by=coach)
    obstacles.add_obstacle(plan=client.goal_plan, kind="wonen", words="", helps="", by=coach)
    with pytest.raises(Conflict, match="opnieuw opgeschreven"):
        undo_part(part=row, by=coach)
