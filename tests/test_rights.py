"""Every route × every role × every relation × every method, compared with the access matrix: no difference at all (B1).

Take a guard away and this turns red: `test_the_sweep_sees_a_missing_guard` does so, one guard at a time.
"""

import logging
from pathlib import Path

import pytest

from tests.support.results import result
from tests.support.sweep import routes
from tests.support.verdicts import deviations, expected, knocks, swept
from werkcentrum.access import actor, policy
from werkcentrum.access.matrix import RELATIONS, Reach, Row, row_of, rows
from werkcentrum.access.models import Dossier
from werkcentrum.access.queries import InvolvementQuerySet
from werkcentrum.permissions import Permission

pytestmark = pytest.mark.django_db
OWN = [route for route in routes() if not route.foreign]
ACCOUNT = [route for route in routes() if route.foreign]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), swept() as made:
        yield made
    logging.getLogger("django.request").setLevel(logging.NOTSET)


@pytest.mark.parametrize("route", OWN, ids=lambda route: route.name)
def test_route_answers_as_the_matrix_says(world, route):
    found = deviations(world, route)
    result("B1", routes=1, requests=len(list(knocks(row_of(route.tag)))), deviations=len(found))
    assert found == []


def test_routes_of_the_account_show_nobody_else(world):
    for route in ACCOUNT:
        path = route.address(world.rich.main, world.rich)
        for caller in (world.callers[name] for name in ("coach", "klant", "anonymous", "off")):
            for method in ("GET", "POST", "DELETE"):
                answer = caller.door.knock(method, path)
                assert answer.status < 500, f"{route.name} {method}: {answer.error!r}"
                assert "Fatima" not in answer.text


def test_every_row_of_the_matrix_is_used_and_says_what_the_route_asks():
    used = {id(row_of(route.tag)) for route in routes()}
    assert [
        f"{row.obj} × {row.action} ({row.route or row.needs})" for row in rows().values() if id(row) not in used
    ] == []
    for route in OWN:
        row = row_of(route.tag)
        if row.reach == Reach.DOSSIER:
            assert route.tag.needs is None, f"{route.name}: a dossier is asked for in the view (404 before 403)"
        if row.reach not in {Reach.OPEN, Reach.ACCOUNT, Reach.KEY}:
            assert row.needs or row.route or route.name == "home", f"{route.name}: no permission asked"
    for row in rows().values():
        assert set(row.cells) == set(RELATIONS) and row.why


def test_the_document_about_the_guards_is_of_today():
    """Its words; the figures grow with every route, and `make figures` takes them from the last runs."""
    from tests.support.figures import document, words

    written = (Path(__file__).resolve().parent.parent / "docs" / "security.md").read_text()
    assert words(written) == words(document()), "regenerate with: python -m tests.support.figures > docs/security.md"


def _everything(actor):
    return Dossier.objects.values("pk")


MUTATIONS = {
    "dossiers open to all": ("werkplan:plan", policy, "dossiers_open_to", _everything),
    "relation allows every deed": ("werkplan:goal_add", policy.Stance, "require", lambda self, permission: None),
    "role allows every deed": ("access:log", actor.Actor, "may", lambda self, permission: True),
    "ended relations go on": ("werkplan:plan", InvolvementQuerySet, "live", lambda self, at=None: self.all()),
    "relations hold in every cell": (
        "werkplan:plan",
        InvolvementQuerySet,
        "of",
        lambda self, a: self.live().filter(user=a.user),
    ),
}


@pytest.mark.parametrize(("name", "where", "attribute", "hole"), MUTATIONS.values(), ids=MUTATIONS)
def test_the_sweep_sees_a_missing_guard(world, monkeypatch, first_door_only, name, where, attribute, hole):
    monkeypatch.setattr(where, attribute, hole)
    route = next(route for route in OWN if route.name == name)
    assert deviations(world, route)


def test_the_second_door_keeps_shut_what_the_first_forgot(world, monkeypatch):
    """A view that forgot its scope shows nothing: the database still asks who is involved."""
    monkeypatch.setattr(policy, "dossiers_open_to", _everything)
    monkeypatch.setattr(policy, "dossiers_known_to", _everything)
    for name in ("werkplan:plan", "clients:person", "werkplan:timeline", "werkplan:handover"):
        route = next(route for route in OWN if route.name == name)
        found = [line for line in deviations(world, route) if ": 200" in line]
        # The database shows a card in emergency, in review, and to who divides the work of a cell.
        cards = ("/glass", "/review", "teamleider/none")
        assert [line for line in found if not line.split(": 200")[0].endswith(cards)] == [], name


def test_the_sweep_sees_a_route_without_a_row(world, monkeypatch):
    monkeypatch.setattr("tests.support.verdicts.row_of", lambda tag: None)
    assert "no row in matrix.csv" in deviations(world, OWN[0])[0]


def test_a_row_reads_as_it_is_meant():
    cells = dict.fromkeys(RELATIONS, "404") | {"lead": "ja", "cell": "handover_assign", "support": "403"}
    row = Row("x", "y", (), (Permission.WERKPLAN_READ,), (), Reach.CARD, cells, "z")
    may = {Permission.WERKPLAN_READ}
    assert [row.expects(may, r) for r in ("lead", "support", "none", "cell")] == [200, 403, 404, 404]
    assert row.expects(set(), "lead") == 403
    assert row.expects({*may, Permission.HANDOVER_ASSIGN}, "cell") == 200
    route = OWN[0]
    assert expected(route, row, "anonymous", "none", "GET", set()) == {302}
