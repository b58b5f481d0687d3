"""Trying an action with the facts of a form: a refusal comes back in the form, with everything that was typed."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from werkcentrum.access.shown import Shown
from werkcentrum.refusal import Refused, Stale


@dataclass(frozen=True)
class Attempt:
    """What came of an action: `done`, or the status of the page that says why not; the sentence stands in the form."""

    done: bool
    status: int = 200
    result: Any = None


def attempt(form, action, **facts) -> Attempt:
    """Run an action with the facts of a valid form; a refusal becomes an error of the form, with its status.

    On a stale form `form.theirs` is what stands there now, and the form may be sent again over it.
    """
    try:
        return Attempt(True, result=action(**facts))
    except Stale as no:
        form.theirs = _as_typed(no.current, form)
        form.data = form.data.copy()
        form.data["version"] = str(no.current.version)
        form.add_error(None, no.sentence)
        return Attempt(False, no.status)
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, no.sentence)
        return Attempt(False, no.status)


def _as_typed(current, form):
    """What stands there now, as far as this form asks it: a page is handed no record."""
    values = {name: getattr(current, name) for name in (*form.fields, "version") if hasattr(current, name)}
    return Shown({name: value for name, value in values.items() if not isinstance(value, Model)})
