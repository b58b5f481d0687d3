"""A token in every personal, special and secret field; every answer is searched for what is not the reader's (B2).

Red without its guards: `test_the_canaries_see_a_missing_guard` opens all dossiers and shows all field groups.
"""

import logging
import re
from dataclasses import dataclass

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from tests.support import canaries
from tests.support.doors import Door
from tests.support.dossiers import MUNICIPAL, Rich, full, hand_over, rich
from tests.support.results import result
from tests.support.sweep import relate, routes
from werkcentrum.access import policy
from werkcentrum.access.glass.actions import take_glass
from werkcentrum.access.models import Dossier, Involvement, User
from werkcentrum.access.relations import RIGHTS
from werkcentrum.audit.models import Reading
from werkcentrum.permissions import FieldGroup as G

pytestmark = pytest.mark.django_db
OWN = [route for route in routes() if not route.foreign]
MINE, HELPED, OFFERED, GIVEN, COLLEAGUES, ELSEWHERE, UNION = range(1, 8)
PRIVATE = {G.BSN, G.BARRIERS, G.CAPACITY}


@dataclass
class Spy:
    """Somebody who looks everywhere, the groups she may see per person, and how her answers are searched."""

    name: str
    actor: object
    door: Door
    may_see: dict[int, set]


@dataclass
class Aviary:
    """The world with its canaries."""

    rich: Rich
    people: dict
    birds: canaries.Aviary
    spies: dict


def build():
    """Seven people, and everybody who stands to them in another way."""
    made = rich()
    world, birds = made.world, canaries.Aviary()
    ulla, colleague = world.coach(name="Ulla"), world.coach(name="Colleague")
    muni, union = world.coach(MUNICIPAL, name="Marijke"), world.coach("sociale-partners", name="Anne")
    leads = {MINE: ulla, HELPED: muni, OFFERED: muni, GIVEN: muni, COLLEAGUES: colleague, UNION: union}
    people = {n: full(world, lead, 10 + n, offer=made.offer) for n, lead in leads.items()}
    people[ELSEWHERE] = made.elsewhere
    hand_over(world, people[OFFERED], to="uwv", assigned=False)
    type(people[OFFERED].handover).objects.filter(pk=people[OFFERED].handover.pk).update(
        assigned_to=ulla.user, escalated_at=timezone.now()
    )
    breaker = world.coach(MUNICIPAL, name="Breaker")
    take_glass(dossier=people[MINE].client.pk, by=breaker, reason="balie", explanation="De klant staat aan de balie.")
    for person, whole in people.items():
        canaries.plant(birds, whole, person)
    relate(ulla, "support", people[HELPED], groups=(G.PROFILE,))
    relate(ulla, "proposed", people[OFFERED])
    relate(ulla, "former", people[GIVEN])
    return Aviary(made, people, birds, _spies(made, people, birds, ulla, union, breaker))


def _spies(made, people, birds, ulla, union, breaker):
    world, own = made.world, {G.EXISTS, G.NAME}
    klant, gids = world.actor("klant", name="Sanne"), world.gids(name="Gerda")
    relate(klant, "self", people[MINE])
    relate(gids, "team", people[MINE])
    lead, me = set(RIGHTS["lead"].groups), set(RIGHTS["self"].groups)
    card = {canaries.CARD}
    seen = {
        "coach": (
            ulla,
            {
                MINE: lead | card | {canaries.DESK, canaries.REQUEST},
                HELPED: {*own, G.PROFILE},
                OFFERED: own | card | {canaries.TITLES},
                GIVEN: own,
            },
        ),
        "union": (union, {UNION: lead - PRIVATE | card | {canaries.DESK, canaries.REQUEST}}),
        "klant": (klant, {MINE: me | card | {canaries.REQUEST}}),
        "gids": (gids, {MINE: lead - PRIVATE | card | {canaries.REQUEST}}),
        # Who divides the dossiers of her partner sees their cards; who judges a check, the words about it.
        "teamleider": (world.team_leader(), {OFFERED: card, COLLEAGUES: card, MINE: {*card, canaries.CHECK}}),
        "glass": (breaker, {MINE: {*own, G.CONTACT, canaries.TITLES, canaries.CHECK}}),
    }
    asked = {person: {canaries.REQUEST} for person in people if person != ELSEWHERE}
    seen["privacyofficer"] = (world.actor("privacyofficer"), asked)
    for role in ("beheerder", "regiocoordinator", "werkgever"):
        seen[role] = (world.actor(role), {})
    for n, user in enumerate(User.objects.order_by("pk")[:15]):
        email = f"{birds.token(n, 'access.User.email', None)}@canary.example"
        User.objects.filter(pk=user.pk).update(email=email)
    return {name: Spy(name, actor, Door(actor.user, actor.membership), may) for name, (actor, may) in seen.items()}


