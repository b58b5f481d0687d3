"""The privacy officer's list of requests in the region: what is asked, by whom and by when; never the dossier."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.actions import rights as actions
from clients.forms.rights import DecideForm, ExtendForm
from clients.models import RightsRequest
from clients.shown import ANSWERING, requested
from clients.views.rights import exported
from werkcentrum.access import door
from werkcentrum.access.models import Dossier
from werkcentrum.access.routes import tagged
from werkcentrum.access.stepup import step_up, step_up_to_read
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused

MOST = 200


@tagged("rights", "list", needs=P.RIGHTS_HANDLE)
@require_safe
def requests(request):
    """Open requests with the nearest date first, then what was decided."""
    rows = RightsRequest.objects.handled_by(request.actor)
    waiting = list(rows.filter(state="ontvangen").order_by("due_on", "pk")[:MOST])
    done = list(rows.exclude(state="ontvangen").order_by("-decided_at", "-pk")[:25])
    request.actor.saw([row.client_id for row in (*waiting, *done)], "list:rights")
    context = {"waiting": [_line(row) for row in waiting], "done": [requested(row, ANSWERING) for row in done]}
    return render(request, "clients/requests.html", context)


def _line(row):
    return {"row": requested(row, ANSWERING), "late": row.last_day < timezone.localdate()}


def _open(request, public_id):
    row = get_object_or_404(
        RightsRequest.objects.handled_by(request.actor).select_related("recorded_by"), public_id=public_id
    )
    request.actor.saw([row.client_id], "rights")
    return row


@tagged("rights", "decide", needs=P.RIGHTS_HANDLE)
@require_http_methods(["GET", "POST"])
@step_up
@once
def answer(request, public_id):
    """One request with what the lead wrote, and the form for the answer."""
    row = _open(request, public_id)
    form, status = DecideForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            granted = form.cleaned_data["granted"] == "ja"
            try:
                actions.decide(request=row, granted=granted, answer=form.cleaned_data["answer"], by=request.actor)
            except Refused as no:
                form.add_error(None, no.sentence)
                status = no.status
            else:
                messages.success(request, "Het antwoord staat bij het verzoek. De klant ziet het in Mijn Werkcentrum.")
                return redirect("clients:request", public_id)
    return _page(request, row, form, ExtendForm(), status)


@tagged("inzage", "print", needs=P.RIGHTS_HANDLE)
@require_safe
@step_up_to_read
def export_for_answer(request, public_id, kind):
    """Everything about the person of an open request for inzage, to hand over: made by who answers, not read here."""
    row, back = _open(request, public_id), redirect("clients:request", public_id)
    if row.kind != RightsRequest.Kind.ACCESS or row.state != RightsRequest.State.OPEN:
        messages.error(request, "Dit overzicht maakt u alleen bij een open verzoek om inzage.")
        return back
    request.actor.saw([row.client_id], "export")
    # The client finds it in "Wie keek": a page that is read writes no more than who read it.
    with door.exporting(row):
        return exported(request, row, kind, back=back)


@tagged("rights", "decide", needs=P.RIGHTS_HANDLE)
@require_POST
@step_up
@once
def extend(request, public_id):
    """More time, with a reason."""
    row, form = _open(request, public_id), ExtendForm(request.POST)
    if not form.is_valid():
        return _page(request, row, DecideForm(), form, 422)
    try:
        actions.extend(request=row, by=request.actor, **form.cleaned_data)
    except Refused as no:
        form.add_error(no.field, no.sentence)
        return _page(request, row, DecideForm(), form, no.status)
    messages.success(request, "De termijn is verlengd. De klant leest de reden.")
    return redirect("clients:request", public_id)


@tagged("rights", "decide", needs=P.RIGHTS_HANDLE)
@require_POST
@step_up
@once
def lift(request, public_id):
    """Go on with the data after a restriction."""
    row = _open(request, public_id)
    try:
        actions.lift_restriction(request=row, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, "De beperking is opgeheven. De klant ziet dit in het verloop.")
    return redirect("clients:request", public_id)


def _page(request, row, form, more, status):
    context = {
        "row": requested(row, ANSWERING),
        "form": form,
        "more": more,
        "open": row.state == RightsRequest.State.OPEN,
        "restricted": row.kind == "beperking" and row.state == "ingewilligd" and _still(row),
    }
    return render(request, "clients/request.html", context, status=status)


def _still(row):
    return Dossier.objects.filter(pk=row.client_id, restricted_at__isnull=False).exists()
