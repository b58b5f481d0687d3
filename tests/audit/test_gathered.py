"""A deed of many parts tells what it did in one go: all of it, in order, or nothing."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from clients.models import Client, Entry
from clients.timeline import tell
from werkcentrum.audit.gather import gathered
from werkcentrum.audit.models import Event
from werkcentrum.audit.record import record
from werkcentrum.outbox.models import Message

pytestmark = pytest.mark.django_db


def parts(client, by, number):
    """Deeds with a change that has a history, an event and a line."""
    for part in range(number):
        client.call_name = f"Naam {part}"
        client.save()
        event = record("test.part", client, by=by, dossier=client.pk, part=part)
        tell(client=client, kind="plan", text=f"Deel {part}", event=event, by=by)


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    made = Client.objects.get(pk=world.client_of(coach).pk)
    record("test.made", made, by=coach, dossier=made.pk)  # what was saved until here belongs to this event
    return made


def test_everything_is_there_in_its_order_and_tied_to_its_event(client, coach):
    with gathered():
        parts(client, coach, 3)
    events = list(Event.objects.filter(action="test.part").order_by("at"))
    assert [event.detail["part"] for event in events] == [0, 1, 2]
    lines = list(Entry.objects.filter(deed="test.part").order_by("at", "pk"))
    assert [(line.text, line.event_id) for line in lines] == [(f"Deel {n}", events[n].pk) for n in range(3)]
    names = {row.event_id: row.call_name for row in client.history.filter(event_id__in=[one.pk for one in events])}
    assert names == {events[n].pk: f"Naam {n}" for n in range(3)}


def test_it_costs_one_query_per_table_and_one_message(client, coach):
    costs = []
    for number in (1, 5):
        Message.objects.all().delete()
        with CaptureQueriesContext(connection) as found, gathered():
            parts(client, coach, number)
        costs.append(sum("INSERT" in query["sql"] for query in found))
        assert Message.objects.filter(name="signals").count() == 1
    assert costs == [4, 4], "history, events, lines and the message"


def test_one_within_another_is_written_by_the_outer_one(client, coach):
    with gathered():
        with gathered():
            parts(client, coach, 1)
        assert not Event.objects.filter(action="test.part").exists()
    assert Event.objects.filter(action="test.part").count() == 1


def test_what_fails_halfway_tells_nothing_and_leaves_nothing_behind(client, coach):
    with pytest.raises(RuntimeError), transaction.atomic(), gathered():
        parts(client, coach, 2)
        raise RuntimeError
    assert not Event.objects.filter(action="test.part").exists() and not Entry.objects.filter(deed="test.part").exists()
    parts(client, coach, 1)
    assert Event.objects.get(action="test.part").detail == {"part": 0}
