"""A child of another dossier under one's own parent: in the path or in the form, it changes nothing (B5).

Red without its guard: `test_the_walk_sees_a_child_taken_without_its_parent` fetches steps without their plan.
"""

import logging
import re

import pytest
from django.db import transaction
from django.urls import reverse

from tests.support.crawler import filled, forms_of
from tests.support.doors import Door
from tests.support.dossiers import MUNICIPAL, full, rich
from tests.support.referee import WRITES, view_of
from tests.support.results import result
from tests.support.sweep import CHILDREN, relate, routes
from werkcentrum.access.routes import tag_of

pytestmark = pytest.mark.django_db
NESTED = [r for r in routes() if not r.foreign and "public_id" in r.kwargs and CHILDREN & set(r.kwargs) - {"number"}]
# What a refused request may write: who asked, and that she was shown her own dossier.
HARMLESS = {"access_session", "audit_reading", "audit_submission"}
NOT_A_CHILD = {"csrfmiddlewaretoken", "submit_key", "version", "digest", "seen", "minutes"}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        world = rich()
        world.foreign = full(world.world, world.world.coach(name="Other"), 21, offer=world.offer)
        world.leader = world.world.team_leader(MUNICIPAL)
        klant = world.world.actor("klant", name="Klant of main")
        relate(klant, "self", world.main)
        actors = {
            "lead": world.main.lead, "leader": world.leader, "klant": klant, "gids": world.world.gids(name="Gerda"),
            "regiocoordinator": world.world.actor("regiocoordinator"),
        }  # fmt: skip
        world.doors = {name: Door(actor.user, actor.membership) for name, actor in actors.items()}
        yield world
        transaction.set_rollback(True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)


def door_of(whole):
    return Door(whole.lead.user, whole.lead.membership)


def writes(answer):
    """Tables that a request wrote, besides the harmless ones."""
    found = {match[2] for sql in answer.sql if (match := WRITES.match(sql))}
    return found - HARMLESS


@pytest.mark.parametrize("route", NESTED, ids=lambda route: route.name)
def test_foreign_child_in_the_path(made, route):
    door, own = door_of(made.main), made.main
    for stranger in (made.foreign, made.elsewhere):
        path = route.address(own, made, child=stranger)
        if path == route.address(own, made):
            continue
        for method in ("GET", "POST"):
            answer = door.knock(method, path, {"text": "x", "title": "x"} if method == "POST" else None)
            result("B5", requests=1, accepted=int(answer.status < 400))
            assert answer.status in {404, 405}, f"{method} {path}: {answer.status}"
            assert not writes(answer)


def substitutes(own, stranger):
    """Ids of the own dossier with those of another, kind by kind."""
    kinds = (
        "goal",
        "step",
        "loose",
        "inzet",
        "agreement",
        "promise",
        "carry_over",
        "line",
        "period",
        "intake",
        "plan",
        "version",
    )
    pairs = {str(getattr(own, kind).pk): str(getattr(stranger, kind).pk) for kind in kinds}
    return pairs | {str(own.client.public_id): str(stranger.client.public_id)}


def swapped(data, pairs):
    """For every field that names a child: the same data with another's child in it."""
    for name, values in data.items():
        if name in NOT_A_CHILD or not any(value in pairs for value in values):
            continue
        yield name, data | {name: [pairs.get(value, value) for value in values]}


def test_foreign_child_in_the_form(made):
    door, tried = door_of(made.main), 0
    pairs = substitutes(made.main, made.foreign)
    for form in forms_of(door, made, made.main):
        for name, data in swapped(filled(form), pairs):
            if not re.fullmatch(r"goal|step|inzet|pk|plan|client|line|period|agreement|.*_id", name):
                continue  # a code that happens to look like an id
            tried += 1
            answer = door.knock("POST", form.action, data)
            assert answer.status not in {200, 302}, f"{form.action} took {name} of another dossier: {answer.status}"
            assert not writes(answer), f"{form.action} wrote {writes(answer)} with {name} of another dossier"
    assert tried, "no form names a child: then this guard looks at nothing"


ID = re.compile(r"\d{1,9}|[0-9a-f]{8}-[0-9a-f-]{27}")
# Numbers that name no row of anybody: how long, how many, which day, and which municipality of the country.
NO_ID = re.compile(r"municipality|.*_(day|month|year|hours|days)|number|hours|days|places|.*count|step|turn")


