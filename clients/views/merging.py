"""Bringing a second registration of a person into her sealed dossier (ADR 7)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from clients.actions import merging as actions
from clients.forms.merging import MergeForm
from clients.header import header_of
from clients.merging import Comparison, compare, twin_of
from clients.policy import open_client
from clients.shown import person
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused


@tagged("client", "merge")
@require_http_methods(["GET", "POST"])
@once
def merge(request, public_id):
    """The two side by side, a choice for every answer that differs, and what follows."""
    opened = open_client(request.actor, public_id, part="person", needs=P.SUPPORT_ADD)
    twin, found = twin_of(request.actor, opened.client), Comparison()
    if twin:
        request.actor.saw([twin.pk], "person")
        found = compare(request.actor, opened.client, twin)
    form = MergeForm(request.POST or None, found=found)
    status = 200 if request.method == "GET" else 422
    if request.method == "POST" and twin is None:
        messages.error(request, actions.GONE)
    elif form.is_valid():
        try:
            actions.merge(
                client=opened.client,
                twin=twin,
                chosen=form.chosen(),
                proof=form.cleaned_data["proof"],
                by=request.actor,
            )
        except Refused as no:
            # What was chosen stays chosen; the answers beside it, and what proves them, are those of now.
            data = request.POST.copy()
            data["proof"] = found.proof
            form.data = data
            form.add_error(None, no.sentence)
            status = no.status
        else:
            messages.success(request, "Samengevoegd. De tweede inschrijving is gesloten; u kunt die nog lezen.")
            return redirect("clients:person", public_id)
    context = {"header": header_of(opened, "watchers"), "client": person(opened), "form": form, "found": found}
    return render(request, "clients/merge.html", context | {"twin": twin is not None}, status=status)
