"""Documents: the plan as PDF, every frozen version, and the reports of changes of income."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from clients.documents import closed_words, papers_of
from clients.header import lead_of, path_to
from werkcentrum.access.routes import tagged
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkcentrum.vocabulary import SITUATIONS
from werkplan import shown
from werkplan.models import CarryOver
from werkplan.policy import open_plan
from werkplan.snapshot import snapshot
from werkplan.views.frame import show_page


@tagged("document", "list")
def show(request, public_id):
    """Everything on paper about this person."""
    opened = open_plan(request.actor, public_id, part="documents", missing_ok=True)
    versions = list(opened.plan.versions.select_related("recorded_by").defer("content")) if opened.plan else []
    reports = [
        {
            "from": SITUATIONS[row.from_code].name,
            "to": SITUATIONS[row.to_code].name,
            "on": row.on,
            "at": row.recorded_at,
            "url": path_to("werkplan:carryover", opened.client.public_id, row.pk),
        }
        for row in CarryOver.objects.filter(client=opened.client)
    ]
    context = {
        "versions": [shown.show("version", row, opened.stance.groups) for row in versions],
        "reports": reports,
        "papers": papers_of(opened.client, opened.stance),
        "closed": closed_words(opened.stance),
        "may_add": opened.stance.may(P.DOCUMENT_ADD),
    }
    return show_page(request, "werkplan/documents.html", opened, tab="documents", **context)


@tagged("document", "print")
def plan_pdf(request, public_id):
    """The plan as it stands today, as PDF."""
    opened = open_plan(request.actor, public_id, part="pdf")
    lead = lead_of(opened.client)
    content = snapshot(opened.plan, coach=lead.user.name if lead else "")
    return _pdf(request, opened, content, version=None)


@tagged("document", "print")
def version_pdf(request, public_id, number):
    """A frozen version as PDF: the same bytes whenever it is asked."""
    opened = open_plan(request.actor, public_id, part="pdf")
    version = get_object_or_404(opened.plan.versions, number=number)
    return _pdf(request, opened, version.content, version=version)


def _pdf(request, opened, content, version):
    from werkplan.pdf.document import plan_document

    number = version.number if version else 0
    try:
        body = plan_document(opened.client, content, version=version)
    except Refused as no:
        messages.error(request, no.sentence)
        return redirect("werkplan:documents", opened.client.public_id)
    record("werkplan.print_plan", opened.plan, by=request.actor, dossier=opened.client.pk, version=number)
    response = HttpResponse(body, content_type="application/pdf")
    # AVG: a file name travels further than the file; it says nothing about whom.
    response.headers["Content-Disposition"] = 'inline; filename="werkplan.pdf"'
    return response
