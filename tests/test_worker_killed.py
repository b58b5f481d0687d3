"""Kill -9 of a worker, its sentinel or its supervisor in the middle: nothing is lost, nothing is done twice.

Red without its guard: mark a message done outside the transaction of its work (`outbox.work._whole`).
"""

import contextlib
import os
import random
import signal
import time
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from tests.support import killing
from tests.support.results import result
from tests.support.size import size
from werkcentrum.outbox.models import Message

PATIENCE = 100


@pytest.fixture
def tally(transactional_db):
    """A table that tells how often a number was written."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE tally (number int)")
    yield lambda: Counter(number for (number,) in _rows("SELECT number FROM tally"))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE tally")


def _rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def promise(first, number):
    now = timezone.now()
    Message.objects.bulk_create(
        Message(name="test:twice", key=str(n), payload={"number": n}, run_at=now) for n in range(first, first + number)
    )


def busy(deadline):
    """Wait until a worker has something in its hands."""
    while time.monotonic() < deadline:
        tried = Message.objects.open().filter(name="test:twice", tries__gt=0)
        if tried.exists():
            return
        time.sleep(0.02)
    raise AssertionError("no worker came to work")


def test_a_worker_that_is_killed_loses_nothing_and_does_nothing_twice(tally):
    kills, chance = size("worker kills"), random.Random(18)
    supervisor, promised, hit = killing.start(), 0, Counter()
    try:
        for turn in range(kills):
            promise(promised, 40)
            promised += 40
            busy(time.monotonic() + PATIENCE)
            time.sleep(chance.random() / 10)
            family = killing.below(supervisor.pid)
            victim = supervisor.pid if turn % 5 == 4 or not family else chance.choice(family)
            with contextlib.suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
            hit["supervisor" if victim == supervisor.pid else "below"] += 1
            if victim == supervisor.pid:
                supervisor.wait()
                supervisor = killing.start()
        deadline = time.monotonic() + PATIENCE
        while Message.objects.open().filter(name="test:twice").exists() and time.monotonic() < deadline:
            time.sleep(0.2)
    finally:
        supervisor.terminate()
        supervisor.wait(timeout=60)
    left = Message.objects.filter(name="test:twice", done_at=None).count()
    written = tally()
    result("worker kills", kills=kills, messages=promised, left=left)
    assert left == 0, f"{left} of {promised} were lost"
    assert hit["supervisor"] and hit["below"]
    assert written == Counter(dict.fromkeys(range(promised), 2)), "something was done half or twice"
