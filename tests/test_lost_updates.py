"""Two people change the same field of the same form: the second is told, and sees both texts (B13).

The forms and their fields are found on the pages. Red without its guard: `test_the_second_would_overwrite_silently`.
"""

import datetime
import logging
import re
from html import unescape

import pytest
from django.db import transaction
from django.utils import timezone

from tests.support.crawler import filled, page_of, questions
from tests.support.doors import Door
from tests.support.dossiers import rich
from tests.support.referee import Forms
from tests.support.results import result
from tests.support.size import size
from tests.support.sweep import relate, routes

pytestmark = pytest.mark.django_db
NEVER = re.compile(r"submit_key|csrfmiddlewaretoken|.*version|.*[-_]sure|digest|seen|_\w+|action|next|back")
DAY = re.compile(r"\d{2}-\d{2}-\d{4}")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        made = rich()
        world = made.world
        colleague = world.coach(name="Colleague")
        relate(colleague, "team", made.main)
        one, other = world.actor("regiocoordinator", name="One"), world.actor("regiocoordinator", name="Other")
        made.pairs = [pair_of(made.main.lead, colleague), pair_of(one, other)]
        yield made
        transaction.set_rollback(True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)


def pair_of(*actors):
    return [Door(actor.user, actor.membership) for actor in actors]


def versioned(door, made):
    """(address of the page, form) for every form that carries a version of what it changes."""
    for route in routes():
        if route.foreign or "POST" not in route.tag.methods:
            continue
        for path in addresses(route, made):
            text = page_of(door, path)
            for page in dict.fromkeys([path, *questions(path, text)[:3]]):
                for form in Forms(text if page == path else page_of(door, page), page).found:
                    versions = [value for name, (value, *_) in form.fields.items() if name.endswith("version")]
                    if form.method == "post" and any(versions):  # a form that adds something has none yet
                        yield route, form


def addresses(route, made):
    """Where a route shows its forms; the intake on each of its screens."""
    path = route.address(made.main, made)
    if route.kwargs[-1:] != ("step",):
        return [path]
    return [re.sub(r"/\d+/$", f"/{step}/", path) for step in range(1, 6)]


def another(form, name, value, turn):
    """Another value that such a field takes, different for each turn; None when there is none."""
    if name in form.choices:
        others = [option for option in form.choices[name] if option not in {"", value}]
        return others[turn % len(others)] if len(others) >= 2 else None
    if DAY.fullmatch(value):
        return (timezone.localdate() + datetime.timedelta(days=30 + turn)).strftime("%d-%m-%Y")
    if name.endswith(("_day", "_month", "_year")):
        return None if name.endswith("_year") else str(1 + (int(value or 1) + turn) % 12)
    if value.isdecimal():
        return str(int(value) + 1 + turn)
    if "@" in value or "email" in name:
        return f"post{turn}@voorbeeld.example"
    if "phone" in name:
        return f"06000000{turn:02d}"
    return f"Woorden {'van een' if turn % 2 else 'nummer'} {'abcdefghij'[turn % 10]}{turn // 10 or ''}"


def names_of(form):
    """The fields that a person fills in."""
    return [name for name in {**form.fields, **form.choices} if not NEVER.fullmatch(name)]


def clash(doors, form, name, turn, edits=True):
    """What came of two who change one field after both read the page: "" or what is wrong; None when it cannot be.

    Of a deed that is done once (not `edits`) the second finds her own words again; of a changed text both.
    """
    before = filled(form)
    mine, theirs = (another(form, name, before.get(name, [""])[0], turn + n) for n in (0, 1))
    if mine is None or theirs is None or mine == theirs:
        return None
    with transaction.atomic():
        first = doors[0].knock("POST", form.action, before | {name: [mine]}, keep=True)
        second = doors[1].knock("POST", form.action, before | {name: [theirs]}, keep=True)
        transaction.set_rollback(True)
    if first.status not in {302, 200} or (first.status == 200 and not first.sql):
        return None  # this value is not taken: nothing is proved
    if first.status == 200 and second.status == 200:
        return None
    if second.status != 409:
        return f"{form.action} {name}: the second is answered {second.status}"
    text = unescape(second.text)
    words = ((mine, theirs) if edits else (theirs,)) if name not in form.choices else ()
    gone = [word for word in words if word not in text and not word.isdecimal()]
    return f"{form.action} {name}: the page of the conflict lacks {gone}" if gone else ""


ADDED = {"werkplan:step_said"}
"""What a client says is added to what she said before: of two, both stay, and nothing is written over."""

DEEDS = {"werkplan:move_house"}
"""Done once: who comes second is told that it is done, and finds her own words again."""


def test_nobody_overwrites_silently(made):
    tried, wrong, seen = 0, [], set()
    for turn in range(size("B13 rounds")):
        for doors in made.pairs:
            for route, form in versioned(doors[0], made):
                if route.name in ADDED:
                    continue
                for name in names_of(form):
                    edits = route.tag.action == "edit" and route.name not in DEEDS
                    said = clash(doors, form, name, 2 * turn, edits)
                    if said is not None:
                        tried += 1
                        seen.add((route.name, name))
                    if said:
                        wrong.append(said)
    print("\n", sorted(seen))
    result("B13", clashes=tried, most_fields=len(seen), silent=len(wrong))
    assert not wrong, "\n".join(sorted(set(wrong))[:10])
    assert len({route for route, _ in seen}) >= 5, f"only {seen}"


def test_the_second_would_overwrite_silently(made, monkeypatch):
    """Without the comparison of versions the second is not told: then this battery turns red."""

    def careless(obj, version, fields):
        obj.save(update_fields=fields)

    for module in ("werkplan.actions.goals", "werkplan.actions.steps"):
        monkeypatch.setattr(f"{module}.save_version", careless)
    doors = made.pairs[0]
    form = next(form for route, form in versioned(doors[0], made) if route.name == "werkplan:goal_edit")
    assert clash(doors, form, "text", 0)
