"""A wrong click on a step is put back within ten minutes, as a deed of its own; a signature or a decision stands."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.werkplan.plans import running_plan
from werkcentrum.audit.models import Event
from werkcentrum.refusal import Refused
from werkplan.actions import steps
from werkplan.actions.undo import undo_step
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
