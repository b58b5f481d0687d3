"""An anonymous visit: twenty seconds, four keys."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from clients.actions.visits import record_visit
from clients.forms.visits import VisitForm
from clients.views.panel import form_page
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission


@tagged("visit", "create", needs=Permission.VISIT_RECORD)
@require_http_methods(["GET", "POST"])
@once
def create(request):
    """Record that somebody came by, and go on at the desk."""
    form = VisitForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        visit = record_visit(by=request.actor, **form.cleaned_data)
        messages.success(request, f"Bezoek vastgelegd: {visit.get_reason_display().lower()}, {visit.minutes} minuten.")
        return redirect("clients:desk")
    return form_page(request, "visit_form", {"form": form}, status=422 if form.is_bound else 200)
