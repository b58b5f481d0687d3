"""A sealed dossier over every channel: for who is not named it does not exist, in no page, file, number or line (B7).

Red without its guard: `test_the_search_sees_a_missing_seal` lets relations hold in sealed dossiers.
"""

import io
import logging
import re
import uuid
from dataclasses import dataclass, field

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from clients.actions import sealing
from clients.models import HiddenAddress
from tests.factories.world import test_bsn
from tests.support import canaries
from tests.support.doors import Door
from tests.support.dossiers import MUNICIPAL, full, hand_over, rich
from tests.support.results import result
from tests.support.sweep import relate, routes
from werkcentrum.access.models import Dossier, Involvement
from werkcentrum.access.queries import InvolvementQuerySet

pytestmark = pytest.mark.django_db
OWN = [route for route in routes() if not route.foreign]
SECRET = 9
NEAR = ("team", "support", "proposed", "former", "glass", "leader", "receiver")
FAR = ("gids", "regiocoordinator", "beheerder", "werkgever", "programmamanager", "klant")
NUMBERS = ("clients:division", "clients:reach", "clients:list", "werkplan:today", "clients:desk", "werkplan:inbox")
HOME = {"street": "Zandkorrelpad", "postcode": "8999QX", "place": "Nergenshuizen"}
NEW_EACH_TIME = re.compile(r'name="(?:submit_key|csrfmiddlewaretoken)" value="[^"]*"|begrip-\d+|FToken": "[^"]*"')


@dataclass
class Scene:
    """The world with one sealed person; who is named, and everybody who looks."""

    rich: object
    whole: object
    birds: object
    named: Door
    desk: Door
    onlookers: dict = field(default_factory=dict)


def build():
    """A person led by a coach, offered to a municipality, with somebody in every other relation; then sealed."""
    made = rich()
    world, birds = made.world, canaries.Aviary()
    lead, desk = world.coach(name="Named"), world.gids(name="Named gids")
    whole = full(world, lead, 40, offer=made.offer, **HOME, house_number=97397)
    hand_over(world, whole)
    canaries.plant(birds, whole, SECRET)
    type(whole.client).objects.filter(pk=whole.client.pk).update(**HOME, house_number=97397)
    whole.client.refresh_from_db()
    people = {relation: world.coach(name=f"Near {relation}") for relation in NEAR[:5]}
    for relation, actor in people.items():
        relate(actor, relation, whole)
    relate(desk, "team", whole)
    people |= {"leader": world.team_leader(), "receiver": world.team_leader(MUNICIPAL), "proposed": whole.receiver}
    people |= {role: world.actor(role, name=f"Far {role}") for role in FAR}
    rows = Involvement.objects.live().filter(dossier=whole.client.pk)
    rows = rows.filter(user__in=[lead.user, desk.user], relation__in=["lead", "team"])
    named = list(rows.values_list("pk", flat=True))
    officer = world.actor("privacyofficer")
    sealing.seal(dossier=whole.client.dossier, reason="geheim_adres", named=named, by=officer)
    people["privacyofficer"] = officer
    for text in HOME.values():
        birds.words(text, canaries.Canary(SECRET, "address", None))
    doors = {name: Door(actor.user, actor.membership) for name, actor in people.items()}
    return Scene(made, whole, birds, Door(lead.user, lead.membership), Door(desk.user, desk.membership), doors)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)
    logging.getLogger("django.request").setLevel(logging.NOTSET)


@pytest.fixture
def log():
    """Everything that is written to the technical log while the test runs."""
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: (
        lines.append(handler.format(record)) if not record.name.startswith("django.db") else None
    )
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


def marks(scene, *, numbers=True) -> set[str]:
    """What would give the person away besides her data: ids in addresses."""
    whole = scene.whole
    ids = {str(whole.client.public_id), str(whole.handover.public_id)}
    return ids | ({str(whole.client.dossier.public_id)} if numbers else set())


