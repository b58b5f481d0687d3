"""A hole planted on purpose, one at a time: a battery must see it (B35)."""

import logging
import sys
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.urls import reverse

from clients import policy as client_policy
from clients.models import Client
from tests import test_attacks, test_canaries, test_nesting, test_oracle
from tests.support.doors import Door
from tests.support.dossiers import MUNICIPAL, full
from tests.support.referee import Undefined, strict_templates
from tests.support.results import result
from tests.support.size import size
from tests.support.sweep import callers, relate, routes
from tests.support.verdicts import World, deviations
from werkcentrum.access import policy
from werkcentrum.access.models import Dossier, Membership
from werkcentrum.permissions import FieldGroup
from werkcentrum.web.middleware import PrivateResponses

pytestmark = pytest.mark.django_db
ROUTES = {route.name: route for route in routes()}
SOME = frozenset({"coach", "klant", "gids", "ended", "anonymous"})


@dataclass
class Scene:
    """One world for all batteries."""

    aviary: object
    swept: World

    @property
    def made(self):
        return self.aviary.rich


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    for name in ("django.request", "django.security"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic(), strict_templates():
        aviary = test_canaries.build()
        made, world = aviary.rich, aviary.rich.world
        made.foreign = full(world, world.coach(name="Other"), 21, offer=made.offer)
        made.stranger = full(world, world.coach(name="Others"), 71, offer=made.offer)
        made.leader, made.nobody = world.team_leader(MUNICIPAL), world.coach(name="Nobody to them")
        made.gids = world.gids(name="Gerda of the desk")
        klant = world.actor("klant", name="Klant of main")
        relate(klant, "self", made.main)
        made.actors = {"coach": made.main.lead, "klant": klant}
        made.doors = {name: Door(actor.user, actor.membership) for name, actor in made.actors.items()}
        yield Scene(aviary, World(made, callers(world)))
        transaction.set_rollback(True)
    for name in ("django.request", "django.security"):
        logging.getLogger(name).setLevel(logging.NOTSET)


# What looks: each answers something true when it sees a hole.


def sweep(route, only=SOME):
    return lambda scene: deviations(scene.swept, ROUTES[route], only)


def red(test):
    """Whether a test of a battery fails."""

    def look(scene):
        try:
            test(scene)
        except (AssertionError, PermissionDenied, Http404) as no:
            return str(no)[:200] or True
        return ""

    return look


def spied(route, spy, person=test_canaries.MINE, method="GET"):
    """What the canaries see at one page."""

    def look(scene):
        aviary, noted = scene.aviary, []
        who = aviary.spies[spy]
        path = test_canaries._address(ROUTES[route], aviary.people[person], aviary)
        answer = test_canaries._knock(who, method, path, noted)
        found = test_canaries.leaks(aviary, who, ROUTES[route], method, answer)
        return found + test_canaries.unread(aviary, who, ROUTES[route], answer, noted)

    return look


# How they are planted.


def everything(actor):
    return Dossier.objects.unscoped("planted hole").values("pk")


def forgot_scope(patch):
    patch.setattr(policy, "dossiers_open_to", everything)


def forbidden_instead_of_absent(patch):
    patch.setattr(client_policy, "Http404", PermissionDenied)


def careless_open(*modules, when=lambda frame: True):
    """`open_client` that forgets the scope in some modules (only `when` the caller's frame says so)."""

    def plant(patch):
        real, stance = client_policy.open_client, policy.Stance

        def careless(actor, public_id, **how):
            if not when(sys._getframe(1)):
                return real(actor, public_id, **how)
            people = Client.objects.unscoped("planted hole").select_related("municipality", "region", "dossier")
            client = people.get(public_id=public_id)
            lead = client.dossier.involvements.filter(relation="lead").first()
            return client_policy.OpenClient(client, stance(actor, lead))

        for module in modules:
            patch.setattr(f"{module}.open_client", careless)

    return plant


def guard_in_wrong_order(patch):
    real = client_policy.open_client

    def hasty(actor, public_id, *, needs=None, **how):
        if needs and not actor.may(needs):
            raise PermissionDenied
        client = Client.objects.unscoped("planted hole").filter(public_id=public_id).first()
        if needs and client:
            policy.require(actor, needs, client.pk)
        return real(actor, public_id, needs=needs, **how)

    patch.setattr("clients.views.person.open_client", hasty)


def unlogged(patch):
    patch.setattr("werkcentrum.access.actor.Actor.saw", lambda self, dossiers, part, **more: None)


def every_group(patch):
    patch.setattr(policy.Stance, "groups", property(lambda self: frozenset(FieldGroup)))


def stale_membership(patch):
    patch.setattr(type(Membership.objects), "on", lambda self, day: self.all(), raising=False)
    patch.setattr(type(Membership.objects.all()), "on", lambda self, day: self.all(), raising=False)


def ended_relations(patch):
    patch.setattr("werkcentrum.access.queries.InvolvementQuerySet.live", lambda self, at=None: self.all())


def page_for_debugging(patch):
    patch.setattr(settings, "DEBUG", True)


def get_that_writes(patch):
    from clients.views import person

    real = person.open_client

    def counting(actor, public_id, **how):
        opened = real(actor, public_id, **how)
        Client.objects.filter(pk=opened.client.pk).update(version=1)
        return opened

    patch.setattr("clients.views.person.open_client", counting)


def form_open_to_all(patch):
    patch.setattr(ROUTES["werkplan:goal_add"].view, "csrf_exempt", True, raising=False)


def no_token(patch):
    patch.setattr("django.template.defaulttags.CsrfTokenNode.render", lambda self, context: "")


def every_method(patch):
    patch.setattr("werkcentrum.access.middleware._wrong_method", lambda request, tag: None)


def script_in_the_page(patch):
    real = PrivateResponses.__call__

    def adding(self, request):
        response = real(self, request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.content += b"<script>count()</script>"
        return response

    patch.setattr(PrivateResponses, "__call__", adding)


def kept_in_caches(patch):
    patch.setattr(PrivateResponses, "__call__", lambda self, request: self.get_response(request))


def no_tag(patch):
    patch.delattr(ROUTES["access:roles"].view, "tag")


def child_without_parent(patch):
    from django.shortcuts import get_object_or_404

    from werkplan.models import Step

    def careless(rows, **how):
        return get_object_or_404(
            Step.objects.unscoped("planted hole") if getattr(rows, "model", None) is Step else rows, **how
        )

    patch.setattr("werkplan.views.steps.get_object_or_404", careless)


def every_coach(patch):
    everybody = Membership.objects.filter(role="coach").select_related("user").order_by("pk")
    patch.setattr("clients.offered.coaches_of", lambda cell: everybody)
    patch.setattr("werkplan.inbox.coaches_of", lambda cell: everybody)


def takes_what_it_gets(patch):
    from werkplan.actions import goals

    real = goals.add_goal

    def greedy(*, plan, by, **facts):
        post = next(f.f_locals["request"].POST for f in frames() if "request" in f.f_locals)
        if post.get("sealed"):
            Dossier.objects.filter(pk=plan.client_id).update(sealed=True)
        return real(plan=plan, by=by, **facts)

    patch.setattr("werkplan.views.goals.add_goal", greedy, raising=False)
    patch.setattr(goals, "add_goal", greedy)


def frames():
    frame = sys._getframe(2)
    while frame:
        yield frame
        frame = frame.f_back


def sent_anywhere(patch):
    patch.setattr("werkcentrum.access.accounts.AccountAdapter.is_safe_url", lambda self, url: True)


def telling_absence(patch):
    real = client_policy.open_client

    def telling(actor, public_id, **how):
        if Dossier.objects.unscoped("planted hole").filter(client__public_id=public_id).exists():
            Dossier.objects.unscoped("planted hole").count()
        return real(actor, public_id, **how)

    patch.setattr("werkplan.policy.open_client", telling)


def list_of_everybody(patch):
    from werkcentrum.access.models import Involvement

    patch.setattr("clients.caseload.Involvement.objects", Careless(Involvement.objects))


class Careless:
    """A manager whose `of` forgets whose."""

    def __init__(self, manager):
        self.manager = manager

    def of(self, actor):
        return self.manager.live().filter(relation="lead")

    def __getattr__(self, name):
        return getattr(self.manager, name)


def card_with_more(patch):
    """The card of a handover shows the surname, which its reader may not see yet."""
    from werkplan.views import handover

    real = handover.render

    def telling(request, template, context=None, **how):
        response = real(request, template, context, **how)
        row = (context or {}).get("row") or (context or {}).get("handover")
        for value in (context or {}).values():
            row = row or getattr(value, "row", None)
        if row is not None:
            response.content += f"<p>{row.client.email} {row.client.street}</p>".encode()
        return response

    patch.setattr("werkplan.views.handover.render", telling)


def other_cells(patch):
    patch.setattr(
        "werkcentrum.access.queries.InvolvementQuerySet.of",
        lambda self, actor: self.live().filter(user=actor.user),
    )


def number_in_the_page(patch):
    """The BSN stands in the page without a click."""
    from clients.views import person

    real = person._person_page

    def open_hearted(request, opened, **more):
        response = real(request, opened, **more)
        number = next(n for n in NUMBERS if n[0] == opened.client.pk)[1]
        response.content += number.encode()
        return response

    patch.setattr(person, "_person_page", open_hearted)


NUMBERS: list[tuple[int, str]] = []


def _red_nesting(scene):
    test_nesting.test_foreign_child_in_the_path(scene.made, ROUTES["werkplan:step"])


def _red_choice(scene):
    made = scene.made
    path = reverse("werkplan:handover_assign", args=[made.offered.handover.public_id])
    data = {"coach": made.foreign.lead.user.pk}
    answer = Door(made.leader.user, made.leader.membership).knock("POST", path, data)
    assert answer.status == 422


def _red_overfill(scene):
    made, form = scene.made, None
    path = reverse("werkplan:goal_add", args=[made.main.client.public_id])
    from tests.support.referee import Forms

    text = made.doors["coach"].knock("GET", path).text
    form = next(form for form in Forms(text, path).found if form.method == "post" and form.action == path)
    test_attacks.overfill(made.doors["coach"], [form], "coach")


def _red_oracle(scene):
    test_oracle.test_hidden_and_absent_answer_the_same(scene.made, ROUTES["werkplan:plan"])


# In this order: `make test` plants the first so many.
HOLES = {
    "a page forgets its scope": (forgot_scope, sweep("clients:person")),
    "403 where nothing may be known": (forbidden_instead_of_absent, sweep("clients:watchers")),
    "a page that nobody writes down": (unlogged, spied("werkplan:plan", "coach")),
    "a membership that ended goes on": (stale_membership, sweep("access:notices")),
    "a form that asks no token": (form_open_to_all, red(lambda s: test_attacks.refused_without_token(
        s.made, [ROUTES["werkplan:goal_add"]]))),
    "a child taken without its parent": (child_without_parent, red(_red_nesting)),
    "a relation that ended goes on": (ended_relations, sweep("clients:watchers")),
    "a relation holds in every cell": (other_cells, sweep("clients:watchers")),
    "a PDF forgets its scope": (
        careless_open("werkplan.policy", when=lambda f: _behind(f, "documents")), sweep("werkplan:plan_pdf")),
    "a fragment forgets its scope": (
        careless_open("clients.views.person", when=lambda f: _asked_by_htmx(f)), sweep("clients:person")),
    "a list forgets its scope": (list_of_everybody, spied("clients:list", "coach")),
    "the role is asked before the dossier": (guard_in_wrong_order, sweep("clients:person")),
    "every group of fields for every relation": (every_group, spied("clients:person", "coach", test_canaries.HELPED)),
    "a card shows more than the card": (card_with_more, spied("werkplan:handover", "teamleider")),
    "the number without a click": (number_in_the_page, spied("clients:person", "coach")),
    "a page for debugging": (page_for_debugging, sweep("clients:watchers")),
    "a GET that writes": (get_that_writes, sweep("clients:person")),
    "a form without a token in it": (no_token, sweep("werkplan:goal_add")),
    "any method will do": (every_method, sweep("services:manage", frozenset({"regiocoordinator"}))),
    "a script in the page": (script_in_the_page, sweep("clients:list")),
    "pages stay in the cache": (kept_in_caches, red(lambda s: test_attacks.no_cache(s.made, [ROUTES["clients:list"]]))),
    "a route without a tag": (no_tag, sweep("access:roles", frozenset({"beheerder", "privacyofficer"}))),
    "a choice of everybody": (every_coach, red(_red_choice)),
    "a form takes what it gets": (takes_what_it_gets, red(_red_overfill)),
    "sent on to anywhere": (sent_anywhere, red(lambda s: test_attacks.stays_here(s.made))),
    "hidden is more work than absent": (telling_absence, red(_red_oracle)),
}  # fmt: skip


def _behind(frame, module):
    while frame:
        if frame.f_globals.get("__name__", "").endswith(f".{module}"):
            return True
        frame = frame.f_back
    return False


def _asked_by_htmx(frame):
    while frame:
        request = frame.f_locals.get("request")
        if request is not None and hasattr(request, "headers"):
            return bool(request.headers.get("HX-Request"))
        frame = frame.f_back
    return False


@pytest.mark.parametrize("name", list(HOLES)[: size("B35 holes")])
def test_a_planted_hole_is_seen(scene, monkeypatch, first_door_only, name):
    """In the first door: behind the second many of these show nothing any more."""
    plant, look = HOLES[name]
    Undefined.names.clear()
    NUMBERS[:] = [(whole.client.pk, whole.bsn) for whole in scene.aviary.people.values()]
    with transaction.atomic():
        assert not look(scene), "seen before it was planted"
        transaction.set_rollback(True)
    plant(monkeypatch)
    with transaction.atomic():
        found = look(scene)
        transaction.set_rollback(True)
    result("B35", holes=1, found=int(bool(found)))
    assert found
    print("\n", found if isinstance(found, str) else found[0])
