"""A change of income in three steps: what changes, what that means, confirm."""

import uuid

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from clients.policy import open_client
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkplan import shown
from werkplan.actions.income import Overtaken, change_income
from werkplan.carryover import named
from werkplan.forms.income import IncomeChangeForm
from werkplan.models import CarryOver
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
    form = IncomeChangeForm(request.POST or None, now=leading.code if leading else "")
    if request.method != "POST" or "back" in request.POST:
        return _ask(request, opened, _unjudged(form), leading)
    if not form.is_valid():
        return _ask(request, opened, form, leading, status=422)
    facts = {name: form.cleaned_data[name] for name in ("code", "on")}
    try:
        if "confirm" in request.POST:
            return _confirm(request, opened, form.cleaned_data)
        return _show(request, opened, form, preview_of(client=opened.client, by=request.actor, **facts))
    except Overtaken as no:
        return _show(request, opened, form, no.preview, status=no.status, warning=no.sentence)
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, no.sentence)
        return _ask(request, opened, form, leading, status=no.status)


def _unjudged(form):
    """The form with what was typed, without errors: one goes back to look, not to be told off."""
    return IncomeChangeForm(initial=form.data.dict() if form.is_bound else None, now=form.now)


def _ask(request, opened, form, leading, status=200):
    page, leading = "werkplan/income_change.html", shown.show("income", leading, opened.stance.groups)
    rows = opened.client.carry_overs.filter(state=CarryOver.State.PLANNED).order_by("on")
    planned = [{"pk": row.pk, "words": change_words(row.from_code, row.to_code, row.on)} for row in rows]
    context = {"form": form, "leading": leading, "planned": planned, "steps": _steps(1)}
    return show_page(request, page, opened, tab="", status=status, **context)


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
    }
    return show_page(request, "werkplan/income_preview.html", opened, tab="", status=status, **context)


def _confirm(request, opened, said):
    report = change_income(
        client=opened.client,
        code=said["code"],
        on=said["on"],
        source=said["source"],
        digest=said["digest"],
        by=request.actor,
        submit_key=_key(request),
    )
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