def found_in(scene, answer, path, *, numbers=True) -> set[str]:
    """Everything of the sealed person in an answer. The address that was asked for is not news."""
    text = (answer.text + str(answer.response.headers)).replace(path, "")
    birds = {bird.where for bird in scene.birds.found_in(text)}
    return birds | {mark for mark in marks(scene, numbers=numbers) if mark in text}


def look(scene, name, methods) -> tuple[list[str], set[str]]:
    """Every leak that one onlooker finds, and the routes that answered with a page."""
    door, leaks, shown = scene.onlookers[name], [], set()
    officer = name == "privacyofficer"
    for route in OWN:
        path = route.address(scene.whole, scene.rich)
        if route.path.startswith("overdrachten/<"):
            path = reverse(route.name, kwargs={"public_id": scene.whole.handover.public_id})
        for method in methods:
            answer = door.knock(method, path, htmx=method == "GET" and name == "team")
            assert answer.status < 500, f"{route.name}: {answer.error!r}"
            # The privacy officer knows that there is a dossier with a number; whose it is, nobody tells her.
            found = found_in(scene, answer, path, numbers=not officer)
            if officer:
                # Her own questions, and what the person herself asked of her, with her name under it.
                hers = ("access.Review.", "clients.RightsRequest.")
                found = {what for what in found if not what.startswith(hers)}
            leaks += [f"{route.name} {method} shows {name}: {what}" for what in sorted(found)]
            if answer.status == 200:
                shown.add(f"{route.name} {answer.kind}")
    return leaks, shown


@pytest.mark.parametrize("name", [*NEAR, *FAR, "privacyofficer"])
def test_for_who_is_not_named_it_does_not_exist(scene, log, name):
    leaks, shown = look(scene, name, ("GET", "POST") if name in NEAR else ("GET",))
    result("B7", onlookers=1, channels_answered=len(shown), leaks=len(leaks))
    assert leaks == []
    assert not scene.birds.found_in("\n".join(log)), "the technical log tells"
    assert not scene.birds.found_in("\n".join(f"{m.subject} {m.body} {m.to}" for m in mail.outbox))


def test_the_search_covers_at_least_forty_channels(scene):
    """Who is named sees the person on every page of a dossier, in lists and in files: there is something to hide."""
    seen = set()
    for route in OWN:
        path = route.address(scene.whole, scene.rich)
        for method in ("GET", "POST"):
            answer = scene.named.knock(method, path)
            if answer.status < 400 and (found_in(scene, answer, path) or answer.status == 302):
                seen.add(f"{route.name} {answer.kind}")
    assert {"application/pdf"} <= {channel.split()[-1] for channel in seen}
    others = ("log lines", "mail", "management commands", "look-up", "double", *NUMBERS)
    print(f"\nB7: {len(seen)} routes and {len(others)} other channels")
    assert len(seen) + len(others) >= 40, sorted(seen)


def test_the_address_is_nowhere_also_not_for_who_is_named(scene):
    """Only a click shows it, to who has a task of law; the gids who is named never sees it."""
    assert HiddenAddress.objects.filter(client=scene.whole.client.pk).exists()
    click = reverse("clients:hidden_address", args=[scene.whole.client.public_id])
    assert HOME["street"] in scene.named.knock("POST", click).text
    for door, name in ((scene.named, "lead"), (scene.desk, "gids")):
        for route in OWN:
            path = route.address(scene.whole, scene.rich)
            for method in ("GET", "POST"):
                if path == click and name == "lead":
                    continue
                text = door.knock(method, path).text
                assert not [word for word in (*HOME.values(), HOME["postcode"][:4]) if word in text], f"{name} {path}"


def clean(answer, path):
    """The body without what is new on every page."""
    return NEW_EACH_TIME.sub("", answer.text.replace(path, ""))