def foreign_ids(made):
    """Ids of rows of others, of people of other cells, and of cells and offers of another region."""
    far, near = made.elsewhere, made.foreign
    rows = [near.goal, near.step, near.plan, near.client, near.period, far.lead.user, far.lead.cell, near.consent]
    return [str(row.pk) for row in rows] + [str(near.client.public_id), str(near.consent.public_id)]


@pytest.mark.parametrize("who", ["lead", "leader", "klant", "regiocoordinator", "gids"])
def test_an_id_that_is_no_choice_is_refused(made, who):
    """Every field of every form that offers ids, with one that it does not offer: refused, and nothing is written."""
    door, tried = made.doors[who], 0
    for form in forms_of(door, made, made.main):
        for name, options in form.choices.items():
            real = {option for option in options if option}
            if name in NOT_A_CHILD or NO_ID.fullmatch(name) or not real or not all(map(ID.fullmatch, real)):
                continue
            same_kind = [i for i in foreign_ids(made) if i not in real and ("-" in i) == ("-" in min(real))]
            for other in same_kind[:4]:
                tried += 1
                answer = door.knock("POST", form.action, filled(form) | {name: [other]})
                accepted = answer.status in {200, 302} or bool(writes(answer))
                result("B5", requests=1, accepted=int(accepted))
                assert not accepted, f"{form.action} as {who} took {name}={other}: {answer.status} {writes(answer)}"
    assert tried or who in {"klant", "gids"}, "no form offers an id: then this guard looks at nothing"


def test_coach_and_goal_of_others_are_no_choice(made):
    """Even where the page offers the field on a second screen only."""
    leader = made.leader
    handover = made.offered.handover
    path = reverse("werkplan:handover_assign", args=[handover.public_id])
    answer = Door(leader.user, leader.membership).knock("POST", path, {"coach": made.foreign.lead.user.pk})
    assert answer.status == 422 and not writes(answer)
    path = reverse("werkplan:step_add", args=[made.main.client.public_id])
    step = {"title": "Bel", "who": "klant", "goal": made.foreign.goal.pk}
    answer = door_of(made.main).knock("POST", path, step)
    assert answer.status == 422 and not writes(answer)
    assert door_of(made.main).knock("POST", path, step | {"goal": made.main.goal.pk}).status == 302


def test_foreign_dossier_behind_an_own_form(made):
    """The whole form, sent to another's address: 404 before anything is read from it."""
    door = door_of(made.main)
    mine, theirs = str(made.main.client.public_id), str(made.foreign.client.public_id)
    actions = {form.action: form for form in forms_of(door, made, made.main) if mine in form.action}
    assert len(actions) > 10
    for action, form in actions.items():
        answer = door.knock("POST", action.replace(mine, theirs), filled(form))
        assert answer.status == 404 and not writes(answer), f"{action}: {answer.status}"


def test_every_form_twice_is_one_deed(made):
    """The second time the same key is answered as the first, and nothing is done again."""
    door, proved = door_of(made.main), set()
    for form in forms_of(door, made, made.main):
        for button in form.buttons or [None]:
            with transaction.atomic():
                first = door.knock("POST", form.action, filled(form, button), keep=True)
                second = door.knock("POST", form.action, filled(form, button), keep=True)
                transaction.set_rollback(True)
            if first.status == 302 and writes(first):
                name = getattr(view_of(form.action), "__name__", "")
                proved.add((tag_of(view_of(form.action)).obj, name))
                assert (second.status, second.location) == (302, first.location), form.action
                assert not writes(second), f"{form.action} twice: {writes(second)}"
    print(f"\nforms sent twice: {len(proved)} kinds: {sorted(proved)}")
    assert len(proved) >= 8


def test_the_walk_sees_a_child_taken_without_its_parent(made, monkeypatch, first_door_only):
    from django.shortcuts import get_object_or_404

    from werkplan.models import Step

    def careless(rows, **how):
        return get_object_or_404(
            Step.objects.unscoped("planted hole") if getattr(rows, "model", None) is Step else rows, **how
        )

    monkeypatch.setattr("werkplan.views.steps.get_object_or_404", careless)
    route = next(route for route in NESTED if route.name == "werkplan:step")
    with pytest.raises(AssertionError):
        test_foreign_child_in_the_path(made, route)
