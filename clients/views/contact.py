"""Contact with a person: appointments, notes, searching them, and correcting one by a new version."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.actions import notes as actions
from clients.appointments import of_client
from clients.forms.notes import CorrectForm, NoteForm, SearchForm
from clients.header import header_of, path_to
from clients.models import Note
from clients.notes import noted, notes_of, versions_of
from clients.policy import open_client
from clients.reach_out import tried_for
from clients.shown import person
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import FieldGroup as G
from werkcentrum.permissions import Permission as P
from werkcentrum.web.attempt import attempt


@tagged("contact", "list")
@require_safe
def contact(request, public_id):
    """Appointments to come and those that were, what was noted, and who was hard to reach."""
    return _contact(request, _open(request, public_id))


def _open(request, public_id):
    return open_client(request.actor, public_id, part="contact", needs=P.WERKPLAN_READ, group=G.PLAN)


def _contact(request, opened, form=None):
    ahead, behind = of_client(opened)
    word = form.cleaned_data["word"] if form else ""
    context = {
        "ahead": ahead,
        "behind": behind,
        "notes": notes_of(opened, word=word),
        "search": form or SearchForm(),
        "attempts": tried_for(opened.client),
        "may_edit": opened.stance.may(P.WERKPLAN_EDIT),
        "talk_url": path_to("werkplan:conversation", opened.client.public_id),
    }
    return _page(request, "clients/contact.html", opened, **context)


def _page(request, template, opened, *, status=200, **context):
    context |= {"header": header_of(opened, "contact"), "client": person(opened)}
    return render(request, template, context, status=status)


@tagged("note", "search")
@require_POST
def search(request, public_id):
    """The notes of this dossier with a word in them."""
    opened = _open(request, public_id)
    form = SearchForm(request.POST)
    return _contact(request, opened, form if form.is_valid() else None)


@tagged("note", "create")
@require_http_methods(["GET", "POST"])
@once
def add(request, public_id):
    """Write a note."""
    opened = open_client(request.actor, public_id, part="contact", needs=P.WERKPLAN_EDIT)
    form = NoteForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        tried = attempt(form, actions.write_note, client=opened.client, by=request.actor, **form.facts())
        if tried.done:
            messages.success(request, f"De notitie is bewaard, {actions.FOR[Note.Audience(tried.result.audience)]}.")
            return redirect("clients:contact", public_id)
        status = tried.status
    return _page(request, "clients/note_add.html", opened, status=status, form=form)


@tagged("note", "open")
@require_http_methods(["GET", "POST"])
@once
def show(request, public_id, note):
    """One note with every version of it; who may, corrects it by a new one."""
    opened = open_client(request.actor, public_id, part="contact", needs=P.WERKPLAN_READ, group=G.NOTES)
    rows = Note.objects.readable_by(request.actor).filter(client=opened.client.pk)
    found = get_object_or_404(rows, public_id=note)
    versions = versions_of(found, request.actor)
    if not versions:
        raise Http404
    newest = versions[0]
    if request.method == "POST":
        opened.stance.require(P.WERKPLAN_EDIT)
    form = CorrectForm(request.POST or None, initial={"text": newest.text, "number": newest.number})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        # What was read is what is corrected: over a newer version one is told first.
        read = next((row for row in versions if row.number == form.cleaned_data["number"]), newest)
        text = form.cleaned_data["text"]
        tried = attempt(form, actions.correct_note, note=read, text=text, by=request.actor)
        if tried.done:
            messages.success(request, "De verbeterde notitie staat er. De vorige versie blijft te lezen.")
            return redirect("clients:note", public_id, tried.result.public_id)
        status = tried.status
    mine = opened.stance.may(P.WERKPLAN_EDIT) and newest.participation_id == request.actor.cell.pk
    context = {
        "note": noted(newest, public_id),
        "before": [noted(row, public_id) for row in versions[1:]],
        "form": form if mine else None,
    }  # fmt: skip
    return _page(request, "clients/note.html", opened, status=status, **context)
