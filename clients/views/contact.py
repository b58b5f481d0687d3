"""Contact with a person: what is planned, what was."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from clients.appointments import of_client
from clients.header import header_of
from clients.policy import open_client
from clients.shown import person
from werkcentrum.access.routes import tagged
from werkcentrum.permissions import FieldGroup as G
from werkcentrum.permissions import Permission as P


@tagged("contact", "list")
@require_safe
def contact(request, public_id):
    """Appointments to come and those that were."""
    opened = open_client(request.actor, public_id, part="contact", needs=P.WERKPLAN_READ, group=G.PLAN)
    ahead, behind = of_client(opened)
    context = {
        "header": header_of(opened, "contact"),
        "client": person(opened),
        "ahead": ahead,
        "behind": behind,
        "may_edit": opened.stance.may(P.WERKPLAN_EDIT),
    }
    return render(request, "clients/contact.html", context)
