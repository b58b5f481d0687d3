"""How the work goes, for who steers on it."""

from datetime import date, timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission as P
from werkplan.indicators import indicators

FIRST = 2026


@tagged("figures", "steer", needs=P.FIGURES_READ)
@require_safe
def show(request):
    """The figures of a year of the own region, over the months that are finished."""
    today = timezone.localdate()
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked.isdecimal() and FIRST <= int(asked[:4]) <= today.year else today.year
    # A month that runs is left out: two readings of it, a day apart, would show what happened in between.
    until = min(date(year, 12, 31), today.replace(day=1) - timedelta(days=1))
    context = {"region": request.actor.region, "year": year, "until": until, "years": range(FIRST, today.year + 1)}
    if until >= date(year, 1, 1):
        context |= indicators(request.actor.region.pk, date(year, 1, 1), until)
    return render(request, "werkplan/indicators.html", context)
