"""The timeline: one line an event, grouped by day, twenty at a time."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.timeline import tell
from tests.werkplan.plans import running_plan
from werkcentrum.audit.record import record
from werkplan.actions.steps import move_step


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    return world.client_of(coach)


def url(client):
    return reverse("werkplan:timeline", args=[client.public_id])


def fill(client, coach, number):
    for at in range(number):
        event = record("test.line", client, by=coach, dossier=client.pk)
        tell(client=client, kind="test", text=f"Regel {at:03}", event=event, by=coach, milestone=at % 10 == 0)


def test_what_was_and_what_became(world, coach, client):
    _, _, (step,) = running_plan(coach, client)
    move_step(step=step, move="start", by=coach)
    page = world.browser(coach).get(url(client)).content.decode()
    assert "Begonnen: ‘Bel de taalschool 0’" in page
    assert "Eerst: Afgesproken" in page and "Nu: Bezig" in page
    assert "coach uwv, UWV" in page and "Vandaag" in page


def test_twenty_at_a_time_without_gaps(world, coach, client):
    fill(client, coach, 45)
    browser, where, seen = world.browser(coach), url(client), []
    for _ in range(3):
        answer = browser.get(where)
        seen += [event["text"] for _, _, events in answer.context["days"] for event in events]
        where = answer.context["next_url"]
    assert seen == [f"Regel {at:03}" for at in reversed(range(45))] and where == ""


def test_milestones_live_in_the_address(world, coach, client):
    fill(client, coach, 25)
    page = world.browser(coach).get(url(client), {"toon": "mijlpalen"}).content.decode()
    assert "Regel 020" in page and "Regel 021" not in page


@pytest.mark.parametrize("mark", ["x", "2026-01-01", "2026-01-01T00:00:00~1", "~", "2026-01-01T00:00:00+00:00~x"])
def test_a_strange_mark_is_ignored(world, coach, client, mark):
    fill(client, coach, 1)
    assert "Regel 000" in world.browser(coach).get(url(client), {"na": mark}).content.decode()


def test_by_day(world, coach, client, monkeypatch):
    with monkeypatch.context() as yesterday:
        moment = timezone.now() - datetime.timedelta(days=1)
        yesterday.setattr("django.utils.timezone.now", lambda: moment)
        fill(client, coach, 1)
    fill(client, coach, 1)
    days = world.browser(coach).get(url(client)).context["days"]
    assert [name for name, _, _ in days] == ["Vandaag", "Gisteren"]


def test_the_same_number_of_queries_for_more_lines(world, coach, client, django_assert_num_queries):
    fill(client, coach, 2)
    browser = world.browser(coach)
    browser.get(url(client))
    with CaptureQueriesContext(connection) as few:
        browser.get(url(client))
    assert sum("clients_entry" in query["sql"] for query in few.captured_queries) == 1
    fill(client, coach, 60)
    with django_assert_num_queries(len(few.captured_queries)):
        browser.get(url(client))


def test_documents(world, coach, client):
    browser = world.browser(coach)
    where = reverse("werkplan:documents", args=[client.public_id])
    assert "Nog geen plan" in browser.get(where).content.decode()
    plan, _, _ = running_plan(coach, client)
    page = browser.get(where).content.decode()
    assert "Versie 1" in page and plan.versions.get().digest[:12] in page and "Akkoord op papier" in page
