"""No line, no page: whoever is shown has a line, also when the view fails; without the log nobody sees a thing (B15).

Red without its guards: `test_the_count_sees_a_view_that_does_not_say_whom_it_shows`.
"""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from tests.support.doors import Door
from tests.support.results import result
from tests.support.size import size
from werkcentrum.access.actor import Actor
from werkcentrum.access.models import Relation
from werkcentrum.audit.models import Reading
from werkcentrum.audit.record import record_readings

PEOPLE = 5


@pytest.fixture
def crowd(world):
    """A coach with five people, and her door."""
    lead = world.coach()
    return lead, [world.client_of(lead, surname=f"Kanarie{n}") for n in range(PEOPLE)], Door(lead.user, lead.membership)


def lines():
    return Reading.objects.count()


def test_views_times_people_is_the_number_of_lines(crowd):
    _lead, people, door = crowd
    views, before = size("B15 views") // 20, lines()
    for turn in range(views):
        answer = door.knock("GET", reverse("clients:list"), keep=True)
        assert answer.status == 200 and answer.text.count("Kanarie") >= PEOPLE
        page = reverse("clients:person", args=[people[turn % PEOPLE].public_id])
        assert door.knock("GET", page, keep=True).status == 200
    written = lines() - before
    result("B15", views=2 * views, lines=written, missing=views * (PEOPLE + 1) - written)
    assert written == views * (PEOPLE + 1)


def test_a_view_that_fails_leaves_its_lines(crowd, monkeypatch):
    _lead, people, door = crowd

    def broken(*args, **kwargs):
        raise RuntimeError("after the reading was noted")

    monkeypatch.setattr("clients.views.person.read_pages", broken)
    before = lines()
    answer = door.knock("GET", reverse("clients:person", args=[people[0].public_id]), keep=True)
    assert answer.status == 500 and "Kanarie" not in answer.text
    assert lines() == before + 1
    assert Reading.objects.order_by("-pk").first().result == "failed"


@pytest.mark.parametrize(("status", "said"), [(200, None), (302, None), (409, None), (422, None), (403, "refused"),
                                               (404, "refused"), (500, "failed"), (503, "failed")])  # fmt: skip
def test_a_line_says_what_came_instead_of_the_page(crowd, monkeypatch, status, said):
    _lead, people, door = crowd
    answer = HttpResponse("", status=status)
    monkeypatch.setattr("clients.views.person._person_page", lambda request, opened, **context: answer)
    door.knock("GET", reverse("clients:person", args=[people[0].public_id]), keep=True)
    assert Reading.objects.order_by("-pk").first().result == said


def test_without_the_log_there_is_no_page(crowd, monkeypatch):
    _lead, people, door = crowd

    def full(*args, **kwargs):
        raise DatabaseError("the log is full")

    monkeypatch.setattr(Reading.objects, "bulk_create", full)
    for page in [reverse("clients:list"), *(reverse("clients:person", args=[one.public_id]) for one in people)]:
        answer = door.knock("GET", page)
        assert answer.status == 503 and "Kanarie" not in answer.text
    before = lines()
    monkeypatch.undo()
    assert lines() == before


def test_the_count_sees_a_view_that_does_not_say_whom_it_shows(crowd, monkeypatch):
    _lead, _people, door = crowd
    monkeypatch.setattr(Actor, "saw", lambda self, dossiers, part: None)
    before = lines()
    assert "Kanarie" in door.knock("GET", reverse("clients:list"), keep=True).text
    assert lines() == before


# --- what a line says --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("relation", "ground", "purpose"),
    [(Relation.TEAM, "uwv", "taak"), (Relation.SUPPORT, "uwv", "taak"), (Relation.GLASS, "uwv", "noodtoegang"),
     (Relation.REVIEW, "uwv", "toetsing")],
)  # fmt: skip
def test_a_line_carries_relation_ground_and_purpose(world, relation, ground, purpose):
    client, other = world.client_of(world.coach(name="Ulla")), world.coach(name="Pieter")
    world.involve(other, client, relation, until=timezone.now() + timedelta(days=1), ground=ground)
    other.saw([client.pk], "plan")
    record_readings(other)
    row = Reading.objects.get(actor=other.user)
    assert (row.relation, row.ground, row.purpose, row.result) == (relation, ground, purpose, None)


def test_a_look_up_is_for_looking_up(world):
    gids = world.gids()
    gids.saw([None], "lookup")
    record_readings(gids)
    row = Reading.objects.get()
    assert (row.relation, row.ground, row.purpose) == (None, None, "opzoeken")


def test_the_lines_of_a_page_cost_one_statement(crowd, django_assert_num_queries):
    lead, people, _door = crowd
    lead.saw([one.pk for one in people], "list:caseload")
    with django_assert_num_queries(2):  # the relations that nobody asked for yet, and the lines
        record_readings(lead)
    lead.saw([one.pk for one in people], "list:caseload")
    with django_assert_num_queries(1):
        record_readings(lead)
