"""What every page of a plan does alike: show itself in the frame of the dossier, and try an action."""

from django.shortcuts import render

from clients.header import header_of
from clients.shown import person
from werkcentrum.web.attempt import Attempt, attempt
from werkplan.shown import show

__all__ = ["Attempt", "attempt", "show_page"]


def show_page(request, template, opened, *, tab="plan", status=200, **context):
    """Render a page of a dossier with its header and tabs."""
    plan = show("plan", getattr(opened, "plan", None), opened.stance.groups)
    context |= {"header": header_of(opened, tab), "client": person(opened), "plan": plan}
    return render(request, template, context, status=status)
