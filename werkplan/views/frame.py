"""What every page of a plan does alike: show itself in the frame of the dossier, and try an action."""

from dataclasses import dataclass

from django.shortcuts import render

from clients.header import header_of
from clients.shown import person
from werkcentrum.refusal import Refused, Stale
from werkplan.shown import show


def show_page(request, template, opened, *, tab="plan", status=200, **context):
    """Render a page of a dossier with its header and tabs."""
    plan = show("plan", getattr(opened, "plan", None), opened.stance.groups)
    context |= {"header": header_of(opened, tab), "client": person(opened), "plan": plan}
    return render(request, template, context, status=status)


@dataclass(frozen=True)
class Attempt:
    """What came of an action: `done`, or the status of the page that says why not; the sentence stands in the form."""

    done: bool
    status: int = 200
    result: object = None


def attempt(form, action, **facts) -> Attempt:
    """Run an action with the facts of a valid form; a refusal becomes an error of the form, with its status.

    On a stale form `form.theirs` is what stands there now, and the form may be sent again over it.
    """
    try:
        return Attempt(True, result=action(**facts))
    except Stale as no:
        form.theirs = no.current
        form.data = form.data.copy()
        form.data["version"] = str(no.current.version)
        form.add_error(None, no.sentence)
        return Attempt(False, no.status)
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, no.sentence)
        return Attempt(False, no.status)
