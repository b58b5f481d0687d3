"""What somebody said yes to: on the dossier for who works with her, and in the portal for the client herself."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.actions import consents as actions
from clients.forms.consents import ConsentForm
from clients.header import header_of
from clients.models import Client
from clients.policy import open_client
from clients.sharing import shared_of
from clients.shown import person
from werkcentrum.access.relations import Relation
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused


@tagged("sharing", "edit")
@require_http_methods(["GET", "POST"])
@once
def sharing(request, public_id):
    """Every consent of a person, and a form for a new one."""
    opened = open_client(request.actor, public_id, part="sharing", needs=P.CONSENT_RECORD)
    form = ConsentForm(request.POST or None, region=opened.client.region_id)
    if request.method == "GET":
        return _page(request, opened, form)
    if not form.is_valid():
        return _page(request, opened, form, status=422)
    try:
        actions.give(client=opened.client, by=request.actor, **form.values())
    except Refused as no:
        form.add_error(no.field, no.sentence)
        return _page(request, opened, form, status=no.status)
    messages.success(request, "De toestemming is vastgelegd. De klant ziet dit en kan het altijd intrekken.")
    return redirect("clients:sharing", public_id)


def _page(request, opened, form, status=200):
    context = {
        "header": header_of(opened, "watchers"),
        "client": person(opened),
        "form": form,
        "rows": shared_of(opened.client),
    }
    return render(request, "clients/sharing.html", context, status=status)


@tagged("sharing", "edit")
@require_POST
@once
def withdraw(request, public_id, consent):
    """Record that the client takes a consent back."""
    opened = open_client(request.actor, public_id, part="sharing", needs=P.CONSENT_RECORD)
    row = get_object_or_404(opened.client.consents, public_id=consent)
    try:
        actions.withdraw(consent=row, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, "Ingetrokken. Wie op deze toestemming meekeek, ziet het dossier nu niet meer.")
    return redirect("clients:sharing", public_id)


def own_dossier(request, part):
    """The client's own dossier, with the reading noted. Raises Http404 when she has none."""
    mine = Client.objects.visible_to(request.actor).values_list("public_id", flat=True).first()
    if mine is None:
        raise Http404
    opened = open_client(request.actor, mine, part=part, needs=P.OWN_RIGHTS)
    if opened.stance.relation != Relation.SELF:
        raise Http404
    return opened


@tagged("sharing", "read", needs=P.OWN_RIGHTS)
@require_safe
def my_sharing(request):
    """What I said yes to, with a button to take it back."""
    opened = own_dossier(request, "own_sharing")
    return render(request, "portal/my_sharing.html", {"rows": shared_of(opened.client)})


@tagged("sharing", "refuse", needs=P.OWN_RIGHTS)
@require_POST
@once
def my_withdraw(request, consent):
    """Take my consent back: it works at once."""
    opened = own_dossier(request, "own_sharing")
    row = get_object_or_404(opened.client.consents, public_id=consent)
    try:
        actions.withdraw(consent=row, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, "Uw toestemming is ingetrokken. Vanaf nu delen wij deze gegevens niet meer.")
    return redirect("clients:my_sharing")
