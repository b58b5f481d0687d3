"""Thousands of deeds in any order by anybody, and after each of them everything that must hold, holds (B10)."""

import logging
import time
import uuid
from collections import Counter

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.support.machine import Cast, Domain
from tests.support.results import result
from tests.support.size import DEEP, size

pytestmark = pytest.mark.django_db
STEPS = 100
PLAYED = Counter()
"""How often each kind of deed was allowed, over the runs of this process."""


@pytest.fixture
def cast(db):
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with transaction.atomic():
        yield Cast()
        transaction.set_rollback(True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)


def play(cast, operations, run=0, **more):
    """Let the machine run for so many operations, at night with a seed of its own; the class that counted."""
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
    if DEEP:
        number = time.time_ns() % 2**32 + run
        print(f"\nseed {number}")
        machine = seed(number)(machine)
    run_state_machine_as_test(machine, settings=settings(**chosen | more))
    return machine


# A transaction that never ends keeps every row that was rolled back: a night is many runs, each with a new world.
@pytest.mark.parametrize("run", range(size("B10 runs")))
def test_whatever_anybody_does_everything_holds(cast, run):
    machine = play(cast, size("B10 operations"), run)
    number = machine.done + machine.refused
    print("\n", dict(sorted(machine.seen.items(), key=lambda item: item[1])))
    result("B10", operations=number, done=machine.done, most_kinds=len(machine.seen), violations=len(machine.wrong))
    PLAYED.update(machine.seen)
    assert machine.done > number / 8


@pytest.mark.deep
def test_a_night_does_every_deed():
    """One run of 5,000 may miss what only comes after much else; a night may not."""
    if sum(PLAYED.values()) < 5_000:
        pytest.skip("too few runs in this process to tell")
    never = sorted(name for name, times in PLAYED.items() if not times)
    assert len(never) < len(PLAYED) / 10, f"in all those deeds never once: {never}"


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
