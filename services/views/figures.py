"""The menu in numbers, for who steers on them."""

from django.shortcuts import render
from django.utils import timezone

from services.figures import figures
from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission as P


@tagged("menu", "read", needs=P.FIGURES_READ)
def show(request):
    """Counts of the own region; no persons."""
    found = figures(request.actor.region, timezone.localdate())
    sums = {name: sum(row[name] for row in found["partners"]) for name in ("free", "full", "soon")}
    return render(request, "services/figures.html", {"region": request.actor.region, "sums": sums, **found})
