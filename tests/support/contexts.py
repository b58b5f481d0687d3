"""What templates are handed: a walk through every context, looking for instances of models about people (door 3)."""

import dataclasses
from contextlib import contextmanager

from django.db.models import Manager, Model, QuerySet
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.test.signals import template_rendered

OURS = ("clients", "werkplan", "services", "employers", "werkcentrum")
NOT_A_VIEWS = {"request", "perms", "user", "csrf_token", "view", "block", "forloop", "nav", "messages"}
MOST_DEPTH = 8


class Handed:
    """Collects (template, way to it, label of the model) while it lasts."""

    def __init__(self, labels):
        self.labels, self.found, self.seen, self.kept = labels, set(), set(), []

    def look(self, template, context):
        """One rendered template with its context."""
        for layer in context.dicts:
            for name, value in layer.items():
                if name not in NOT_A_VIEWS:
                    self.walk(template.name, name, value, 0)

    def walk(self, template, way, value, depth):
        """One value and what lies behind it."""
        if depth > MOST_DEPTH or value is None or isinstance(value, str | bytes | int | float | type):
            return
        if id(value) in self.seen:
            return
        self.seen.add(id(value))
        self.kept.append(value)  # an id is only somebody's while it lives
        if isinstance(value, Model):
            if value._state.adding and value.pk is None:
                return  # an empty one, behind the form of somebody new
            self.note(template, way, value._meta.label)
            return
        if isinstance(value, QuerySet | Manager):
            self.note(template, way, value.model._meta.label)
            if isinstance(value, Manager) or value._result_cache is None:
                return
            value = value._result_cache
        for name, part in parts(value):
            self.walk(template, f"{way}.{name}" if name else way, part, depth + 1)

    def note(self, template, way, label):
        """A model that a template could ask anything of."""
        if label in self.labels:
            self.found.add((template, way, label))


def parts(value):
    """(name, part) of a value that a template can reach by name; the parts of a list have no name."""
    if isinstance(value, dict):
        return [(str(name), part) for name, part in value.items()]
    if isinstance(value, list | tuple | set | frozenset):
        return [("", part) for part in value]
    if isinstance(value, BaseForm):
        fields = [(f"fields.{name}", getattr(field, "queryset", None)) for name, field in value.fields.items()]
        return [("instance", getattr(value, "instance", None)), ("initial", value.initial), *fields, *own(value)]
    if isinstance(value, BaseFormSet):
        return [("forms", value.forms)]
    return own(value)


def own(value):
    """The attributes of an object of ours."""
    if not type(value).__module__.startswith(OURS):
        return []
    if dataclasses.is_dataclass(value):
        return [(field.name, getattr(value, field.name, None)) for field in dataclasses.fields(value)]
    return list(getattr(value, "__dict__", {}).items())


@contextmanager
def watched(labels):
    """Watch every template that is rendered within it."""
    handed = Handed(labels)

    def rendered(sender, template, context, **kwargs):
        handed.look(template, context)

    template_rendered.connect(rendered)
    try:
        yield handed
    finally:
        template_rendered.disconnect(rendered)
