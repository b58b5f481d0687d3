"""A change of income in three steps: what changes, what that means, confirm."""

import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from clients import rules
from clients.policy import open_client
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkplan import shown
from werkplan.actions.income import Overtaken, change_income
from werkplan.carryover import named
from werkplan.forms.income import IncomeChangeForm, begun_with
from werkplan.models import CarryOver, Signal
from werkplan.report import bars_of_preview, groups_of, rows_of_preview
from werkplan.transition import preview_of
from werkplan.views.frame import show_page
from werkplan.words import change_words, owner_name, situation_words


@tagged("income", "edit")
@once
def change(request, public_id):
    """Ask, show the consequences, or carry them out: the button says which. Nothing is saved before confirming."""
    opened = open_client(request.actor, public_id, part="income", needs=P.SITUATION_CHANGE)
    leading = opened.client.income_periods.leading().order_by("-valid_from").first()
    period = _period(request, opened)
    how = {"now": leading.code if leading else "", "period": period}
    form = IncomeChangeForm(request.POST or None, **how)
    if request.method != "POST" or "back" in request.POST:
        return _ask(request, opened, _unjudged(form, begun_with(_signal(request, opened))), leading)
    if not form.is_valid():
        return _ask(request, opened, form, leading, status=422)
    facts = {name: form.cleaned_data[name] for name in ("code", "on") if name in form.cleaned_data} | {"period": period}
    try:
        if "confirm" in request.POST:
            return _confirm(request, opened, form.cleaned_data, period)
        return _show(request, opened, form, preview_of(client=opened.client, by=request.actor, **facts))
    except Overtaken as no:
        return _show(request, opened, form, no.preview, status=no.status, warning=no.sentence)
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, no.sentence)
        return _ask(request, opened, form, leading, status=no.status)


def _period(request, opened):
    """The income that is there already and becomes the leading one; None when a new one begins. 404: not hers."""
    pk = request.POST.get("period") if request.method == "POST" else request.GET.get("period")
    if not pk:
        return None
    return get_object_or_404(opened.client.income_periods.select_related("client"), pk=pk if pk.isdecimal() else 0)


def _signal(request, opened):
    """The open signal from which the page was opened, or None."""
    pk = request.GET.get("signal", "")
    if request.method != "GET" or not pk.isdecimal():
        return None
    return Signal.objects.visible_to(request.actor).open().filter(client=opened.client.pk, pk=pk).first()


def _unjudged(form, begun):
    """The form with what was typed, without errors: one goes back to look, not to be told off. Else as it `begun`."""
    initial = form.data.dict() if form.is_bound else begun
    return IncomeChangeForm(initial=initial, now=form.now, period=form.period)


def _ask(request, opened, form, leading, status=200):
    page, leading = "werkplan/income_change.html", shown.show("income", leading, opened.stance.groups)
    rows = opened.client.carry_overs.filter(state=CarryOver.State.PLANNED).order_by("on")
    planned = [{"pk": row.pk, "words": change_words(row.from_code, row.to_code, row.on)} for row in rows]
    context = {"form": form, "leading": leading, "planned": planned, "steps": _steps(1)} | _becomes(form.period)
    return show_page(request, page, opened, tab="", status=status, **context)


def _becomes(period):
    """The income that becomes the leading one, in words, and its key for the next step; nothing for a new one."""
    if period is None:
        return {}
    return {"becomes": {"pk": period.pk, "words": rules.words(period.code, period.valid_from, period.valid_until)}}


def _show(request, opened, form, preview, status=200, warning=""):
    old = owner_name(preview.report.responsible_before.partner_kind, opened.client, preview.lead)
    axis, bars = bars_of_preview(preview, old)
    context = {
        "form": form,
        "preview": preview,
        "warning": warning,
        "old": old,
        "groups": groups_of(rows_of_preview(preview), old),
        "axis": axis,
        "bars": bars,
        "past": preview.on <= timezone.localdate(),
        "steps": _steps(2),
        "name": named(preview.report.step),
        "heading": change_words(preview.from_code, preview.code, preview.on),
        "from_words": situation_words(preview.from_code),
        "to_words": situation_words(preview.code),
        "beside": [situation_words(code) for code, _ in preview.beside],
    } | _becomes(preview.period)
    return show_page(request, "werkplan/income_preview.html", opened, tab="", status=status, **context)


def _confirm(request, opened, said, period):
    facts = said | {"period": period, "submit_key": _key(request)}
    report = change_income(client=opened.client, by=request.actor, **facts)
    messages.success(request, "De wijziging is vastgelegd. Hieronder ziet u wat er met elk onderdeel gebeurt.")
    return redirect("werkplan:carryover", opened.client.public_id, report.pk)


def _key(request):
    try:
        return uuid.UUID(request.POST.get("submit_key", ""))
    except ValueError:
        return None


def _steps(now):
    names = ("Wat verandert er?", "Wat betekent dat?", "Bevestigen")
    states = ["done" if place < now else "current" if place == now else "todo" for place in (1, 2, 3)]
    return [{"label": name, "state": state} for name, state in zip(names, states, strict=True)]
