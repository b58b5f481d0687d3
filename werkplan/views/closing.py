"""Closing a dossier and opening it again: one question, with its consequence."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from clients.policy import open_client
from werkcentrum.access.relations import Relation
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkplan.actions import closing as actions
from werkplan.views.frame import show_page


@tagged("dossier", "close")
@require_http_methods(["GET", "POST"])
@once
def dossier(request, public_id):
    """Close a running dossier, or open a closed one again; by its lead."""
    opened = open_client(request.actor, public_id, part="watchers", needs=P.CLIENT_READ)
    if opened.stance.relation != Relation.LEAD or not request.actor.may(P.SUPPORT_ADD):
        raise PermissionDenied(P.SUPPORT_ADD)
    closed = opened.stance.is_closed
    sentence, status = "", 200
    if request.method == "POST":
        try:
            (actions.reopen_dossier if closed else actions.close_dossier)(client=opened.client, by=request.actor)
        except Refused as no:
            sentence, status = no.sentence, no.status
        else:
            told = "Het dossier is weer open." if closed else "Het dossier is gesloten. U leest het nog 12 maanden."
            messages.success(request, told)
            return redirect("clients:watchers", public_id)
    return show_page(
        request, "werkplan/dossier_close.html", opened, tab="watchers", status=status, closed=closed, sentence=sentence
    )
