"""The letter about a change of income: as a page and as PDF, for the coach and for the client herself."""

from datetime import datetime, time

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients.policy import open_client
from clients.shown import person
from werkcentrum.access.routes import tagged
from werkcentrum.audit.record import record
from werkcentrum.paper import paper
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.web.dates import long_date
from werkplan import shown
from werkplan.letter import TITLE, letter_of
from werkplan.mine import open_own
from werkplan.views.frame import show_page


@require_safe
@tagged("plan", "read")
def page(request, public_id, pk):
    """The letter as the client reads it."""
    opened, report = _opened(request, public_id, pk)
    context = {"title": TITLE, "report": shown.show("report", report, opened.stance.groups)}
    try:
        context["letter"] = letter_of(report, opened.client)
    except Conflict as no:
        context["sentence"] = no.sentence
    return show_page(request, "werkplan/letter.html", opened, tab="", **context)


@require_safe
@tagged("document", "print")
def pdf(request, public_id, pk):
    """The letter on paper, to hand over or to send."""
    opened, report = _opened(request, public_id, pk)
    try:
        return _paper(request, report, letter_of(report, opened.client))
    except Refused as no:
        messages.error(request, no.sentence)
        return redirect("werkplan:letter", public_id, pk)


@require_safe
@tagged("plan", "read", needs=P.OWN_PLAN_READ)
def mine(request, pk):
    """Her own letter."""
    own, report, letter = _own(request, pk)
    context = {"title": TITLE, "client": person(own), "letter": letter}
    context["report"] = shown.show("report", report, own.stance.groups)
    return render(request, "portal/my_letter.html", context)


@require_safe
@tagged("document", "print", needs=P.OWN_PLAN_READ)
def mine_pdf(request, pk):
    """Her own letter on paper."""
    _, report, letter = _own(request, pk)
    try:
        return _paper(request, report, letter)
    except Refused as no:
        messages.error(request, no.sentence)
        return redirect("werkplan:my_letter", pk)


def _opened(request, public_id, pk):
    opened = open_client(request.actor, public_id, part="letter", needs=P.WERKPLAN_READ, group=FieldGroup.PLAN)
    # AVG: income is a group of its own; who supports on language need not see it.
    if FieldGroup.INCOME not in opened.stance.groups:
        raise PermissionDenied(FieldGroup.INCOME)
    return opened, get_object_or_404(opened.client.carry_overs.select_related("plan__lead__partner"), pk=pk)


def _own(request, pk):
    own = open_own(request.actor, part="own_letter")
    report = get_object_or_404(own.client.carry_overs.select_related("plan__lead__partner"), pk=pk)
    try:
        return own, report, letter_of(report, own.client)
    except Conflict as no:
        raise Http404(no.sentence) from None


def _paper(request, report, letter):
    today = timezone.localdate()
    html = render_to_string("pdf/letter.html", {"title": TITLE, "letter": letter, "as_of": long_date(today)})
    body = paper(html, title=TITLE, created=timezone.make_aware(datetime.combine(today, time())))
    record("werkplan.print_letter", report, by=request.actor, dossier=report.client_id)
    # AVG: a file name travels further than the file; it says nothing about whom.
    headers = {"Content-Disposition": 'inline; filename="brief.pdf"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)