@pytest.mark.parametrize("name", [*NEAR, "gids"])
def test_numbers_and_lists_are_as_if_it_were_in_another_region(scene, name):
    """Counts too: the pages of an onlooker are the same when the dossier and who works in it are elsewhere."""
    door, whole = scene.onlookers[name], scene.whole
    before = {page: door.knock("GET", reverse(page)) for page in NUMBERS}
    with transaction.atomic():
        far = scene.rich.elsewhere
        rows = Involvement.objects.filter(dossier=whole.client.pk)
        rows.exclude(relation="lead").update(valid_until=F("valid_from"))
        rows.filter(relation="lead").update(user=far.lead.user, participation=far.lead.cell)
        Dossier.objects.filter(pk=whole.client.pk).update(region=far.client.region, sealed=False)
        type(whole.handover).objects.filter(pk=whole.handover.pk).update(
            from_participation=far.lead.cell, to_participation=far.lead.cell, assigned_to=None
        )
        for page, answer in before.items():
            after = door.knock("GET", reverse(page))
            assert answer.status == after.status
            assert clean(answer, "") == clean(after, ""), f"{page} differs for {name}"
        transaction.set_rollback(True)


def ask(scene, name, **typed):
    path = reverse("clients:find")
    return NEW_EACH_TIME.sub("", scene.onlookers[name].knock("POST", path, typed).text)


@pytest.mark.parametrize("name", ["team", "gids"])
def test_a_look_up_answers_none_in_the_same_bytes(scene, name):
    whole, nobody = scene.whole, test_bsn(77)
    assert ask(scene, name, q=whole.bsn).replace(whole.bsn, "") == ask(scene, name, q=nobody).replace(nobody, "")
    person = whole.client
    typed = {"surname": person.surname, "house_number": 97397, "birth": f"{person.birth_on:%d-%m-%Y}"}
    assert not scene.birds.found_in(ask(scene, name, **typed).replace(person.surname, ""))


def test_no_card_of_a_double_and_no_error_for_the_same_number(scene):
    person, gids = scene.whole.client, scene.onlookers["gids"]
    day = person.birth_on
    typed = {
        "surname": "Waterhoen", "first_names": "Ander", "call_name": "Ander", "name_use": "E",
        "birth_0": day.day, "birth_1": day.month, "birth_2": day.year, "postcode": "", "bsn": scene.whole.bsn,
        "municipality": person.municipality_id, "reason": "werk", "channel": "balie", "submit_key": str(uuid.uuid4()),
        "document": "paspoort", "seen_on": f"{timezone.localdate():%d-%m-%Y}",
    }  # fmt: skip
    for changes in ({}, {"surname": person.surname, "bsn": "", "no_bsn": "niet_bij_zich"}):
        answer = gids.knock("POST", reverse("clients:register"), typed | changes)
        text = answer.text.replace(person.surname, "").replace(scene.whole.bsn, "")
        assert "al een dossier" not in text and "Misschien staat deze persoon al" not in text
        assert not {bird.where for bird in scene.birds.found_in(text)} - {"clients.Client.surname"}


def test_commands_of_the_installation_tell_nothing(scene, tmp_path):
    out = io.StringIO()
    for name, options in (("check_keys", {}), ("log_partitions", {}), ("verify_log", {}), ("check_documents", {})):
        try:
            call_command(name, stdout=out, stderr=out, **options)
        except (SystemExit, Exception) as error:
            out.write(str(error))
    assert out.getvalue()
    assert not scene.birds.found_in(out.getvalue())
    assert not [mark for mark in marks(scene) if mark in out.getvalue()]


def test_the_search_sees_a_missing_seal(scene, monkeypatch, first_door_only):
    def open_wide(self, actor):
        rows = self.unscoped("planted hole").live().filter(user=actor.user)
        return rows.filter(relation="self") if actor.is_client else rows.filter(participation=actor.cell)

    monkeypatch.setattr(InvolvementQuerySet, "of", open_wide)
    leaks, _ = look(scene, "team", ("GET",))
    assert len(leaks) > 40
