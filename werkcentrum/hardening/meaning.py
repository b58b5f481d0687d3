"""Decisions that nobody may forget: who may, which class a field has, what has no history, and which keys there are."""

from django.apps import apps
from django.conf import settings

from werkcentrum.access import scoping
from werkcentrum.access.matrix import row_of
from werkcentrum.access.routes import every_route
from werkcentrum.hardening import contact
from werkcentrum.hardening.rule import rule
from werkcentrum.keys import KeysWrong, keys


@rule("E040")
def every_address_is_in_the_matrix():
    """A route without a tag, or with a tag that the matrix does not name, is served to nobody."""
    for name, _, tag in every_route():
        if tag is None:
            yield f"Route {name} heeft geen tag."
        elif row_of(tag) is None:
            yield f"Route {name} staat niet in matrix.csv ({tag.obj} × {tag.action})."


@rule("E041")
def every_field_has_a_class():
    """Of every field somebody decided whether it is public, internal, personal, special or secret."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            try:
                scoping.class_of(model, field.name)
            except KeyError:
                yield f"{model._meta.label}.{field.name} heeft geen klasse (access/scoping)."


@rule("E042")
def no_history_of_secrets():
    """What is secret has no history: a corrected number is gone."""
    for model in apps.get_models(include_auto_created=True):
        if model.__name__.startswith("Historical"):
            for field in model._meta.concrete_fields:
                try:
                    secret = scoping.class_of(model, field.name) == scoping.SECRET
                except KeyError:
                    continue
                if secret:
                    yield f"{model._meta.label}.{field.name} is geheim en heeft toch een geschiedenis."


@rule("E043")
def keys_are_in_order():
    """The keys of what is sealed are there, are two at most, and are nobody else's."""
    try:
        keys()
    except KeysWrong as error:
        yield str(error)


@rule("E044")
def guardian_decides_nothing_by_itself():
    """Guardian's tables are read by `access.policy` alone; its own answers would open too much."""
    if any("guardian" in backend for backend in settings.AUTHENTICATION_BACKENDS):
        yield "AUTHENTICATION_BACKENDS kent guardian niet."
    if settings.ANONYMOUS_USER_NAME is not None:
        yield "ANONYMOUS_USER_NAME is None: er is geen account van niemand."


@rule("E045")
def a_leak_can_be_reported():
    """security.txt names a contact and a day, at most a year from now."""
    yield from contact.problems()


@rule("E046")
def the_histories_cannot_be_turned_back():
    """No button puts an old row in place of the new one."""
    if not settings.SIMPLE_HISTORY_REVERT_DISABLED:
        yield "SIMPLE_HISTORY_REVERT_DISABLED staat aan."
