"""A partner brings its list, says which column is what, reads the dry run, and takes the good rows over; and back."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from services.exports.table import KINDS, response
from services.forms.lists import ColumnsForm, ListForm
from services.imports import actions
from services.imports.models import OfferList
from services.imports.report import report_of
from services.menu.page import names_of
from services.models import Offer
from services.policy import PARTS
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.export import csv_response
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkcentrum.regions.models import Participation

LONGEST = 100


@tagged("offer", "create", needs=P.OFFER_PROPOSE)
@require_http_methods(["GET", "POST"])
@once
def bring(request):
    """Without `lijst` in the address: the file. With it: the columns and the dry run of that list."""
    if "lijst" in request.GET:
        return understand(request, list_of(request, "lijst"))
    cells = None
    if request.actor.may(P.OFFER_PUBLISH):
        cells = Participation.objects.filter(region=request.actor.region).select_related("partner")
        cells = cells.order_by("partner__name")
    form = ListForm(request.POST or None, request.FILES or None, cells=cells, initial={"cell": request.actor.cell.pk})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            file = form.cleaned_data["file"]
            cell = form.cleaned_data.get("cell")
            offers = actions.bring_list(body=file.read(), size=file.size, cell=cell, by=request.actor)
        except Refused as no:
            form.add_error("file", no.sentence)
            status = no.status
        else:
            return redirect(to(offers))
    status = 422 if form.errors and status == 200 else status
    return render(request, "services/list_bring.html", {"form": form}, status=status)


def list_of(request, name):
    """The list named in the address, or 404."""
    try:
        public_id = uuid.UUID(request.GET.get(name, ""))
    except ValueError:
        raise Http404 from None
    lists = OfferList.objects.visible_to(request.actor).select_related("cell__partner", "cell__region")
    return get_object_or_404(lists, public_id=public_id)


def to(offers):
    """The address of a list."""
    return f"{reverse('services:offer_import')}?lijst={offers.public_id}"


def understand(request, offers):
    """Columns and dry run; `take` in a POST takes the good rows over."""
    refusal, status, form = "", 200, ColumnsForm(offers=offers)
    try:
        if request.method == "POST" and "take" in request.POST:
            return taken(request, actions.take_over(offers=offers, by=request.actor))
        if request.method == "POST":
            form = ColumnsForm(request.POST, offers=offers)
            if form.is_valid():
                header = form.cleaned_data["header"]
                actions.name_columns(offers=offers, mapping=form.mapping(), header=header, by=request.actor)
                return redirect(to(offers))
            status = 422
    except Refused as no:
        refusal, status = no.sentence, no.status
    report = report_of(offers.rows, offers.header, offers.mapping, offers.cell)
    parts = {what: report.of(what) for what in ("new", "changed", "same", "bad")}
    context = {"offers": offers, "form": form, "report": report, "refusal": refusal, "longest": LONGEST, **parts}
    return render(request, "services/list_report.html", context, status=status)


def taken(request, offers):
    """What was made of it, in words."""
    words = f"{offers.made} keer nieuw als concept, {offers.changed} keer bijgewerkt."
    messages.success(request, f"De lijst is overgenomen: {words} Stel de concepten voor als ze klaar zijn.")
    return redirect(f"{reverse('services:manage')}?toon=concepten")


@tagged("offer", "export", needs=P.OFFER_PROPOSE)
def export(request):
    """The offers one keeps as `soort` xlsx, csv or json; or the bad rows of the list `fouten`, to mend."""
    if "fouten" in request.GET:
        return bad_rows(list_of(request, "fouten"))
    kind = request.GET.get("soort", "csv")
    if kind not in KINDS:
        raise Http404
    offers = (
        Offer.objects.kept_by(request.actor).select_related(*PARTS).order_by("provider__partner__name", "title", "pk")
    )
    return response(kind, offers, names_of(request.actor.region))


def bad_rows(offers):
    """The rows that were not taken over, as they came, with line, column and sentence in front."""
    report = report_of(offers.rows, offers.header, offers.mapping, offers.cell)
    headers = ["Regel", "Kolom", "Wat is er mis?", *offers.rows[offers.header][1]]
    rows = [
        [
            row.line,
            "; ".join(dict.fromkeys(column for column, _ in row.wrong)),
            " ".join(text for _, text in row.wrong),
            *row.cells,
        ]
        for row in report.of("bad")
    ]
    return csv_response("fouten", headers, rows)
