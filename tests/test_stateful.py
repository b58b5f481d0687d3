"""Thousands of deeds in any order by anybody, and after each of them everything that must hold, holds (B10)."""

import logging
import uuid

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.machine import Cast, Domain
from tests.support.results import result
from tests.support.size import DEEP, size

pytestmark = pytest.mark.django_db
STEPS = 100


@pytest.fixture
def cast(db):
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with transaction.atomic():
        yield Cast()
        transaction.set_rollback(True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)


def play(cast, operations, **more):
    """Let the machine run for so many operations; the class that counted."""
    machine = type("Domain", (Domain,), {"cast": cast, "done": 0, "refused": 0, "seen": {}, "wrong": []})
    chosen = {
        "max_examples": max(1, operations // (STEPS * 3 // 4)),
        "stateful_step_count": STEPS,
        "deadline": None,
        "derandomize": not DEEP,
        "database": None,
        "suppress_health_check": list(HealthCheck),
        "phases": (Phase.generate, Phase.shrink) if DEEP else (Phase.generate,),
    }
    run_state_machine_as_test(machine, settings=settings(**chosen | more))
    return machine


def test_whatever_anybody_does_everything_holds(cast):
    machine = play(cast, size("B10 operations"))
    number = machine.done + machine.refused
    print("\n", dict(sorted(machine.seen.items(), key=lambda item: item[1])))
    result("B10", operations=number, done=machine.done, kinds=len(machine.seen), violations=len(machine.wrong))
    assert machine.done > number / 8
    if DEEP:
        never = {name for name, times in machine.seen.items() if not times}
        assert not never, f"in all those deeds never once: {never}"


HOLES = {
    "ended relations go on": ("werkcentrum.access.queries.InvolvementQuerySet.live", lambda self, at=None: self.all()),
    "a refusal writes nothing down, nor does a deed": (
        "clients.actions.income.record",
        lambda *args, **facts: uuid.uuid4(),
    ),
    "a change of income moves the steps": ("werkplan.actions.income.refresh_next_on", lambda plan: _move_steps(plan)),
}


def _move_steps(plan):
    plan.steps.update(position=F("position") + 1)


@pytest.mark.deep
@pytest.mark.parametrize(("where", "hole"), HOLES.values(), ids=HOLES)
def test_the_machine_sees_a_hole(cast, monkeypatch, where, hole):
    monkeypatch.setattr(where, hole)
    with pytest.raises(Exception):  # noqa: B017  whichever invariant sees it first
        play(cast, 3_000, phases=(Phase.generate,))
