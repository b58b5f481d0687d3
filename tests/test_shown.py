"""The third door: no template is handed a record about a person, only what its groups of fields show of it.

Red without its guard: `test_the_walk_sees_a_record` hands a page the record itself.
"""

import logging

import pytest
from django.apps import apps
from django.db import transaction

from clients import shown as clients_shown
from clients.intake.fields import FIELDS
from clients.models import Dispute, RightsRequest
from clients.shown import disputed, requested
from tests.support.contexts import watched
from tests.support.results import result
from tests.support.sweep import routes
from tests.support.verdicts import column, knocks, place, swept
from werkcentrum.access import shown
from werkcentrum.access.matrix import SHOWN, row_of
from werkcentrum.access.roles import ROLES
from werkcentrum.permissions import FieldGroup as G
from werkplan import shown as plan_shown

pytestmark = pytest.mark.django_db
PEOPLE = [model._meta.label for app in ("clients", "werkplan") for model in apps.get_app_config(app).get_models()]
GUARDED = {*PEOPLE, "access.Dossier", "access.Involvement"}
# Ways in which a record may still reach a template, each with its reason; the list only gets shorter.
ALLOWED = {
    ("werkplan/step_add.html", "form.fields.goal"): "the choices of a select, for who edits the plan",
    ("portal/step_propose.html", "form.fields.goal"): "the choices of a select: her own goals",
}
RELATIONS = ("lead", "support", "self", "proposed", "glass", "review", "desk", "cell", "none")
OWN = [route for route in routes() if not route.foreign]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock(), swept() as made:
        yield made
    logging.disable(logging.NOTSET)


def readers(row):
    """One role for every relation that may see it."""
    seen = {}
    for role, relation, method, _ in knocks(row):
        asked = role in ROLES and relation in RELATIONS
        if asked and row.expects(ROLES[role].permissions, column(relation), method) == SHOWN:
            seen.setdefault(relation, role)
    return seen.items()


def handed(world, routes_) -> tuple[int, list[str]]:
    """How many answers were looked at, and every record that reached a template."""
    answers, found = 0, set()
    for route in routes_:
        row = row_of(route.tag)
        for relation, role in readers(row):
            sid, caller = transaction.savepoint(), world.callers[role]
            path = place(world, route, row, caller, relation)
            for method in ("GET", "POST"):
                with watched(GUARDED) as seen:
                    caller.door.knock(method, path)
                answers += 1
                found |= {
                    f"{route.name} as {relation}: {template} gets {way}, a {label}"
                    for template, way, label in seen.found
                    if (template, way) not in ALLOWED
                }
            transaction.savepoint_rollback(sid)
    return answers, sorted(found)


def test_no_template_gets_a_record_about_a_person(world):
    answers, found = handed(world, OWN)
    result("B2", contexts=answers, records=len(found))
    assert not found, "\n".join(found)
    assert answers > 150


def test_the_walk_sees_a_record(world, monkeypatch):
    monkeypatch.setattr("werkplan.views.frame.person", lambda opened: opened.client)
    route = next(route for route in OWN if route.name == "werkplan:documents")
    assert any("client, a clients.Client" in line for line in handed(world, [route])[1])


def test_every_name_of_the_registry_is_there_and_not_secret():
    from werkcentrum.access.scoping import SECRET, class_of

    models = {
        "client": "clients.Client", "intake": "clients.Intake", "income": "clients.IncomePeriod",
        "handover": "clients.Handover", "look_report": "clients.LookReport", "dossier": "access.Dossier",
        "contact": "clients.LightContact", "involved": "access.Involvement", "plan": "werkplan.Werkplan",
        "goal": "werkplan.Goal", "step": "werkplan.Step", "agreement": "werkplan.Agreement",
        "inzet": "werkplan.Inzet", "version": "werkplan.PlanVersion", "report": "werkplan.CarryOver",
        "offered": "clients.Handover", "request": "clients.RightsRequest", "dispute": "clients.Dispute",
        "request_fact": "clients.RightsRequest", "dispute_fact": "clients.Dispute", "review": "werkplan.PlanReview",
        "obstacle": "werkplan.Obstacle",
    }  # fmt: skip
    assert {obj for obj, _ in shown.REGISTRY} == {*models, "card", "late"}
    for (obj, _group), names in shown.REGISTRY.items():
        for name in names:
            model = apps.get_model(models[obj]) if obj in models else None
            if model is not None:
                assert hasattr(model, name.split(".")[0]) or name == "pk", f"{obj}.{name}"
                if name in {field.name for field in model._meta.concrete_fields}:
                    assert class_of(model, name) != SECRET, f"{obj}.{name}"
    assert clients_shown.show is plan_shown.show is shown.show


def test_what_is_shown_follows_the_groups(world):
    client = world.rich.main.client
    seen = shown.show("client", client, {G.EXISTS, G.NAME})
    assert (seen.public_id, seen.call_name) == (client.public_id, client.call_name)
    card = shown.show("client", client, {G.EXISTS})
    assert card.public_id and not hasattr(card, "call_name") and not hasattr(card, "national_number")
    with pytest.raises(AttributeError):
        card.public_id = None
    assert shown.show("income", world.rich.main.period, {G.EXISTS}).__dict__ == {}
    with pytest.raises(KeyError):
        shown.show("something else", client, set(G))
    with pytest.raises(TypeError):
        shown._shown(client, ["municipality"])


def test_what_stood_there_follows_the_group_of_its_fact():
    income = next(field.label for field in FIELDS.values() if field.field_group == G.INCOME)
    row = RightsRequest(subject=income, before="Bijstand", text="Dat klopt niet.", kind="verbetering")
    part = requested(row, {G.EXISTS, G.NAME})
    assert part.text and not hasattr(part, "before") and not hasattr(part, "lead_note")
    assert requested(row, {G.EXISTS, G.INCOME}).before == "Bijstand"
    said = Dispute(subject="Een oud veld", value="Iets van vroeger", statement="Klopt niet.")
    assert not hasattr(disputed(said, {G.EXISTS, G.INCOME}), "value"), "of what is no longer asked the group is unknown"
    assert disputed(said, {G.EXISTS, G.BARRIERS}).value


def test_a_hidden_answer_says_why_and_a_secret_one_is_not_there(world):
    """Support on one group reads why the rest is closed; that an address can be secret is said nowhere."""
    from clients.models import IntakeAnswer
    from tests.support.sweep import relate

    sid = transaction.savepoint()
    whole, caller = world.rich.main, world.callers["coach"]
    relate(caller.actor, "support", whole, groups=(G.PROFILE,))
    route = next(route for route in OWN if route.name == "clients:person")
    path = route.address(whole, world.rich)
    plain = caller.door.knock("GET", path).text
    assert "U ziet dit niet. Wie dit wel ziet" in plain and "geheim" not in plain
    IntakeAnswer.objects.filter(client=whole.client, field="address_sealed").update(value=True)
    answered = caller.door.knock("GET", path).text
    transaction.savepoint_rollback(sid)
    assert plain.count("U ziet dit niet") == answered.count("U ziet dit niet") and "geheim" not in answered
