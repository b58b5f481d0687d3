"""Adding, opening and withdrawing documents: on the dossier for who works with her, in the portal for the client."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.actions import documents as actions
from clients.documents import TYPES, closed_words, papers_of, readable
from clients.forms.documents import AGAIN, DocumentForm
from clients.header import header_of
from clients.models import Client
from clients.policy import open_client
from werkcentrum.access.relations import Relation
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused


@tagged("document", "create")
@require_http_methods(["GET", "POST"])
@once
def add(request, public_id):
    """A form for a new document of this person."""
    opened = open_client(request.actor, public_id, part="documents", needs=P.DOCUMENT_ADD)
    form = DocumentForm(request.POST or None, request.FILES or None, stance=opened.stance)
    status = 200
    if request.method == "POST":
        status = _added(request, opened, form)
        if status == 302:
            return redirect("werkplan:documents", public_id)
    context = {"header": header_of(opened, "documents"), "id": public_id, "form": form}
    return render(request, "clients/document_add.html", context, status=status)


def _added(request, opened, form) -> int:
    """Status 302 when the document is there; else that of the page with the reason in the form."""
    if not form.is_valid():
        return 422
    try:
        document = actions.add_document(client=opened.client, by=request.actor, **form.values())
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, no.sentence)
        if no.field != "file":
            form.add_error("file", AGAIN)
        return no.status
    saved = "Het document is toegevoegd."
    messages.success(request, saved if document.checked_at else f"{saved} {actions.WAITS}")
    return 302


@tagged("document", "print")
@require_safe
def show(request, public_id, document):
    """One document, to take along."""
    opened = open_client(request.actor, public_id, part="document", needs=P.WERKPLAN_READ)
    return _file(request, opened, document, "werkplan:documents", public_id)


def _file(request, opened, document, *back):
    try:
        found = actions.read_document(opened=opened, public_id=document, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
        return redirect(*back)
    if found is None:
        raise Http404
    row, body = found
    headers = {
        # AVG: a file name travels further than the file; it says nothing about whom.
        "Content-Disposition": f'attachment; filename="document.{row.format}"',
        # SECURITY: what others made never runs as a page of ours, also when a browser shows it.
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HttpResponse(body, content_type=TYPES[row.format], headers=headers)


@tagged("document", "edit")
@require_POST
@once
def withdraw(request, public_id, document):
    """Take back what one added."""
    opened = open_client(request.actor, public_id, part="documents", needs=P.DOCUMENT_ADD)
    _withdraw(request, opened, document, "Het document is ingetrokken. Het bestand is weg.")
    return redirect("werkplan:documents", public_id)


def _withdraw(request, opened, document, done):
    row = get_object_or_404(readable(opened.client, opened.stance), public_id=document)
    try:
        actions.withdraw_document(document=row, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, done)


def _own(request, part, needs):
    """The client's own dossier, with the reading noted. Raises Http404 when she has none."""
    mine = Client.objects.visible_to(request.actor).values_list("public_id", flat=True).first()
    if mine is None:
        raise Http404
    opened = open_client(request.actor, mine, part=part, needs=needs)
    if opened.stance.relation != Relation.SELF:
        raise Http404
    return opened


@tagged("document", "list", needs=P.OWN_PLAN_READ)
@require_safe
def mine(request):
    """My documents."""
    opened = _own(request, "own_documents", P.OWN_PLAN_READ)
    context = {"papers": papers_of(opened.client, opened.stance, own=True), "closed": closed_words(opened.stance)}
    return render(request, "portal/my_documents.html", context)


@tagged("document", "create", needs=P.OWN_DOCUMENTS)
@require_http_methods(["GET", "POST"])
@once
def add_mine(request):
    """A form for a new document of mine."""
    opened = _own(request, "own_documents", P.OWN_DOCUMENTS)
    form = DocumentForm(request.POST or None, request.FILES or None, stance=opened.stance, own=True)
    status = 200
    if request.method == "POST":
        status = _added(request, opened, form)
        if status == 302:
            return redirect("clients:my_documents")
    return render(request, "portal/my_document_add.html", {"form": form}, status=status)


@tagged("document", "print", needs=P.OWN_PLAN_READ)
@require_safe
def show_mine(request, document):
    """One of my documents, to take along."""
    return _file(request, _own(request, "own_document", P.OWN_PLAN_READ), document, "clients:my_documents")


@tagged("document", "edit", needs=P.OWN_DOCUMENTS)
@require_POST
@once
def withdraw_mine(request, document):
    """Take back what I added."""
    opened = _own(request, "own_documents", P.OWN_DOCUMENTS)
    _withdraw(request, opened, document, "Uw document is ingetrokken. Het bestand is weg.")
    return redirect("clients:my_documents")
