"""People in numbers, for who steers on them."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients.figures import people_figures
from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission as P

FIRST = 2026


@tagged("figures", "read", needs=P.FIGURES_READ)
@require_safe
def figures(request):
    """Counts of the own region in a year; never fewer than ten."""
    today = timezone.localdate()
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked.isdecimal() and FIRST <= int(asked[:4]) <= today.year else today.year
    context = {
        "region": request.actor.region,
        "year": year,
        "years": range(FIRST, today.year + 1),
        **people_figures(request.actor.region.pk, year, today),
    }
    return render(request, "clients/figures.html", context)
