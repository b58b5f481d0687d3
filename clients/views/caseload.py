"""The list of one's own people."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from clients.caseload import Filters, caseload_of, other_leads
from clients.forms.caseload import CaseloadForm
from clients.header import path_to
from clients.models import SavedView
from clients.saved_views import views_of
from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission as P


@tagged("client", "list", needs=P.CLIENT_READ)
@require_safe
def caseload(request):
    """The dossiers one is involved with, by what is due; everybody shown is noted in the log."""
    actor, filters = request.actor, Filters.of(request.GET)
    page = caseload_of(actor, filters)
    actor.saw(page.ids, "list:caseload")
    context = {
        "page": page,
        "form": CaseloadForm(region=actor.region, leads=other_leads(actor), filters=filters),
        "views": views_of(actor, SavedView.Page.CLIENTS, filters.query),
        "kept": {"relatie": filters.relation, "vandaag": "1" if filters.due else ""},
        "register_url": path_to("clients:register") if actor.may(P.CLIENT_REGISTER) else "",
        "find_url": path_to("clients:find"),
    }
    return render(request, "clients/caseload.html", context)
