"""Whatever people typed, no page runs it: sixty payloads in every text of every model, on every page (B20).

Red without its guard: `test_the_parser_sees_a_page_that_forgets` renders the same pages without escaping.
"""

import logging

import pytest
from django.core import mail
from django.db import transaction
from django.template import engines

from tests.support import scripts
from tests.support.results import result
from tests.support.size import size
from tests.support.sweep import routes
from tests.support.verdicts import column, knocks, place, swept
from werkcentrum.access.matrix import SHOWN, row_of
from werkcentrum.access.roles import ROLES

pytestmark = pytest.mark.django_db
OWN = [route for route in routes() if not route.foreign and "GET" in route.tag.methods]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock(), swept() as made:
        yield made
    logging.disable(logging.NOTSET)


def readers(row):
    """One (role, relation) for every role that may see it, plus nobody where everybody may."""
    seen = {}
    for role, relation, method, _ in knocks(row):
        if role in ROLES and method == "GET" and row.expects(ROLES[role].permissions, column(relation)) == SHOWN:
            seen.setdefault(role, (role, relation))
    return list(seen.values())[:3] or [("anonymous", "none")]


def look(world, only=None) -> tuple[int, list[str]]:
    """How many pages were read, and what runs on them."""
    pages, found = 0, []
    for route in OWN:
        if only and route.name not in only:
            continue
        row = row_of(route.tag)
        for role, relation in readers(row):
            sid = transaction.savepoint()
            caller = world.callers[role]
            path = place(world, route, row, caller, relation)
            for htmx in (False, True):
                answer = caller.door.knock("GET", path, htmx=htmx)
                pages += answer.status == 200
                if answer.status >= 500:
                    found.append(f"{route.name}: {answer.status} {answer.error!r}")
                if answer.kind == "text/html":
                    found += [f"{route.name} as {role}: {hit}" for hit in scripts.runs(answer.text)]
            transaction.savepoint_rollback(sid)
    return pages, sorted(set(found))


def test_no_page_runs_what_somebody_typed(world):
    turns = size("B20 turns")
    pages, fields, found = 0, 0, []
    for turn in range(0, len(scripts.PAYLOADS), -(-len(scripts.PAYLOADS) // turns)):
        sid = transaction.savepoint()
        fields = scripts.plant(turn)
        seen, hits = look(world)
        pages, found = pages + seen, found + hits
        transaction.savepoint_rollback(sid)
    result("B20", most_payloads=len(scripts.PAYLOADS), most_fields=fields, pages=pages, executed=len(found))
    assert not found, "\n".join(sorted(set(found)))
    assert len(scripts.PAYLOADS) >= 60 and fields >= 60 and pages >= 100
    assert not any(scripts.runs(part) for message in mail.outbox for part, _ in getattr(message, "alternatives", ()))


def test_the_parser_sees_a_page_that_forgets(world, monkeypatch):
    sid = transaction.savepoint()
    scripts.plant(0)
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)
    for loader in engines["django"].engine.template_loaders:
        loader.reset()
    _, found = look(world, {"werkplan:plan", "clients:list", "clients:person"})
    transaction.savepoint_rollback(sid)
    assert len(found) >= 3


@pytest.mark.parametrize("payload", scripts.PAYLOADS)
def test_the_parser_knows_each_payload_raw(payload):
    """In one of the places where text can come, every payload shows itself when it is not escaped."""
    places = [
        "<p>{}</p>",
        '<input value="{}">',
        "<input value='{}'>",
        "<input value={}>",
        "<title>{}</title>",
        "<a href={}>x</a>",
    ]
    places += [
        "<textarea>{}</textarea>",
        "<script>{}</script>",
        "<style>{}</style>",
        "<!-- {} -->",
        "<select>{}</select>",
    ]
    assert any(scripts.runs(place_.format(payload)) for place_ in places)
