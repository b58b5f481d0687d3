"""Income situations of a person: the list, a new one, and what may change of one that is there."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clients import rules
from clients.actions import income as actions
from clients.forms.situations import EndForm, PeriodForm
from clients.header import header_of
from clients.intake.words import SOURCES
from clients.policy import open_client
from clients.shown import person, show
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkcentrum.web.dates import long_date


@tagged("income", "edit")
@require_http_methods(["GET", "POST"])
@once
def situations(request, public_id):
    """All periods, and a form for a new one."""
    opened = open_client(request.actor, public_id, part="income", needs=P.SITUATION_CHANGE)
    form = PeriodForm(request.POST or None)
    if request.method == "GET":
        return _page(request, opened, form)
    if not form.is_valid():
        return _page(request, opened, form, status=422)
    try:
        row = actions.add_period(client=opened.client, by=request.actor, **form.values())
    except Refused as no:
        form.add_error(no.field, no.sentence)
        return _page(request, opened, form, status=no.status)
    messages.success(request, f"Bewaard: {rules.words(row.code, row.valid_from, row.valid_until)}.")
    return redirect("clients:situations", public_id)


def _page(request, opened, form, status=200):
    today = timezone.localdate()
    context = {
        "header": header_of(opened, "intake"),
        "client": person(opened),
        "periods": [_shown(row, today) for row in opened.client.income_periods.order_by("-valid_from", "pk")],
        "form": form,
    }
    return render(request, "clients/situations.html", context, status=status)


def _shown(row, today):
    running = row.valid_from <= today <= (row.valid_until or today)
    return {
        "words": rules.words(row.code, row.valid_from, row.valid_until),
        "leading": row.leading,
        "when": "nu" if running else "straks" if row.valid_from > today else "was",
        "source": f"{SOURCES.get(row.source, row.source)}, {long_date(row.obtained_on)}",
        "confirmed": long_date(row.confirmed_on) if row.confirmed_on else "",
        "url": reverse("clients:situation_edit", args=[row.client.public_id, row.pk]),
    }


@tagged("income", "decide")
@require_http_methods(["GET", "POST"])
@once
def situation_edit(request, public_id, pk):
    """One period: let it end or take away a mistake. That it becomes the leading one is a change of income."""
    opened = open_client(request.actor, public_id, part="income", needs=P.SITUATION_CHANGE)
    period = get_object_or_404(opened.client.income_periods, pk=pk)
    deed = request.POST.get("deed", "")
    forms = {"end": EndForm(request.POST if deed == "end" else None)}
    if request.method == "GET" or (deed in forms and not forms[deed].is_valid()):
        return _period_page(request, opened, period, forms, status=200 if request.method == "GET" else 422)
    try:
        _do(deed, period, forms, request.actor)
    except Refused as no:
        return _period_page(request, opened, period, forms, status=no.status, sentence=no.sentence)
    messages.success(request, "Bewaard. De klant vertelt dit niet nog een keer.")
    return redirect("clients:situations", public_id)


def _do(deed, period, forms, by):
    if deed == "end":
        actions.end_period(period=period, on=forms["end"].cleaned_data["on"], by=by)
    elif deed == "remove":
        actions.remove_period(period=period, by=by)
    else:
        raise Refused("Kies wat er verandert: laten stoppen of weghalen.")


def _period_page(request, opened, period, forms, status=200, sentence=""):
    context = {
        "header": header_of(opened, "intake"),
        "client": person(opened),
        "period": show("income", period, opened.stance.groups),
        "words": rules.words(period.code, period.valid_from, period.valid_until),
        "forms": forms,
        "sentence": sentence,
    }
    return render(request, "clients/situation_edit.html", context, status=status)
