"""The exact look-up. What is typed travels in the body of a POST only."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clients.actions.lookup import look_up
from clients.forms.lookup import LookupForm
from clients.lookup import Found, limit_on
from werkcentrum.access.routes import tagged
from werkcentrum.permissions import Permission
from werkcentrum.refusal import Refused


@tagged("lookup", "search", needs=Permission.CLIENT_LOOKUP)
@require_http_methods(["GET", "POST"])
def find(request):
    """Ask about one person; the answer is a dossier one may open, whom to ask, or what to do next."""
    form = LookupForm(request.POST or None)
    answer, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            answer, status = look_up(by=request.actor, question=form.question), 200
        except Refused as no:
            form.add_error(no.field, no.sentence)
            status = no.status
    context = {
        "form": form,
        "answer": answer,
        "limit": limit_on(timezone.localdate()),
        "may_register": request.actor.may(Permission.CLIENT_REGISTER),
    }
    if answer and answer.found == Found.NONE:
        context["question"] = form.question
    elif answer:
        # SECURITY: the number or name of somebody with a dossier is not sent back.
        context["form"] = LookupForm()
    return render(
        request, "clients/_lookup_answer.html" if request.htmx else "clients/lookup.html", context, status=status
    )
