"""Whatever is sent to any route, nothing breaks: no 500, nothing over 5 s, no trace of the code in an answer (B19).

Red without its guards: `test_the_fuzzer_sees_a_view_that_breaks` lets a view trust what it gets.
"""

import logging
import random
import time
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.http import HttpResponse

from tests.support import nasty
from tests.support.doors import Answer, _noting
from tests.support.referee import Forms
from tests.support.results import result
from tests.support.size import size
from tests.support.sweep import routes
from tests.support.verdicts import column, knocks, place, swept
from werkcentrum.access.matrix import SHOWN, row_of
from werkcentrum.access.roles import ROLES

pytestmark = pytest.mark.django_db
ROUTES = routes()
MOST_SECONDS = 5
GET_SHARE = 0.35


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock(), swept() as made:
        yield made
    logging.disable(logging.NOTSET)


def callers_of(route, row):
    """(role, relation) of the first who may go on to the view, per method; and somebody who may not."""
    seen = {}
    for role, relation, method, _ in knocks(row):
        if role in ROLES and row.expects(ROLES[role].permissions, column(relation), method) == SHOWN:
            seen.setdefault((role, relation), None)
    return list(seen)[:2] or [("anonymous", "none")]


def names_of(door, path):
    """The names of the fields on a page, of forms that go to it and away from it."""
    answer = door.knock("GET", path)
    if answer.status != 200 or answer.kind != "text/html":
        return []
    found = {}
    for form in Forms(answer.text, path).found:
        if urlsplit(form.action).path.rstrip("/") in {path.rstrip("/"), ""} or form.method == "get":
            found |= dict.fromkeys([*form.fields, *form.choices, *(name for name, _ in form.buttons)])
    return list(found)


def send(door, method, path, **more) -> tuple[Answer, float]:
    """One request through the whole stack, rolled back; the answer and the processor time it took."""
    door.cookies.clear()
    if door.key:
        door.cookies["werkcentrum"] = door.key
    answer, start = Answer(HttpResponse()), time.thread_time()
    with _noting(answer), transaction.atomic():
        answer.response = door.generic(method, path, **more)
        transaction.set_rollback(True)
    return answer, time.thread_time() - start


def twisted(rng, path):
    """The path, sometimes with another number or key in it."""
    steps = path.split("/")
    for place_, step in enumerate(steps):
        if rng.random() < 0.1 and step.isdecimal():
            steps[place_] = rng.choice(nasty.NUMBERS)
        elif rng.random() < 0.05 and len(step) == 36:
            steps[place_] = rng.choice(nasty.KEYS)
    return "/".join(steps)


def faults_of(rng, door, path, names, number) -> list[str]:
    """What `number` hostile requests to one route break."""
    found = []
    for _ in range(number):
        headers, here = rng.choice(nasty.HEADERS), twisted(rng, path)
        if rng.random() < GET_SHARE:
            asked = nasty.form(rng, [*names[:6], *rng.sample(nasty.NAMES, 3)])
            method, more = "GET", {"QUERY_STRING": nasty.encoded(asked).decode()[:60_000]}
        else:
            method, more = "POST", nasty.request(rng, names)
        answer, seconds = send(door, method, here, headers=headers, **more)
        what = f"{method} {here} {str(more)[:300]} {headers}"
        if answer.status >= 500:
            found.append(f"{answer.status} {answer.error!r}: {what}"[:700])
        if seconds > MOST_SECONDS:
            found.append(f"{seconds:.1f} s: {what}"[:500])
        if answer.kind == "text/html" and "Traceback (most recent" in answer.text:
            found.append(f"a trace: {what}"[:500])
    return found


def fuzz(world, route, number, seed) -> list[str]:
    """Fuzz one route as those who may enter it."""
    rng, row = random.Random(f"{seed} {route.name}"), row_of(route.tag)
    pairs = callers_of(route, row)
    found = []
    for role, relation in pairs:
        sid = transaction.savepoint()
        caller = world.callers[role]
        path = place(world, route, row, caller, relation)
        found += faults_of(rng, caller.door, path, names_of(caller.door, path), -(-number // len(pairs)))
        transaction.savepoint_rollback(sid)
    return found


def test_nothing_breaks(world):
    requests = size("B19 requests")
    each = max(2, requests // len(ROUTES))
    found = {route.name: faults for route in ROUTES if (faults := fuzz(world, route, each, "2026"))}
    sent = each * len(ROUTES)
    result("B19", routes=len(ROUTES), requests=sent, broken=sum(map(len, found.values())))
    assert found == {}
    assert sent >= requests * 0.8


def test_the_fuzzer_sees_a_view_that_breaks(world, monkeypatch):
    from django import forms

    route = next(route for route in ROUTES if route.name == "werkplan:goal_add")

    def trusting(self, value):
        return int(value)

    monkeypatch.setattr(forms.CharField, "clean", trusting)
    assert fuzz(world, route, 20, "hole")
