"""The BSN that was not at hand at registration, and the one that was wrong."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from clients.actions import number as actions
from clients.forms.person import BsnCorrectForm, BsnForm
from clients.header import header_of
from clients.lookup import may_use_bsn
from clients.policy import open_client
from clients.shown import person
from werkcentrum.access.routes import tagged
from werkcentrum.access.stepup import step_up
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused


@tagged("client", "edit")
@require_http_methods(["GET", "POST"])
@once
def bsn_add(request, public_id):
    """Add the number of somebody who was registered without one."""

    def save(client, form):
        actions.add_bsn(client=client, number=form.cleaned_data["bsn"], by=request.actor)
        messages.success(request, "Het BSN is bewaard. De balie leest het niet terug.")

    return _number(request, public_id, BsnForm, "clients/person_bsn_add.html", save)


@tagged("client", "edit")
@require_http_methods(["GET", "POST"])
@step_up
@once
def bsn_correct(request, public_id):
    """Replace a wrong number; the old one is neither shown nor kept."""

    def save(client, form):
        data = form.cleaned_data
        actions.correct_bsn(client=client, number=data["bsn"], why=data["why"], by=request.actor)
        messages.success(request, "Het BSN is verbeterd. Het oude nummer is weg.")

    return _number(request, public_id, BsnCorrectForm, "clients/person_bsn_correct.html", save)


def _number(request, public_id, form_class, template, save):
    opened = open_client(request.actor, public_id, part="person", needs=P.CLIENT_EDIT)
    if not may_use_bsn(request.actor):
        raise PermissionDenied
    form = form_class(request.POST or None)
    context = {"header": header_of(opened, "intake"), "client": person(opened), "form": form, "answer": None}
    if not form.is_valid():
        return render(request, template, context, status=200 if request.method == "GET" else 422)
    try:
        save(opened.client, form)
    except Refused as no:
        form.add_error("bsn", no.sentence)
        context["answer"] = getattr(no, "answer", None)
        return render(request, template, context, status=no.status)
    return redirect("clients:person", public_id)
