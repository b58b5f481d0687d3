"""What others do: giving a partner the code by which it points at somebody, and the plan of which ours is a part."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P
from werkplan.actions.above import link_plan, unlink_plan, update_above
from werkplan.actions.cards import give_code
from werkplan.elsewhere import LOOK, may_tell
from werkplan.forms.elsewhere import CodeForm, LinkForm, UpdateForm
from werkplan.models import ExchangeCode, OverarchingPlan, Progress
from werkplan.policy import open_plan
from werkplan.views.frame import attempt, show_page

LINKED = "Vastgelegd. De klant leest in Mijn plan dat dit plan bij het schuldhulpplan hoort."


@tagged("card", "create")
@require_http_methods(["GET", "POST"])
@once
def codes(request, public_id):
    """The codes that partners have, and a form that gives one more."""
    opened = open_plan(request.actor, public_id, part="exchange", needs=P.WERKPLAN_EDIT, missing_ok=True)
    form, status = CodeForm(request.POST or None, region=opened.client.region_id), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            tried = attempt(form, give_code, client=opened.client, by=request.actor, **form.cleaned_data)
            if tried.done:
                messages.success(request, "De code staat hieronder. Geef haar door aan de partner.")
                return redirect("werkplan:exchange", public_id)
            status = tried.status
    rows = ExchangeCode.objects.filter(client=opened.client).select_related("participation__partner").order_by("pk")
    lines = [(row.participation.partner.name, row.code, may_tell(opened.client, row.participation)) for row in rows]
    return show_page(request, "werkplan/exchange.html", opened, status=status, form=form, lines=lines)


@tagged("above", "edit")
@require_http_methods(["GET", "POST"])
@once
def above(request, public_id):
    """The plan of another of which ours is a part: note it, bring it up to date, or end it."""
    opened = open_plan(request.actor, public_id, part="above", needs=P.WERKPLAN_EDIT, missing_ok=True)
    if FieldGroup.BARRIERS not in opened.stance.groups:
        raise PermissionDenied(FieldGroup.BARRIERS)
    rows = OverarchingPlan.objects.filter(client=opened.client).open().select_related("owner__partner")
    row, ends = rows.first(), "stop" in request.POST
    data, status = request.POST if request.method == "POST" else None, 200
    form: Any = LinkForm(data, region=opened.client.region_id)
    action: Any = link_plan
    about: dict = {"client": opened.client}
    if row is not None:
        form = UpdateForm(data, initial={"status": row.status, "next_on": row.next_on, "version": row.version})
        action, about = unlink_plan if ends else update_above, {"plan": row}
    if form.is_bound:
        status = 422
        if form.is_valid():
            facts = form.cleaned_data if not (row and ends) else {"version": form.cleaned_data["version"]}
            tried = attempt(form, action, by=request.actor, **about, **facts)
            if tried.done:
                messages.success(request, "De koppeling is gestopt." if row and ends else LINKED)
                return redirect("werkplan:plan", public_id)
            status = tried.status
    texts = _both(form) if getattr(form, "theirs", None) else {"was": "", "mine": ""}
    return show_page(request, "werkplan/above.html", opened, status=status, form=form, now=row and _now(row), **texts)


def _both(form):
    """What stands there now, and what was typed over it."""
    theirs, typed = form.theirs, form.cleaned_data
    return {"was": _words(theirs.status, theirs.next_on), "mine": _words(typed["status"], typed["next_on"])}


def _words(status, day):
    return f"{Progress(status).label}{f', volgende datum {day:%d-%m-%Y}' if day else ''}"


def _now(row):
    name = row.owner.partner.name if row.owner else row.owner_name
    status = Progress(row.status)
    return {"owner": name, "status": status.label, "look": LOOK[status], "brings": row.owner is not None}
