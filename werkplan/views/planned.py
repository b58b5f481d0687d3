"""A change of income that does not go through after all, and an income that began on another day than was noted."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from clients import rules
from clients.policy import open_client
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkplan import shown
from werkplan.actions.corrections import correct_start
from werkplan.actions.planned import call_off
from werkplan.forms.income import CorrectionForm
from werkplan.forms.plan import ReasonForm
from werkplan.views.frame import attempt, show_page
from werkplan.words import change_words


@tagged("income", "edit")
@require_http_methods(["GET", "POST"])
@once
def not_through(request, public_id, pk):
    """Ask why a planned change does not go through, and put everything back."""
    opened = open_client(request.actor, public_id, part="carryover", needs=P.SITUATION_CHANGE)
    report = get_object_or_404(opened.client.carry_overs.select_related("client"), pk=pk)
    form, status = ReasonForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            tried = attempt(form, call_off, report=report, by=request.actor, **form.cleaned_data)
            if tried.done:
                messages.success(request, _told(tried.result))
                return redirect("werkplan:carryover", public_id, pk)
            status = tried.status
    context = {
        "form": form,
        "report": shown.show("report", report, opened.stance.groups),
        "heading": change_words(report.from_code, report.to_code, report.on),
    }
    return show_page(request, "werkplan/income_not_through.html", opened, tab="", status=status, **context)


def _told(stays):
    if not stays:
        return "De wijziging gaat niet door. Alles staat weer zoals het was."
    return f"De wijziging gaat niet door. Hierover was al beslist, dat blijft zo: {', '.join(stays)}."


@tagged("income", "edit")
@require_http_methods(["GET", "POST"])
@once
def correct(request, public_id, pk):
    """Ask on which day an income really began; the plan stays as it is."""
    opened = open_client(request.actor, public_id, part="income", needs=P.SITUATION_CHANGE)
    period = get_object_or_404(opened.client.income_periods, pk=pk)
    form = CorrectionForm(request.POST or None, initial={"seen": period.valid_from.isoformat()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            facts = form.cleaned_data | {"seen": date.fromisoformat(form.cleaned_data["seen"])}
            tried = attempt(form, correct_start, client=opened.client, period=period, by=request.actor, **facts)
            if tried.done:
                messages.success(request, "Verbeterd. Wat al besloten is, blijft zoals het is.")
                return _after(tried.result, public_id)
            status = tried.status
    words = rules.words(period.code, period.valid_from, period.valid_until)
    return show_page(request, "werkplan/income_correct.html", opened, tab="", status=status, form=form, words=words)


def _after(report, public_id):
    if report is None:
        return redirect("clients:situations", public_id)
    return redirect("werkplan:carryover", public_id, report.pk)
