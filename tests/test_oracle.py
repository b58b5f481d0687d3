"""Absent and hidden are the same answer: same status, same body, same headers, same work (B8).

Red without its guard: `test_the_comparison_sees_a_telling_answer` lets one hidden dossier answer 403.
"""

import logging
import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from clients.models import Client
from tests.factories.world import test_bsn
from tests.support.doors import Door
from tests.support.dossiers import full, rich
from tests.support.referee import WRITES
from tests.support.results import result
from tests.support.sweep import routes
from werkcentrum.access.models import Dossier

pytestmark = pytest.mark.django_db
HIDING = [r for r in routes() if not r.foreign and "public_id" in r.kwargs]
DIFFERENT_BY_NATURE = re.compile(r'name="(?:submit_key|csrfmiddlewaretoken)" value="[^"]*"')


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        world = rich()
        world.stranger = full(world.world, world.world.coach(name="Other"), 31, offer=world.offer)
        # Made here: what a single test makes is gone after it.
        world.nobody, world.gids = world.world.coach(name="Nobody to them"), world.world.gids(name="Gerda")
        yield world
        transaction.set_rollback(True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)


def addresses(made, route):
    """A hidden object's address and one of the same shape that does not exist."""
    whole = made.offered if route.path.startswith("overdrachten/") else made.stranger
    hidden = route.address(whole, made)
    return hidden, re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", str(uuid.uuid4()), hidden, count=1)


def picture(answer, path):
    """Everything that can be compared of an answer; the address itself is what was asked."""
    body = DIFFERENT_BY_NATURE.sub("", answer.text).replace(path, "")
    headers = dict(answer.response.headers.items())
    return answer.status, body, headers


def shape(answer):
    """The statements of an answer without their values: the work that was done."""
    return [re.sub(r"\d+", "n", sql) for sql in answer.sql if "SAVEPOINT" not in sql.upper()]


@pytest.mark.parametrize("route", HIDING, ids=lambda route: route.name)
def test_hidden_and_absent_answer_the_same(made, route):
    door = Door(made.nobody.user, made.nobody.membership)
    hidden, absent = addresses(made, route)
    for method in ("GET", "POST"):
        one, other = door.knock(method, hidden), door.knock(method, absent)
        if one.status == 200:
            assert route.path.startswith("menukaart/"), f"{hidden} opens for somebody without a relation"
            continue  # a published offer is there for everyone
        if one.status == 403 and route.path.startswith("menukaart/"):
            continue  # the offer can be read by all, so its existence is no secret
        same = picture(one, hidden) == picture(other, absent)
        result("B8", pairs=1, different=int(not same))
        assert same, f"{method} {hidden}"
        assert shape(one) == shape(other), f"{method} {hidden}: other work for hidden than for absent"


def look_up(made, **typed):
    door = Door(made.gids.user, made.gids.membership)
    return door.knock("POST", reverse("clients:find"), typed)


def test_a_look_up_does_the_same_work_for_hit_and_miss(made):
    hit, miss = look_up(made, q=made.stranger.bsn), look_up(made, q=test_bsn(99))
    assert hit.status == miss.status == 200
    assert [sql for sql in shape(hit) if not WRITES.match(sql)] == [sql for sql in shape(miss) if not WRITES.match(sql)]
    assert len([sql for sql in hit.sql if WRITES.match(sql)]) == len([sql for sql in miss.sql if WRITES.match(sql)])


def test_a_look_up_tells_where_to_ask_and_nothing_else(made):
    Client.objects.filter(pk=made.stranger.client.pk).update(
        call_name="Zilvervos", surname="Waterhoen", postcode="8899XZ", birth_on="1957-05-05"
    )
    answer = look_up(made, q=made.stranger.bsn)
    text = answer.text
    assert "UWV" in text
    for secret in ("Zilvervos", "Waterhoen", made.stranger.bsn, str(made.stranger.client.public_id), "1957", "8899"):
        assert secret not in text, secret


def test_a_look_up_is_written_down_whatever_it_finds(made):
    for number in (made.stranger.bsn, test_bsn(98)):
        assert any('INTO "audit_reading"' in sql for sql in look_up(made, q=number).sql)


def test_the_comparison_sees_a_telling_answer(made, monkeypatch, first_door_only):
    from werkplan import policy as plans

    real = plans.open_client

    def telling(actor, public_id, **how):
        hole = Dossier.objects.unscoped("planted hole").filter(client__public_id=public_id)
        if hole.exists() and actor.user.name == "Nobody to them":
            raise PermissionDenied
        return real(actor, public_id, **how)

    monkeypatch.setattr(plans, "open_client", telling)
    route = next(route for route in HIDING if route.name == "werkplan:plan")
    with pytest.raises(AssertionError):
        test_hidden_and_absent_answer_the_same(made, route)
