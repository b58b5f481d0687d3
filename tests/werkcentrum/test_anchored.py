"""The first door: within a request, rows about people are read through a scope or of who is in hand, or not at all.

Red without its guard: `test_a_view_that_forgot_its_scope_breaks` plants such a view.
"""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from clients.models import Client, RightsRequest
from tests.werkplan.plans import running_plan
from werkcentrum.access.anchored import ScopedQuerySet, Unscoped, is_scoped, watched
from werkcentrum.access.models import Dossier, Involvement
from werkcentrum.access.scoping import SCOPED
from werkplan.models import Goal, Step, Werkplan

pytestmark = pytest.mark.django_db
# SCOPED models that are not of one dossier; each has a scope of its own, which the sweep and the second door check.
BESIDE = {
    "access.Cover", "access.FailedLogin", "access.Glass", "access.Incident", "access.KeptForm", "access.Membership",
    "access.MembershipProposal", "access.Notice", "access.ParticipationGroupPermission", "access.PartnerKey",
    "access.ParticipationUserPermission", "access.Review", "access.Seal", "access.Session", "access.User",
    "audit.Alias", "audit.DetachedMonth", "audit.Event", "audit.LogBatch", "audit.Reading", "audit.Submission",
    "clients.SavedView",
}  # fmt: skip


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    return world.client_of(coach)


def test_every_model_of_a_dossier_is_minded():
    models = [apps.get_model(label) for label in SCOPED]
    minded = {model._meta.label for model in models if is_scoped(model)}
    rest = {label for label in SCOPED if label.split(".")[0] in {"access", "audit", "clients", "werkplan"}} - minded
    assert rest == BESIDE
    assert len(minded) > 25


@pytest.mark.parametrize("planted", [
    lambda: Client.objects.all(),
    lambda: Client.objects.filter(surname="Bakker"),
    lambda: Client.objects.exclude(pk=0),
    lambda: Client.objects.order_by("pk")[:5],
])  # fmt: skip
def test_a_view_that_forgot_its_scope_breaks(world, coach, client, monkeypatch, planted):
    """The hole that the first door is for: red when `_mind` minds nothing."""
    import clients.views.caseload as view

    real = view.caseload_of
    monkeypatch.setattr(view, "caseload_of", lambda actor, filters: (list(planted()), real(actor, filters))[1])
    with pytest.raises(Unscoped, match=r"clients\.Client was read without a scope"):
        world.browser(coach).get(reverse("clients:list"))


def everyway(rows):
    """Every way in which a queryset comes to the database."""
    yield lambda: list(rows)
    yield lambda: bool(rows)
    yield rows.first
    yield rows.count
    yield rows.exists
    yield lambda: list(rows.iterator())
    yield lambda: list(rows.values_list("pk"))
    yield lambda: rows.aggregate()
    yield lambda: rows.contains(Dossier(pk=1))
    yield lambda: rows.update(sealed=False)
    yield lambda: rows.filter(pk=0).delete()
    yield lambda: rows.in_bulk([1])
    yield lambda: rows.get(public_id="00000000-0000-0000-0000-000000000000")
    yield lambda: list(rows | rows.unscoped("half of it"))
    yield lambda: list(rows.union(rows))


def test_no_way_around_it(client):
    for number, read in enumerate(everyway(Dossier.objects.all())):
        with watched(), pytest.raises(Unscoped):
            read()
            pytest.fail(f"way {number} reads")


def test_who_is_in_hand_leads_on(coach, client):
    running_plan(coach, client)
    with watched():
        mine = Client.objects.visible_to(coach).get()
        plan = Werkplan.objects.get(client=mine)
        assert Step.objects.filter(plan=plan).count() == plan.steps.count() > 0
        assert Dossier.objects.select_for_update().get(pk=mine.pk)
        assert Goal.objects.filter(plan__client=mine).exists()
        made = RightsRequest.objects.create(
            client=mine, region=mine.region, name="", kind="inzage", way="balie", asked_on="2026-11-25",
            due_on="2026-12-25", recorded_by=coach.user,
        )  # fmt: skip
        made.refresh_from_db()
        assert RightsRequest.objects.get(pk=made.pk) == made
        assert Client.objects.none().count() == 0
        assert not Step.objects.filter(plan=None).exists(), "of nobody there is nothing"
        with pytest.raises(Unscoped):
            Goal.objects.filter(plan__isnull=False).count()


def test_a_key_that_came_from_elsewhere_leads_nowhere(world, coach, client):
    """Parent and child mixed: the number of a step of another, typed into an address."""
    _, _, (step, *_) = running_plan(coach, client)
    other = world.coach(name="Other")
    world.client_of(other)
    with watched():
        assert Client.objects.visible_to(other).get()
        for rows in (Step.objects.filter(pk=step.pk), Step.objects.filter(plan=step.plan_id)):
            with pytest.raises(Unscoped):
                rows.get()
        with pytest.raises(Unscoped):
            Client.objects.filter(pk__in=Involvement.objects.values("dossier_id")).count()
        assert Client.objects.filter(pk__in=Involvement.objects.of(other).values("dossier_id")).count() == 1


def test_outside_a_request_nothing_changes(client):
    assert Client.objects.count() == 1
    with watched():
        assert Client.objects.unscoped("counted for the test").count() == 1
        with pytest.raises(ValueError, match="say why"):
            Client.objects.unscoped("")


def test_whoever_looks_further_says_why():
    """A reason is words in the source, so that who reads it can weigh it."""
    found = 0
    for app in ("clients", "werkplan", "services", "employers", "werkcentrum"):
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "unscoped":
                    (reason,) = node.args
                    assert isinstance(reason, ast.Constant) and len(str(reason.value).split()) > 2, f"{path}: {reason}"
                    found += 1
    assert found >= 5
    assert issubclass(type(Client.objects.all()), ScopedQuerySet)
