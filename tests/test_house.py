"""The rules of the house, kept by the build: decisions nobody can forget to make."""

import ast
import importlib.util
import inspect
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from werkcentrum.access import scoping
from werkcentrum.access.routes import tag_of
from werkcentrum.access.scoping import OPEN, SCOPED

ROOT = Path(__file__).resolve().parent.parent
APPS = ("regions", "access", "audit", "outbox", "web", "privacy", "clients", "services", "werkplan", "employers")
SOURCES = [
    path
    for folder in ("werkcentrum", "clients", "services", "werkplan", "employers")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts and path.stat().st_size
]


def own_models():
    return [
        model
        for label in APPS
        for model in apps.get_app_config(label).get_models()
        if not model.__name__.startswith("Historical") and not model._meta.auto_created
    ]


def test_every_model_is_scoped_or_open_on_purpose():
    assert {model._meta.label for model in own_models()} == set(SCOPED) | set(OPEN)
    assert not set(SCOPED) & set(OPEN)


def test_every_field_of_every_model_has_one_class():
    named = scoping.CLASSES | scoping.FOREIGN
    every = apps.get_models(include_auto_created=True)
    assert {scoping.source_of(model)._meta.label for model in every} == set(named)
    for model in every:
        for field in model._meta.concrete_fields:
            assert scoping.class_of(model, field.name), field
    for label, classes in named.items():
        fields = [name for names in classes.values() for name in names.split()]
        assert sorted(fields) == sorted(field.name for field in apps.get_model(label)._meta.concrete_fields), label


def test_every_model_with_a_personal_field_says_why_it_is_kept():
    """Purpose, ground, receivers and retention of each: the register of processing (AVG 30) is made from it."""
    for model in apps.get_models(include_auto_created=True):
        kinds = {scoping.class_of(model, field.name) for field in model._meta.concrete_fields}
        if kinds & {scoping.PERSONAL, scoping.SPECIAL, scoping.SECRET}:
            assert scoping.activity_of(model), model._meta.label
    for activity in scoping.ACTIVITIES.values():
        assert activity.purpose and activity.grounds and activity.receivers and activity.retention


@pytest.mark.django_db
def test_every_model_about_clients_says_whose_a_row_is():
    """The path to the dossier: the export of AVG 15 and the erasure of AVG 17 walk it."""
    for model in own_models():
        label = model._meta.label
        kinds = {scoping.class_of(model, field.name) for field in model._meta.concrete_fields}
        points_at = {field.related_model._meta.label for field in model._meta.concrete_fields if field.is_relation}
        about = points_at & {"access.Dossier", "clients.Client", "werkplan.Werkplan"}
        if about or kinds & {scoping.PERSONAL, scoping.SPECIAL, scoping.SECRET}:
            assert (label in scoping.BELONGS) != (label in scoping.NOT_OF_A_CLIENT), label
    for label, path in scoping.BELONGS.items():
        assert apps.get_model(label)._base_manager.filter(**{path: 0}).count() == 0
    assert set(scoping.BELONGS) | set(scoping.NOT_OF_A_CLIENT) <= {model._meta.label for model in own_models()}


def test_no_history_of_the_number():
    history = [model for model in apps.get_models() if model.__name__.startswith("Historical")]
    assert history
    for model in history:
        assert not {"sealed", "index", "bsn"} & {field.name for field in model._meta.get_fields()}
        assert "event_id" in {field.name for field in model._meta.get_fields()}, model


def action_modules():
    for app in ("clients", "services", "werkplan"):
        paths = [ROOT / app / "actions.py", *(ROOT / app / "actions").glob("*.py")]
        yield from (path for path in paths if path.exists())


def test_every_action_says_who_and_names_its_arguments():
    for path in action_modules():
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                where = f"{path.relative_to(ROOT)}:{node.name}"
                assert not node.args.args, f"{where} takes positional arguments"
                assert "by" in {arg.arg for arg in node.args.kwonlyargs}, f"{where} has no keyword-only `by`"


def routes(patterns=None, prefix=""):
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, f"{prefix}{entry.namespace + ':' if entry.namespace else ''}")
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}", entry.callback


def test_every_route_is_tagged():
    assert [name for name, view in routes() if tag_of(view) is None] == []


def test_open_routes_are_few_and_meant():
    assert {name for name, view in routes() if tag_of(view).open and not view.__module__.startswith("allauth")} <= {
        "clients:who_helps",
        "style",
        "web:style",
        "api:openapi",
        "accessibility",
        "security_txt",
        "services:editions",
    }


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_of_the_house(path):
    tree = ast.parse(text := path.read_text())
    assert path.name not in {"utils.py", "helpers.py", "managers.py", "services.py"}
    assert text.count("\n") <= 260 or path.name == "settings.py", (
        "a file that wants to pass 250 lines becomes a folder of the same name"
    )
    assert ast.get_docstring(tree), "a module says in a line what lives here"
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom | ast.Import):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            if "access" not in path.parts:
                # SECURITY: guardian is read by access.policy and written by access.actions only.
                assert not any(name.startswith("guardian") for name in names)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"raw", "extra"}:
            raise AssertionError("no raw SQL through the ORM")


def test_one_database_driver():
    assert importlib.util.find_spec("psycopg") is None, "with psycopg 3 installed Django silently uses it"
    assert importlib.util.find_spec("psycopg2") is not None


def transitions():
    from django_fsm import FSMField

    for model in own_models():
        for field in model._meta.get_fields():
            if isinstance(field, FSMField):
                assert field.protected, f"{model._meta.label}.{field.name} can be assigned"
                for transition in field.get_all_transitions(model):
                    yield model, transition


def test_every_transition_says_what_it_needs_and_tells_the_user():
    seen = 0
    for model, transition in transitions():
        seen += 1
        where = f"{model._meta.label}.{transition.name}"
        assert transition.custom.get("needs"), where
        assert (inspect.getdoc(getattr(model, transition.name)) or "").endswith((".", ")")), where
    assert seen > 40


def test_roles_relations_and_transitions_are_as_signed():
    """The snapshot that a privacy officer signs: a change of rights shows up as a change of this file."""
    from tests.support.signed import document

    signed = ROOT / "docs" / "rights.md"
    assert signed.read_text() == document(), "regenerate with: python -m tests.support.signed > docs/rights.md"
