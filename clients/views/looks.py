"""The client's own page "Wie keek in mijn dossier": on screen, on paper, with a button for whom she does not know."""

from datetime import datetime, time
from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clients.actions.look_reports import report_look
from clients.forms.looks import LookReportForm
from clients.looks import PERIODS, Filters, line_of, looks_of, name_of
from clients.views.sharing import own_dossier
from werkcentrum.access.routes import tagged
from werkcentrum.audit.record import record
from werkcentrum.audit.submission import once
from werkcentrum.paper import paper
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkcentrum.web.dates import long_date

TITLE = "Wie keek in mijn dossier"
ON_PAPER = 400
"""Lines on paper at most: a table of thousands of rows takes minutes to make (measured)."""
STYLE = Path(__file__).resolve().parent.parent / "looks.css"


@tagged("looks", "read", needs=P.OWN_RIGHTS)
@require_safe
def my_looks(request):
    """Who looked, folded by day and employee, without a name."""
    try:
        opened = own_dossier(request, "own_looks")
    except Http404:
        return render(request, "clients/my_data_empty.html")
    filters = Filters.of(request.GET)
    found = looks_of(opened.client, filters)
    context = {
        "looks": found.rows,
        "reports": found.answers,
        "chips": [
            {"label": label, "url": filters.url(periode=key), "current": key == filters.period, "count": None}
            for key, (label, _days) in PERIODS.items()
        ],
        "own": filters.own,
        "own_url": filters.url(ook="" if filters.own else "1"),
        "previous_url": filters.url(pagina="" if found.page == 2 else found.page - 1) if found.page > 1 else "",
        "next_url": filters.url(pagina=found.page + 1) if found.more else "",
        "paper_query": filters.url() if filters.url() != "." else "",
        "is_filtered": bool(filters.period) or found.page > 1,
    }
    return render(request, "portal/my_looks.html", context)


@tagged("looks", "report", needs=P.OWN_RIGHTS)
@require_http_methods(["GET", "POST"])
@once
def my_looks_report(request):
    """Say that one does not recognise a line, with or without words of one's own."""
    opened = own_dossier(request, "own_looks")
    line = line_of(opened.client, request.POST.get("regel") or request.GET.get("regel", ""))
    form = LookReportForm(request.POST or None, initial={"regel": request.GET.get("regel", "")})
    if request.method == "GET":
        return _report_page(request, line, form)
    if line is None or not form.is_valid():
        return _report_page(request, line, form, status=422)
    try:
        row = report_look(client=opened.client, words=form.cleaned_data["words"], by=request.actor, **line)
    except Refused as no:
        form.add_error(None, no.sentence)
        return _report_page(request, line, form, status=no.status)
    messages.success(request, f"Dank u wel. Wij zoeken dit uit. U hoort het uiterlijk op {long_date(row.due_on)}.")
    return redirect("clients:my_looks")


def _report_page(request, line, form, status=200):
    context = {"form": form, "line": line}
    if line:
        partner = line["participation"].partner.name if line["participation"] else ""
        context |= {"who": name_of(line["number"]), "partner": partner, "day": long_date(line["day"])}
    return render(request, "portal/my_looks_report.html", context, status=status)


@tagged("looks", "print", needs=P.OWN_RIGHTS)
@require_safe
def my_looks_paper(request):
    """The list as PDF, to take along."""
    opened, filters = own_dossier(request, "own_looks"), Filters.of(request.GET)
    found = looks_of(opened.client, Filters(filters.period, filters.own), limit=ON_PAPER)
    today = timezone.localdate()
    context = {
        "title": TITLE,
        "name": opened.client.name,
        "as_of": long_date(today),
        "period": PERIODS[filters.period][0].lower(),
        "looks": found.rows,
        "more": found.more,
    }
    created = timezone.make_aware(datetime.combine(today, time()))
    try:
        body = paper(render_to_string("pdf/looks.html", context), STYLE, title=TITLE, created=created)
    except Refused as no:
        messages.error(request, no.sentence)
        return redirect("clients:my_looks")
    record("clients.print_looks", opened.client, by=request.actor, dossier=opened.client.pk)
    headers = {"Content-Disposition": 'inline; filename="wie-keek.pdf"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)
