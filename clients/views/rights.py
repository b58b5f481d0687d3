"""A person's requests about her own data, on the dossier: recorded for her, and what the lead did about them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clients.actions import rights as actions
from clients.forms.rights import NoteForm, RecordForm
from clients.header import header_of
from clients.models import RightsRequest
from clients.policy import open_client
from clients.rights import subjects_of
from clients.shown import person, requested
from werkcentrum.access.relations import WORKING_GROUPS, Relation
from werkcentrum.access.routes import tagged
from werkcentrum.access.stepup import step_up_to_read
from werkcentrum.audit.record import record
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.privacy import export
from werkcentrum.refusal import Refused, Stale

KINDS = {"pdf": (export.on_paper, "application/pdf"), "json": (export.as_file, "application/json")}


@tagged("rights", "edit")
@require_http_methods(["GET", "POST"])
@once
def rights(request, public_id):
    """Every request of a person, and a form to record one for her."""
    opened = open_client(request.actor, public_id, part="rights", needs=P.CONSENT_RECORD)
    form = RecordForm(request.POST or None, subjects=subjects_of(opened))
    if request.method == "GET":
        return _page(request, opened, form)
    if not form.is_valid():
        return _page(request, opened, form, status=422)
    try:
        actions.ask(client=opened.client, by=request.actor, **form.values())
    except Refused as no:
        form.add_error(no.field, no.sentence)
        return _page(request, opened, form, status=no.status)
    messages.success(request, "Het verzoek is vastgelegd. De privacy officer van de regio antwoordt.")
    return redirect("clients:rights", public_id)


def _page(request, opened, form, status=200):
    context = {
        "header": header_of(opened, "watchers"),
        "client": person(opened),
        "form": form,
        "rows": [requested(row, opened.stance.groups) for row in opened.client.requests.all()],
    }
    return render(request, "clients/rights.html", context, status=status)


@tagged("rights", "edit")
@require_http_methods(["GET", "POST"])
@once
def right(request, public_id, asked):
    """One request: what was asked and answered, the lead's own word, and for inzage the export."""
    opened = open_client(request.actor, public_id, part="rights", needs=P.CONSENT_RECORD)
    row = get_object_or_404(opened.client.requests, public_id=asked)
    form = NoteForm(request.POST or None, initial={"text": row.lead_note, "version": row.version})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.note(request=row, by=request.actor, **form.cleaned_data)
            except Stale as no:
                form = _both(form, no)
                status = no.status
            except Refused as no:
                form.add_error(None, no.sentence)
                status = no.status
            else:
                messages.success(request, "Bewaard. De privacy officer leest dit bij het verzoek.")
                return redirect("clients:right", public_id, asked)
    context = {
        "header": header_of(opened, "watchers"),
        "client": person(opened),
        "row": requested(row, opened.stance.groups),
        "form": form,
        "open": row.state == RightsRequest.State.OPEN,
        "exports": row.kind == RightsRequest.Kind.ACCESS
        and opened.stance.relation == Relation.LEAD
        # AVG: the whole of it only for who may see the whole of it.
        and opened.stance.groups >= WORKING_GROUPS,
    }
    return render(request, "clients/right.html", context, status=status)


def _both(form, no):
    """The form with what a colleague wrote above what was typed, to save over the newer version."""
    form.data = form.data.copy()
    form.data["version"] = no.current.version
    form.add_error("text", f"{no.sentence} Er staat nu: “{no.current.lead_note}”")
    return form


@tagged("inzage", "print")
@require_safe
@step_up_to_read
def export_for_client(request, public_id, asked, kind):
    """Everything about a person, within an opened request for inzage: by the lead with a task of law."""
    opened = open_client(request.actor, public_id, part="export", needs=P.CONSENT_RECORD)
    row = get_object_or_404(opened.client.requests, public_id=asked)
    if opened.stance.relation != Relation.LEAD:
        raise PermissionDenied
    # SECURITY: who may not see everything does not get everything in a file either (UAVG 46, AVG 9).
    if not opened.stance.groups >= WORKING_GROUPS or row.kind != RightsRequest.Kind.ACCESS or row.decided_at:
        messages.error(
            request,
            "Dit overzicht maakt u alleen bij een open verzoek om inzage, en met een wettelijke taak. De klant haalt "
            "het zelf op in Mijn Werkcentrum, of UWV of de gemeente maakt het.",
        )
        return redirect("clients:right", public_id, asked)
    return exported(request, opened.client, kind, back=redirect("clients:right", public_id, asked))


def exported(request, about, kind, *, back):
    """The export of a person in one of two kinds, noted in the log; `about` is the client, or her request."""
    make, media = KINDS[kind]
    dossier = getattr(about, "client_id", about.pk)
    try:
        body = make(dossier, own=request.actor.is_client)
    except Refused as no:
        messages.error(request, no.sentence)
        return back
    record("clients.export", about, by=request.actor, dossier=dossier, kind=kind)
    name = f"mijn-gegevens.{kind}"
    return HttpResponse(body, content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})
