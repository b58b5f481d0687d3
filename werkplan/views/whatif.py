"""Wat als ik ga werken? For the coach from the dossier, for the client from her plan; nothing is stored."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from clients.policy import open_client
from clients.shown import person
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkplan.forms.whatif import WhatIfForm
from werkplan.mine import PLAIN, open_own
from werkplan.report import groups_of, rows_of_preview
from werkplan.views.frame import show_page
from werkplan.whatif import what_if_work
from werkplan.words import owner_name


@tagged("income", "edit")
@require_http_methods(["GET", "POST"])
@once
def ask(request, public_id):
    """The question, and the answer with every item of the plan."""
    opened = open_client(request.actor, public_id, part="income", needs=P.SITUATION_CHANGE)
    form = WhatIfForm(request.POST or None)
    found, status = _answer(request, opened.client, form)
    return show_page(request, "werkplan/what_if.html", opened, tab="", status=status, form=form, **found)


@tagged("plan", "ask", needs=P.OWN_PLAN_READ)
@require_http_methods(["GET", "POST"])
@once
def mine(request):
    """The same question in plain words, about her own plan."""
    own = open_own(request.actor, part="own_plan")
    form = WhatIfForm(request.POST or None)
    found, status = _answer(request, own.client, form)
    return render(request, "portal/my_what_if.html", {"client": person(own), "form": form, **found}, status=status)


def _answer(request, client, form):
    """The context of the answer and the status of the page; without a good question there is none."""
    if request.method != "POST":
        return {}, 200
    if not form.is_valid():
        return {}, 422
    try:
        question = what_if_work(client=client, by=request.actor, **form.question())
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, no.sentence)
        return {}, no.status
    preview = question.preview
    old = owner_name(preview.report.responsible_before.partner_kind, client, preview.lead)
    groups = groups_of(rows_of_preview(preview), old)
    answer = preview.report.responsible_after
    return {
        "question": question,
        "groups": groups,
        "parts": [(PLAIN[group.kind].format(old=old), group.rows) for group in groups if group.rows],
        "helps": answer.explanation,
        "article": answer.article,
        "deadlines": preview.report.deadlines,
    }, 200
