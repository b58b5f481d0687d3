"""Who helps with a dossier: supporting people, substitutes, and who knows the client from home."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from clients.actions import support as actions
from clients.forms.support import PartnerForm, SealAskForm, SubstituteForm, SupportForm
from clients.header import header_of
from clients.lookup import looked_up
from clients.models import Client
from clients.policy import open_client
from clients.shown import EVERYBODY, person, show
from clients.team import needs_consent, substitutes_of
from werkcentrum.access import actions as access
from werkcentrum.access.models import Dossier, Involvement, Relation
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused


@tagged("support", "create")
@require_http_methods(["GET", "POST"])
@once
def support_add(request, public_id):
    """First the partner, then the person with what she may read and until when."""
    opened = open_client(request.actor, public_id, part="watchers", needs=P.SUPPORT_ADD)
    typed = request.POST if request.method == "POST" else request.GET
    choice = PartnerForm(typed if "partner" in typed else None, region=opened.client.region)
    if not choice.is_valid():
        status = 200 if request.method == "GET" else 422
        return _page(request, "clients/support_partner.html", opened, status=status, choice=choice)
    form = SupportForm(request.POST or None, cell=choice.cell(), client=opened.client, stance=opened.stance)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = _add_support(request, opened.client, form)
            if status == 302:
                return redirect("clients:watchers", public_id)
    context = {"form": form, "cell": form.cell, "consent": needs_consent(form.cell)}
    return _page(request, "clients/support_form.html", opened, status=status, **context)


def _add_support(request, client, form):
    try:
        row = actions.add_support(client=client, by=request.actor, **form.facts())
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, no.sentence)
        return no.status
    messages.success(request, f"{row.user.name} kijkt nu mee. U en de klant kunnen dat altijd stoppen.")
    return 302


@tagged("support", "decide")
@require_http_methods(["GET", "POST"])
@once
def support_end(request, public_id, pk):
    """Ask with the consequence, then stop the support of one person."""
    return _end(request, public_id, pk, Relation.SUPPORT, actions.end_support)


@tagged("support", "edit", needs=P.OWN_RIGHTS)
@require_http_methods(["GET", "POST"])
@once
def my_support_end(request, pk):
    """The client stops somebody who helps on parts: no reason asked, and nothing else changes."""
    own = Client.objects.visible_to(request.actor).values_list("public_id", flat=True).first()
    if own is None:
        raise Http404
    opened = open_client(request.actor, own, part="mine", needs=P.OWN_RIGHTS)
    rows = Involvement.objects.live().select_related("user", "participation__partner")
    row = get_object_or_404(rows, pk=pk, dossier=opened.client.pk, relation=Relation.SUPPORT)
    if request.method == "GET":
        return render(request, "portal/support_end.html", {"row": show("involved", row, EVERYBODY)})
    actions.end_support(client=opened.client, row=row, by=request.actor)
    messages.success(request, f"{row.participation.partner.name} kijkt niet meer mee.")
    return redirect("clients:my_data")


@tagged("team", "decide")
@require_http_methods(["GET", "POST"])
@once
def substitute_end(request, public_id, pk):
    """Ask with the consequence, then take a substitute off the dossier."""
    return _end(request, public_id, pk, Relation.TEAM, actions.end_substitute)


def _end(request, public_id, pk, relation, action):
    opened = open_client(request.actor, public_id, part="watchers", needs=P.SUPPORT_ADD)
    rows = Involvement.objects.live().select_related("user", "participation__partner")
    row = get_object_or_404(rows, pk=pk, dossier=opened.client.pk, relation=relation)
    if request.method == "GET":
        return _page(
            request,
            "clients/involved_end.html",
            opened,
            row=show("involved", row, EVERYBODY),
            support=relation == Relation.SUPPORT,
        )
    action(client=opened.client, row=row, by=request.actor)
    messages.success(request, f"{row.user.name} opent dit dossier niet meer.")
    return redirect("clients:watchers", public_id)


@tagged("team", "create")
@require_http_methods(["GET", "POST"])
@once
def substitute_add(request, public_id):
    """Name a colleague of the own cell who can stand in."""
    opened = open_client(request.actor, public_id, part="watchers", needs=P.SUPPORT_ADD)
    team = substitutes_of(opened.client.pk, request.actor)
    form = SubstituteForm(request.POST or None, choices=team.choices)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = _add_substitute(request, opened.client, form)
            if status == 302:
                return redirect("clients:watchers", public_id)
    return _page(request, "clients/substitute_form.html", opened, status=status, form=form, team=team)


def _add_substitute(request, client, form):
    try:
        row = actions.add_substitute(
            client=client, user=form.user(), asked=form.cleaned_data["asked"], by=request.actor
        )
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, no.sentence)
        return no.status
    messages.success(request, f"{row.user.name} kan u nu vervangen in dit dossier.")
    return 302


@tagged("kin", "create")
@require_http_methods(["GET", "POST"])
@once
def kin(request, public_id):
    """Say that one knows this person from home; from then on the dossier is shut for her."""
    opened = open_client(request.actor, public_id, part="watchers", needs=P.CLIENT_READ)
    if opened.stance.relation == Relation.SELF:
        raise Http404
    if request.method == "GET":
        return _page(request, "clients/kin.html", opened, leads=opened.stance.relation == Relation.LEAD)
    access.declare_kin(dossier=opened.client.dossier, by=request.actor)
    messages.success(request, "Vastgelegd. U ziet dit dossier niet meer. Uw teamleider zorgt dat een ander helpt.")
    return redirect("home")


@tagged("kin", "search", needs=P.CLIENT_LOOKUP)
@require_POST
@once
def kin_looked_up(request):
    """The same about somebody whom one just looked up and whose dossier is with others: it stays shut, for good."""
    dossier = looked_up(request.actor, request.POST.get("token", ""))
    if dossier is None:
        raise Refused("Zoek de persoon eerst op. Daarna kunt u een kwartier lang zeggen dat u die kent.")
    access.declare_kin(dossier=Dossier(pk=dossier), by=request.actor)
    messages.success(request, "Vastgelegd. U kunt dit dossier niet openen, ook niet in een noodgeval.")
    return redirect("home")


@tagged("seal", "create")
@require_http_methods(["GET", "POST"])
@once
def seal_ask(request, public_id):
    """Ask the privacy officer to let almost nobody open this dossier."""
    opened = open_client(request.actor, public_id, part="watchers", needs=P.SUPPORT_ADD)
    form = SealAskForm(request.POST or None)
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        try:
            access.ask_seal(dossier=opened.client.dossier, reason=form.cleaned_data["reason"], by=request.actor)
        except Refused as no:
            form.add_error(None, no.sentence)
            status = no.status
        else:
            messages.success(request, "Gevraagd. De privacy officer beslist en belt u als er iets te kiezen is.")
            return redirect("clients:watchers", public_id)
    return _page(request, "clients/seal_ask.html", opened, status=status, form=form)


@tagged("seal", "edit", needs=P.OWN_RIGHTS)
@require_http_methods(["GET", "POST"])
@once
def my_seal_ask(request):
    """The client asks that almost nobody opens her dossier."""
    own = Client.objects.visible_to(request.actor).values_list("public_id", flat=True).first()
    if own is None:
        raise Http404
    opened = open_client(request.actor, own, part="mine", needs=P.OWN_RIGHTS)
    form = SealAskForm(request.POST or None)
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        try:
            access.ask_seal(dossier=opened.client.dossier, reason=form.cleaned_data["reason"], by=request.actor)
        except Refused as no:
            form.add_error(None, no.sentence)
            status = no.status
        else:
            messages.success(request, "Gevraagd. De privacy officer kijkt ernaar en neemt contact met u op.")
            return redirect("clients:my_data")
    return render(request, "portal/seal_ask.html", {"form": form}, status=status)


def _page(request, template, opened, *, status=200, **context):
    context |= {"header": header_of(opened, "watchers"), "client": person(opened)}
    return render(request, template, context, status=status)
