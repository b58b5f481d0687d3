"""The first door: rows about people are read through a scope, or of somebody who is in hand already (ADR 25).

Within a request a queryset of such a model must have passed `visible_to` (or a sibling of it: `@scope`), hang on a
record that this request loaded before, or say in words why it looks further: `unscoped("…")`. Anything else is a
mistake in the program and raises `Unscoped`. Commands and jobs of the installation work as before.
"""

import functools
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.db.models import Lookup, Model, QuerySet
from django.db.models.expressions import Col
from django.db.models.signals import post_init, post_save
from django.db.models.sql import Query
from django.db.models.sql.where import AND, OR

_in_hand: ContextVar[set | None] = ContextVar("in_hand", default=None)


class Unscoped(RuntimeError):
    """A queryset about people was about to be read whole. A mistake of ours, never of who uses the product."""

    def __init__(self, model):
        super().__init__(
            f"{model._meta.label} was read without a scope: use visible_to(actor), start at a record that is visible, "
            'or say why it must look further with unscoped("…").'
        )


@contextmanager
def watched():
    """Mind every reading until this ends: the request of an actor."""
    token = _in_hand.set(set())
    try:
        yield
    finally:
        _in_hand.reset(token)


def scope(method):
    """Mark a method of a queryset that is a scope: what it gives has passed."""

    @functools.wraps(method)
    def scoped(self, *args, **kwargs):
        return _passed(method(self, *args, **kwargs), method.__name__)

    return scoped


def _passed(rows, words):
    rows = rows.all()
    rows.query.scope = words  # type: ignore[attr-defined]
    return rows


class ScopedQuerySet(QuerySet):
    """Rows about people: reading them within a request asks how one came there."""

    def unscoped(self, reason: str):
        """The same rows, read on purpose without a scope; `reason` says in a few words what else guards them."""
        if not reason:
            raise ValueError("say why")
        return _passed(self, reason)

    def __or__(self, other):
        both = super().__or__(other)
        if not (getattr(self.query, "scope", "") and getattr(other.query, "scope", "")):
            both.query.scope = ""  # type: ignore[attr-defined]
        return both

    def _fetch_all(self):
        if self._result_cache is None:
            self._mind()
        super()._fetch_all()

    def _mind(self):
        if _in_hand.get() is not None and not anchored(self.query):
            raise Unscoped(self.model)


def _minded(name):
    real = getattr(QuerySet, name)

    @functools.wraps(real)
    def minded(self, *args, **kwargs):
        if self._result_cache is None:
            self._mind()
        return real(self, *args, **kwargs)

    return minded


for _name in ("iterator", "count", "exists", "contains", "aggregate", "update", "delete"):
    setattr(ScopedQuerySet, _name, _minded(_name))


def anchored(query) -> bool:
    """Whether a query came through a scope, or is bound to records that were loaded in this request."""
    if getattr(query, "scope", "") or query.is_empty():
        return True
    if query.combined_queries:
        return all(anchored(part) for part in query.combined_queries)
    return _binds(query.where, query.model)


def _binds(part, model) -> bool:
    if isinstance(part, Lookup):
        return _holds(part) or _of_nobody(part, model)
    if getattr(part, "negated", True) or part.connector not in {AND, OR}:
        return False
    return (all if part.connector == OR else any)(_binds(child, model) for child in part.children)


def _of_nobody(lookup, model) -> bool:
    """Rows of a parent that is None, where every row has one: there are none."""
    column = lookup.lhs
    if not isinstance(column, Col) or lookup.lookup_name != "isnull" or lookup.rhs is not True:
        return False
    own = column.alias == model._meta.db_table and column.target.model is model
    return own and column.target.is_relation and not column.target.null


def _holds(lookup) -> bool:
    root = _root_of(lookup.lhs.target) if isinstance(lookup.lhs, Col) else None
    if root is None or lookup.lookup_name not in {"exact", "in"}:
        return False
    if isinstance(lookup.rhs, Query):
        return anchored(lookup.rhs)
    values = lookup.rhs if lookup.lookup_name == "in" else [lookup.rhs]
    held = _in_hand.get() or ()
    return all((root, value) in held for value in values)


@functools.cache
def _root_of(field) -> type[Model] | None:
    """The model that a key or foreign key points at in the end: a client's key is the one of her dossier."""
    model = field.remote_field.model if field.remote_field else field.model if field.primary_key else None
    if model is None or not is_scoped(model):
        return None
    key = model._meta.pk
    return (_root_of(key) if key.remote_field else None) or model


def is_scoped(model) -> bool:
    """Whether reading this model within a request is minded."""
    return issubclass(getattr(model._default_manager, "_queryset_class", QuerySet), ScopedQuerySet)


@functools.cache
def _keys(model) -> tuple:
    found = ((field.attname, _root_of(field)) for field in model._meta.concrete_fields)
    return tuple((name, root) for name, root in found if root is not None)


def _take(sender, instance, **kwargs):
    """A record that was loaded or saved is in hand, and so is what it points at."""
    held = _in_hand.get()
    if held is not None:
        values = instance.__dict__
        held.update((root, values[name]) for name, root in _keys(sender) if values.get(name) is not None)


def watch_models():
    """Note from now on what is loaded of every model about people."""
    for model in apps.get_models():
        if is_scoped(model):
            post_init.connect(_take, sender=model, dispatch_uid=f"in hand {model._meta.label}")
            post_save.connect(_take, sender=model, dispatch_uid=f"in hand {model._meta.label}")
