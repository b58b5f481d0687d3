"""A hidden address: shown on a click to who is named for it, and changed on a page of its own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from clients.actions import address as actions
from clients.forms.sealing import AddressForm
from clients.header import header_of
from clients.models.address import lines
from clients.policy import open_client
from clients.shown import person
from werkcentrum.access.routes import tagged
from werkcentrum.access.stepup import step_up
from werkcentrum.audit.submission import once
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P


@tagged("address", "choose")
@require_POST
@step_up
def hidden_address(request, public_id):
    """The hidden address, once; a reading and an event of its own."""
    opened = open_client(request.actor, public_id, part="hidden_address", needs=P.CLIENT_READ)
    if not opened.client.dossier.sealed:
        return redirect("clients:person", public_id)  # the address stands in the record
    parts = actions.read_address(opened=opened, by=request.actor)
    context = {"header": header_of(opened, "intake"), "client": person(opened), "lines": lines(parts) if parts else []}
    return render(request, "clients/hidden_address.html", context)


@tagged("address", "edit")
@require_http_methods(["GET", "POST"])
@step_up
@once
def hidden_address_edit(request, public_id):
    """A new hidden address; what stands there now is not shown, only replaced."""
    opened = open_client(request.actor, public_id, part="hidden_address", needs=P.CLIENT_EDIT)
    if not opened.client.dossier.sealed:
        return redirect("clients:person_edit", public_id)
    if not opened.stance.opens_hidden_address:
        raise PermissionDenied(FieldGroup.SEALED_ADDRESS)
    form = AddressForm(request.POST or None)
    if form.is_valid():
        actions.change_address(opened=opened, values=form.cleaned_data, by=request.actor)
        messages.success(request, "Het nieuwe adres is bewaard.")
        return redirect("clients:person", public_id)
    context = {"header": header_of(opened, "intake"), "client": person(opened), "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "clients/hidden_address_edit.html", context, status=status)
