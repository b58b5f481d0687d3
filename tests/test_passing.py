"""Thousands of offers, answers, nights, moves and incomes: nothing is lost, and one person leads at every instant."""

import logging

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.passing import Cast, Passing
from tests.support.results import result
from tests.support.size import DEEP, size
from werkplan.actions import handover

pytestmark = pytest.mark.django_db
STEPS = 30


@pytest.fixture
def cast(db):
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with transaction.atomic():
        yield Cast()
        transaction.set_rollback(True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)


def play(cast, operations, **more):
    """Let the machine run for so many operations; the class that counted."""
    machine = type("Passing", (Passing,), {"cast": cast, "done": 0, "refused": 0, "seen": {}})
    chosen = {
        "max_examples": max(1, operations // STEPS),
        "stateful_step_count": STEPS,
        "deadline": None,
        "derandomize": not DEEP,
        "database": None,
        "suppress_health_check": list(HealthCheck),
        "phases": (Phase.generate,),
    }
    run_state_machine_as_test(machine, settings=settings(**chosen | more))
    return machine


@pytest.mark.parametrize("run", range(size("B36 runs")))
def test_nothing_is_lost_and_one_leads_whatever_is_passed_on(cast, run):
    machine = play(cast, size("B36 operations"))
    number = machine.done + machine.refused
    print("\n", dict(sorted(machine.seen.items(), key=lambda item: item[1])))
    result("B36", operations=number, done=machine.done, most_kinds=len(machine.seen), violations=0)
    assert machine.done > number / 5
    assert not {name for name, times in machine.seen.items() if not times} or not DEEP


def _changes_a_step(**facts):
    """A handover that rewrites the work: what systems do that reset a plan for the next partner."""
    made = _accept(**facts)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE werkplan_step SET position = position + 1")
    return made


def _forgets_what_was_said(**facts):
    made = _accept(**facts)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE clients_entry DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM clients_entry WHERE id = (SELECT min(id) FROM clients_entry)")
        cursor.execute("ALTER TABLE clients_entry ENABLE TRIGGER USER")
    return made


_accept = handover.accept
HOLES = {
    "taking over rewrites a step": (handover, "accept", _changes_a_step),
    "taking over loses a comment": (handover, "accept", _forgets_what_was_said),
    "an offer that is withdrawn leaves its plan on offer": (handover, "return_plan", lambda **facts: None),
}


@pytest.mark.parametrize(("where", "name", "hole"), HOLES.values(), ids=HOLES)
def test_the_machine_sees_a_hole(cast, monkeypatch, where, name, hole):
    monkeypatch.setattr(where, name, hole)
    with pytest.raises(Exception):  # noqa: B017  whichever invariant sees it first
        play(cast, 600, derandomize=True)
