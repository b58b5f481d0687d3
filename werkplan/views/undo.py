"""After a click that can be put back, the page it leads to offers to do so: without script, and after a reload too."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from werkcentrum.refusal import Refused
from werkplan.actions.undo import undo_part
from werkplan.undo import may_undo

DONE = "Ongedaan gemaakt. In het verloop blijft staan wat er gebeurde."
ROUTES = {
    "step": ("stap", "steps", "werkplan:step_undo"),
    "goal": ("doel", "goals", "werkplan:goal_settle"),
    "agreement": ("afspraak", "agreements", "werkplan:agreement_edit"),
    "obstacle": ("lastig", "obstacles", "werkplan:obstacle"),
}
"""Per kind of part its word in an address, where it stands in a plan, and where it is put back."""


@dataclass(frozen=True)
class Offer:
    """What can be put back, and where."""

    title: str
    url: str


def offering(part, route, public_id) -> str:
    """The address of a page that offers to put back what was just done to a part."""
    return f"{reverse(route, args=[public_id])}?terug={ROUTES[part._meta.model_name][0]}.{part.pk}"


def offer_of(request, opened, among=None) -> Offer | None:
    """What an address asks to offer, when it can be put back by who looks now; `among`: only one of these parts.

    Without the question no query. Obstacles are offered only where they stand (AVG 9).
    """
    word, _, number = request.GET.get("terug", "").partition(".")
    found = next((row for row in ROUTES.values() if row[0] == word), None)
    if found is None or not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    _, place, route = found
    if (place == "obstacles") == (among is None):
        return None
    rows = among if among is not None else getattr(opened.plan, place).filter(pk=number)
    part = next((row for row in rows if row.pk == int(number)), None)
    if part is None:
        return None
    part.plan = opened.plan
    if not may_undo(opened, part, request.actor):
        return None
    return Offer(str(part), reverse(route, args=[opened.client.public_id, part.pk]))


def put_back(request, part, route, public_id):
    """Put a goal, agreement or obstacle back, and say so or why not."""
    try:
        undo_part(part=part, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, DONE)
    return redirect(route, public_id)
