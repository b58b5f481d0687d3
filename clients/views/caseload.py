"""The list of one's own people."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from clients.caseload import Filters, caseload_of
from clients.header import path_to
from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission as P


@tagged("client", "list", needs=P.CLIENT_READ)
@require_safe
def caseload(request):
    """The dossiers one is involved with, by what is due; everybody shown is noted in the log."""
    page = caseload_of(request.actor, Filters.of(request.GET))
    request.actor.saw(page.ids, "list:caseload")
    may_register = request.actor.may(P.CLIENT_REGISTER)
    context = {
        "page": page,
        "register_url": path_to("clients:register") if may_register else "",
        "find_url": path_to("clients:find"),
    }
    return render(request, "clients/caseload.html", context)
