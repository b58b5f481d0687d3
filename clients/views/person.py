"""The person's pages: the answers by group, the record itself, the BSN on a click, and who looks along."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.actions import number as numbers
from clients.actions import person as actions
from clients.forms.person import PersonForm
from clients.header import header_of, path_to
from clients.intake import progress
from clients.intake.known import known_of
from clients.intake.lens import lens_of
from clients.intake.sections import SECTIONS
from clients.lookup import may_use_bsn
from clients.merging import twin_of
from clients.models import Client, HiddenAddress
from clients.policy import open_client
from clients.rights import disputes_of
from clients.sealing import own_address
from clients.shown import intake as intake_of
from clients.shown import person as person_of
from clients.team import substitutes_of
from clients.views.intake_step import closed_of, read_pages
from clients.watchers import involved_with, looks_at, page_of
from werkcentrum.access.relations import Relation
from werkcentrum.access.routes import tagged
from werkcentrum.access.stepup import step_up
from werkcentrum.audit.submission import once
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused, Stale


@tagged("client", "read")
@require_safe
def person(request, public_id):
    """The Intake tab: every answer with its source, as far as role and relation show it."""
    opened = open_client(request.actor, public_id, part="intake", needs=P.CLIENT_READ)
    return _person_page(request, opened)


@tagged("client", "choose")
@require_POST
@step_up
def bsn(request, public_id):
    """The BSN, on a click, for who has a task of law; a reading and an event of its own."""
    opened = open_client(request.actor, public_id, part="bsn", needs=P.BSN_READ)
    number = numbers.read_bsn(opened=opened, by=request.actor)
    if request.htmx:
        return render(request, "clients/_person_bsn.html", {"client": person_of(opened), "bsn": number, "asked": True})
    return _person_page(request, opened, bsn=number, asked=True)


def _person_page(request, opened, **context):
    lens, known = lens_of(opened.stance), known_of(opened.client)
    pages = read_pages(SECTIONS, lens, known, opened.client)
    may_read_bsn = opened.stance.may(P.BSN_READ) and FieldGroup.BSN in opened.stance.groups
    context |= {
        "header": header_of(opened, "intake"),
        "client": person_of(opened),
        "intake": intake_of(opened),
        "may_edit": opened.stance.may(P.CLIENT_EDIT),
        "move_url": path_to("werkplan:move_house", opened.client.public_id),
        "may_write": opened.stance.may(P.INTAKE_WRITE),
        "sees_income": FieldGroup.INCOME in opened.stance.groups,
        "may_read_bsn": may_read_bsn and known["bsn"].is_known,
        "may_correct_bsn": opened.stance.may(P.CLIENT_EDIT) and may_use_bsn(request.actor) and known["bsn"].is_known,
        "has_hidden": opened.stance.opens_hidden_address and known["address_sealed"].is_known,
        "disputes": disputes_of(opened),
        "left": len(progress.missing(lens, known)),
        "pages": pages,
        "closed": closed_of(pages),
    }
    return render(request, "clients/person.html", context)


@tagged("client", "edit")
@require_http_methods(["GET", "POST"])
@once
def edit(request, public_id):
    """Names, birth date, address and contact; a stale form shows both texts."""
    opened = open_client(request.actor, public_id, part="person", needs=P.CLIENT_EDIT)
    hidden = HiddenAddress.objects.filter(client=opened.client.pk).exists()
    form = PersonForm(request.POST or None, person=opened.client, hidden=hidden)
    if request.method == "GET":
        return _edit_page(request, opened, form)
    if not form.is_valid():
        return _edit_page(request, opened, form, status=422)
    try:
        changed = actions.edit_person(
            client=opened.client, version=form.cleaned_data["version"], values=form.values(), by=request.actor
        )
    except Stale as no:
        return _stale_page(request, opened, form, no)
    except Refused as no:
        form.add_error(no.field, no.sentence)
        return _edit_page(request, opened, form, status=no.status)
    messages.success(request, "Bewaard." if changed else "Er is niets veranderd.")
    return redirect(_back(request, opened.client))


def _edit_page(request, opened, form, status=200, **context):
    # The header tells who it is as saved, whatever was typed.
    opened.client.refresh_from_db()
    context |= {"header": header_of(opened, "intake"), "form": form, "client": person_of(opened)}
    context["back"] = _back(request, opened.client)
    context["hidden"] = "postcode" not in form.fields
    return render(request, "clients/person_edit.html", context, status=status)


def _stale_page(request, opened, form, no):
    differences = form.differences(no.current)
    form.data = form.data.copy()
    form.data["version"] = no.current.version
    return _edit_page(request, opened, form, status=no.status, differences=differences, no=no)


def _back(request, client):
    """Where one came from, when that is a page of this dossier."""
    asked = request.POST.get("back") or request.headers.get("Referer", "")
    path = asked[asked.find("/klanten/") :] if "/klanten/" in asked else ""
    here = f"/klanten/{client.public_id}/"
    safe = path.startswith(here) and path.isprintable() and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if safe and not path.endswith("/gegevens/") else reverse("clients:person", args=[client.public_id])


@tagged("client", "list")
@require_safe
def watchers(request, public_id):
    """Who is involved with this dossier; for its lead also who looked."""
    opened = open_client(request.actor, public_id, part="watchers", needs=P.CLIENT_READ)
    leads = opened.stance.relation == Relation.LEAD
    context = {
        "header": header_of(opened, "watchers"),
        "client": person_of(opened),
        "involved": involved_with(opened.client.pk),
        "may_consent": opened.stance.may(P.CONSENT_RECORD),
        "looks": looks_at(opened.client.pk, page_of(request.GET)) if leads else None,
        "team": substitutes_of(opened.client.pk, request.actor) if leads else None,
        "may_change": opened.stance.may(P.SUPPORT_ADD),
        "still": opened.stance.still,
        "closed": opened.stance.is_closed,
        "close_url": path_to("werkplan:dossier_close", public_id),
        "twin": leads and twin_of(request.actor, opened.client) is not None,
    }
    return render(request, "clients/person_watchers.html", context)


@tagged("client", "read", needs=P.OWN_PLAN_READ)
@require_safe
def my_data(request):
    """The client's own page: what we know, from where, and who looked."""
    own = Client.objects.visible_to(request.actor).values_list("public_id", flat=True).first()
    if own is None:
        return render(request, "clients/my_data_empty.html")
    opened = open_client(request.actor, own, part="mine", needs=P.OWN_PLAN_READ)
    if opened.stance.relation != Relation.SELF:
        raise Http404
    lens, known = lens_of(opened.stance), known_of(opened.client)
    pages = [page for page in read_pages(SECTIONS, lens, known, opened.client) if any(q.lines for q in page.shown)]
    context = {
        "disputes": disputes_of(opened),
        "client": person_of(opened),
        "pages": pages,
        "involved": [row for row in involved_with(opened.client.pk) if row["partner"]],
        "hidden_address": own_address(opened),
    }
    return render(request, "clients/my_data.html", context)
