"""The report of a change of income: what became of every item, and the decisions that still wait."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from clients.models import Handover
from clients.policy import open_client
from clients.shown import EVERYBODY
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P
from werkplan import shown
from werkplan.actions import carryover as actions
from werkplan.carryover import named, transition
from werkplan.differences import differences
from werkplan.forms.income import DecisionForm
from werkplan.models.plan import State
from werkplan.report import told
from werkplan.views.frame import attempt, show_page
from werkplan.words import change_words, situation_words


@tagged("plan", "read")
def report(request, public_id, pk):
    """The report afterwards, with owner and day per item and what was decided since."""
    opened = open_client(request.actor, public_id, part="carryover", needs=P.WERKPLAN_READ, group=FieldGroup.PLAN)
    # AVG: income is a group of its own; who supports on language need not see it.
    if FieldGroup.INCOME not in opened.stance.groups:
        raise PermissionDenied(FieldGroup.INCOME)
    return show_report(request, opened, _report_of(opened.client, pk))


@require_POST
@tagged("inzet", "decide")
@once
def decide(request, public_id, pk, line):
    """Let an item that waited go on, or stop it with a reason."""
    opened = open_client(request.actor, public_id, part="carryover", needs=P.WERKPLAN_EDIT)
    found = _report_of(opened.client, pk)
    row = get_object_or_404(found.lines, pk=line)
    form = DecisionForm(request.POST, prefix=f"l{row.pk}")
    if form.is_valid():
        tried = attempt(form, actions.decide, line=row, by=request.actor, **form.cleaned_data)
        if tried.done:
            goes_on = form.cleaned_data["goes_on"]
            messages.success(request, "Dit gaat door." if goes_on else "Dit gaat niet door. Vertel de klant waarom.")
            return redirect("werkplan:carryover", public_id, pk)
        return show_report(request, opened, found, forms={row.pk: form}, status=tried.status)
    return show_report(request, opened, found, forms={row.pk: form}, status=422)


def _report_of(client, pk):
    """A report, always through the dossier that was opened."""
    rows = client.carry_overs.select_related("plan__lead__partner", "recorded_by")
    return get_object_or_404(rows, pk=pk)


def show_report(request, opened, found, forms=None, status=200):
    """The page of a report; `forms` are decisions that were refused, by line."""
    page = told(found, opened.client)
    offered = bool(found.plan and found.plan.state == State.OFFERED)
    may_decide = opened.stance.may(P.WERKPLAN_EDIT) and not offered
    for group in page.groups:
        for row in group.rows:
            bad = (forms or {}).get(row.pk)
            row.form = bad or (DecisionForm(prefix=f"l{row.pk}") if row.waits and may_decide else None)
    waiting = (
        Handover.objects.open()
        .filter(client=opened.client)
        .select_related("to_participation__partner", "from_participation__partner")
        .first()
    )
    context = {
        "report": shown.show("report", found, opened.stance.groups),
        "told": page,
        "waiting": shown.show("offered", waiting, EVERYBODY),
        "may_decide": may_decide,
        "may_change": opened.stance.may(P.SITUATION_CHANGE),
        "differences": differences(found) if found.correction else [],
        "offer_to": _offer_to(found, opened),
        "past": found.on <= timezone.localdate(),
        "last_day": found.on - timedelta(days=1),
        "name": named(transition(from_code=found.from_code, to_code=found.to_code, on=found.on)),
        "heading": change_words(found.from_code, found.to_code, found.on),
        "from_words": situation_words(found.from_code),
        "to_words": situation_words(found.to_code),
        "errors": list((forms or {}).values()),
    }
    return show_page(request, "werkplan/carryover.html", opened, tab="", status=status, **context)


def _offer_to(found, opened):
    """Whether the dossier still has to be offered to the partner that this change made responsible."""
    cell = found.after.get("cell")
    moved = cell is not None and cell != opened.stance.row.participation_id
    changed = (
        found.after["partner_kind"] != found.before["partner_kind"]
        or found.after["municipality"] != found.before["municipality"]
    )
    return moved and changed and opened.stance.may(P.HANDOVER_OFFER)
