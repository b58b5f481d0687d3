"""Dekkend pakket: the matrix of the own region, what to work through, and the same on paper."""

from datetime import datetime, time
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from services.coverage.change import compare, without
from services.coverage.document import document
from services.coverage.drawing import drawing
from services.coverage.norms import ages
from services.coverage.page import field_of, overview
from services.coverage.read import read
from services.forms.coverage import CoverageFilter
from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkcentrum.regions.models import Region

MOST = 12


@tagged("menu", "read", needs=P.FIGURES_READ)
@require_safe
def show(request):
    """The coverage of the own region. Numbers and offers, no persons."""
    region, today = request.actor.region, timezone.localdate()
    found = read(region, today)
    form = form_of(request, region, today, found)
    asked = form.asked()
    about = {"ages": chosen(asked, "leeftijd"), "places": chosen(asked, "gemeente")}
    context = overview(region, found, today, **about)
    field = (asked.get("groep", ""), asked.get("tegel", ""))
    context |= {
        "form": form,
        "region": region,
        "asked": asked,
        "drawing": drawing(context["lines"], lambda group, tile: address(asked, group=group, tile=tile), field),
        "field": field_of(region, found, today, *field, **about) if all(field) else None,
        "lists": [part | {"rows": ifs(part["rows"], asked)} for part in context["lists"]],
        "with_all": f"?{urlencode({name: value for name, value in asked.items() if name != 'zonder'})}",
        "field_closed": address(asked, group=None, tile=None),
        "first_gaps": [(gap, address(asked, gap.group, gap.tile)) for gap in context["gaps"][:MOST]],
        "more_gaps": [(gap, address(asked, gap.group, gap.tile)) for gap in context["gaps"][MOST:]],
        "signals": [row | {"url": to_field(row["about"])} for row in context["missing"]],
        "paper": f"?{urlencode({name: asked[name] for name in ('gemeente', 'leeftijd') if name in asked})}",
        **what_if(found, asked, about),
        **beside(found, asked, today, about["ages"]),
    }
    if context["field"]:
        context["field"]["here"] = ifs(context["field"]["here"], asked)
    return render(request, "services/coverage.html", context, status=422 if form.errors else 200)


@tagged("menu", "read", needs=P.FIGURES_READ)
@require_safe
def pdf(request):
    """The same on paper: matrix, gaps, date and norms."""
    region, today = request.actor.region, timezone.localdate()
    found = read(region, today)
    asked = form_of(request, region, today, found).asked()
    about = {"ages": chosen(asked, "leeftijd"), "places": chosen(asked, "gemeente")}
    labels = {
        "place": found.places.get(asked.get("gemeente", ""), ""),
        "age": next((age.label for age in ages(today) if age.code == asked.get("leeftijd")), ""),
    }
    created = timezone.make_aware(datetime.combine(today, time()))
    try:
        body = document(region, overview(region, found, today, **about), created=created, **labels)
    except Refused as no:
        messages.error(request, no.sentence)
        return redirect("services:coverage")
    headers = {"Content-Disposition": 'inline; filename="dekkend-pakket.pdf"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


def form_of(request, region, today, found):
    """The filter with the lists of this region: one query."""
    regions = Region.objects.exclude(pk=region.pk).filter(offers__state="gepubliceerd").distinct()
    return CoverageFilter(
        request.GET,
        today=today,
        places=list(found.places.items()),
        regions=list(regions.values_list("slug", "name")),
        offers=[(str(offer.public_id), offer.title) for offer in found.named.values()],
    )


def chosen(asked, name):
    """One answer as a tuple, empty when nothing was asked."""
    return (asked[name],) if name in asked else ()


def address(asked, group=None, tile=None):
    """The page with another field opened, or none."""
    answers = {name: value for name, value in asked.items() if name not in ("groep", "tegel")}
    if group and tile:
        return f"?{urlencode(answers | {'groep': group, 'tegel': tile})}#vak"
    return f"?{urlencode(answers)}"


def ifs(rows, asked):
    """Rows with an offer, each with the page that shows what happens when it ends."""
    return [row | {"if_url": f"?{urlencode(asked | {'zonder': row['offer'].public_id})}#stopt"} for row in rows]


def to_field(about):
    """The page opened at the field a signal is about, or ""."""
    return f"?{urlencode({name: value for name, value in about.items() if value})}#vak" if about else ""


def what_if(found, asked, about):
    """What changes when the chosen offer ends."""
    pk = next((pk for pk, named in found.named.items() if str(named.public_id) == asked.get("zonder")), None)
    if pk is None:
        return {"ending": None}
    changes = without(found, pk, **about)
    return {"ending": found.named[pk], "changes": changes[:MOST], "more_changes": len(changes) - MOST}


def beside(found, asked, today, chosen_ages):
    """The comparison with another region: two queries."""
    other = Region.objects.filter(slug=asked["naast"]).first() if "naast" in asked else None
    if other is None:
        return {"other": None}
    rows = compare(found, read(other, today), ages=chosen_ages)
    return {"other": other, "compared": rows[:MOST], "more_compared": len(rows) - MOST}