@pytest.fixture(scope="module")
def aviary(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def log():
    """Everything that is written to the technical log while the test runs."""
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: (
        lines.append(handler.format(record)) if not record.name.startswith("django.db") else None
    )
    root = logging.getLogger()
    root.addHandler(handler)
    yield lines
    root.removeHandler(handler)


TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
ADDRESS = re.compile(r"""(?:href|action|src|hx-\w+|formaction)\s*=\s*["']([^"']*)["']""")


def leaks(aviary, spy, route, method, answer) -> list[str]:
    """What an answer shows that this spy may not see, and what nobody may see there."""
    text = answer.text + str(answer.response.headers)
    found = []
    for bird in aviary.birds.found_in(text):
        asked_for_it = bird.group == G.BSN and route.name == "clients:bsn" and method == "POST"
        may = spy.may_see.get(bird.person, set())
        seen = bool({bird.group, canaries.ALSO.get(bird.where, bird.group)} & may)
        seen = seen and (bird.group != G.BSN or asked_for_it)
        # AVG 15: all of it for herself, and for her lead within an open request for inzage.
        seen = seen or (route.tag.obj == "inzage" and bird.person == MINE and spy.name in {"klant", "coach"})
        if not seen:
            found.append(f"{route.name} {method} shows {spy.name} {bird.where} of person {bird.person}")
    places = " ".join([*TITLE.findall(text), *ADDRESS.findall(answer.text), str(answer.response.headers)])
    found += [
        f"{route.name} {method}: {bird.where} in a title, address or header" for bird in aviary.birds.found_in(places)
    ]
    return found


def unread(aviary, spy, route, answer, before) -> list[str]:
    """People whose data an answer shows without a line in the log, and the other way round."""
    shown = {
        bird.person
        for bird in aviary.birds.found_in(answer.text)
        if bird.group not in {canaries.DESK, canaries.CHECK, None}
    }
    logged = set(before)
    keys = {n: whole.client.pk for n, whole in aviary.people.items()}
    return [f"{route.name} shows {spy.name} person {n} without a log line" for n in shown if keys[n] not in logged]


def visits(spy, aviary):
    """Every (route, path) for a spy: each dossier route for several people, other routes once."""
    for route in OWN:
        people = [MINE]
        if route.path.startswith("klanten/<"):
            people = list(aviary.people) if spy.name == "coach" else [MINE, COLLEAGUES, UNION]
        for n in people:
            yield route, _address(route, aviary.people[n], aviary)


def _address(route, whole, aviary):
    if route.path.startswith("overdrachten/<"):
        return reverse(route.name, kwargs={"public_id": aviary.people[OFFERED].handover.public_id})
    return route.address(whole, aviary.rich)


def look_everywhere(aviary, spy) -> list[str]:
    """Every leak that one spy finds."""
    found = []
    for route, path in visits(spy, aviary):
        for method in ("GET", "POST"):
            noted = []
            answer = _knock(spy, method, path, noted)
            found += leaks(aviary, spy, route, method, answer)
            found += unread(aviary, spy, route, answer, noted)
    return sorted(set(found))


def _knock(spy, method, path, noted):
    """Knock, and note for whom a line was written in the log (it is rolled back afterwards)."""
    last = Reading.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with transaction.atomic():
        answer = spy.door.knock(method, path, keep=True)
        noted += Reading.objects.filter(pk__gt=last).values_list("dossier_id", flat=True)
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize(
    "name",
    [
        "coach",
        "union",
        "klant",
        "gids",
        "teamleider",
        "glass",
        "privacyofficer",
        "beheerder",
        "regiocoordinator",
        "werkgever",
    ],
)
def test_nobody_sees_what_is_not_theirs(aviary, log, name):
    found = look_everywhere(aviary, spy := aviary.spies[name])
    fields = len(list(canaries.planted_fields())) - len(canaries.excused())
    result("B2", most_fields=fields, answers=2 * len(list(visits(spy, aviary))), leaks=len(found))
    assert found == []
    assert not aviary.birds.found_in("\n".join(log)), "the technical log holds personal data"
    assert not aviary.birds.found_in("\n".join(f"{m.subject} {m.body} {m.to}" for m in mail.outbox))


def test_every_field_about_people_carries_a_token():
    for label, name in canaries.planted_fields():
        where = f"{label}.{name}"
        if label == "clients.IntakeAnswer":
            continue  # one token per field of the intake
        assert (where in canaries.excused()) != _has_group(label, name), f"{where}: plant it or say in NO_TOKEN why not"


def _has_group(label, name):
    try:
        canaries.group_of(label, name)
    except KeyError:
        return False
    return True


def test_the_tokens_are_there_to_be_seen(aviary):
    """The other side: who may see it, does; else the search would prove nothing."""
    spy, seen = aviary.spies["coach"], set()
    for _, path in visits(spy, aviary):
        seen |= {b.where for b in aviary.birds.found_in(spy.door.knock("GET", path).text) if b.person == MINE}
    assert {"clients.Client.surname", "werkplan.Goal.text", "werkplan.Step.title", "clients.Entry.text"} <= seen
    assert len(seen) >= 20, sorted(seen)
    for name in ("teamleider", "glass"):
        texts = "".join(
            aviary.spies[name].door.knock("GET", path).text for _, path in visits(aviary.spies[name], aviary)
        )
        assert "access.Glass.explanation" in {bird.where for bird in aviary.birds.found_in(texts)}, name


def test_the_number_only_on_a_click(aviary):
    spy, whole = aviary.spies["coach"], aviary.people[MINE]
    route = next(route for route in OWN if route.name == "clients:bsn")
    assert whole.bsn in spy.door.knock("POST", route.address(whole, aviary.rich)).text
    assert spy.door.knock("GET", route.address(whole, aviary.rich)).status == 405
    union = aviary.spies["union"]
    answer = union.door.knock("POST", route.address(aviary.people[UNION], aviary.rich))
    assert answer.status == 403 and aviary.people[UNION].bsn not in answer.text


def test_the_canaries_see_a_missing_guard(aviary, monkeypatch, first_door_only):
    """Three lines of defence: with one gone the others still refuse, so all are taken away."""
    leads = Involvement.objects.unscoped("planted hole").live().filter(relation="lead")
    monkeypatch.setattr(policy, "dossiers_open_to", lambda actor: Dossier.objects.unscoped("planted hole").values("pk"))
    monkeypatch.setattr(policy, "involvement", lambda actor, pk: leads.filter(dossier=pk).first())
    assert any("werkplan.Goal.text of person" in leak for leak in look_everywhere(aviary, aviary.spies["gids"]))


def test_the_canaries_see_a_missing_log_line(aviary, monkeypatch):
    monkeypatch.setattr("werkcentrum.access.actor.Actor.saw", lambda self, dossiers, part: None)
    assert any("without a log line" in leak for leak in look_everywhere(aviary, aviary.spies["gids"]))
