"""Undoing that a colleague knows a client from home: by another, with a reason, without seeing who it is about."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from werkcentrum.access.actions import kin_rows, may_undo_kin, undo_kin
from werkcentrum.access.forms import UndoKinForm
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused


@tagged("kin", "decide")
@require_http_methods(["GET", "POST"])
@once
def kin(request):
    """Who said so, and one of them undone."""
    if not may_undo_kin(request.actor):
        raise PermissionDenied(P.REVIEW_ACCESS)
    rows = kin_rows(request.actor)
    form = UndoKinForm(request.POST or None, rows=rows)
    status = 200 if request.method == "GET" else 422
    if form.is_valid():
        try:
            undo_kin(row=form.cleaned_data["row"], why=form.cleaned_data["why"], by=request.actor)
        except Refused as no:
            form.add_error("row", no.sentence)
            status = no.status
        else:
            messages.success(request, "Teruggedraaid. Deze collega kan het dossier weer krijgen.")
            return redirect("access:kin")
    return render(request, "access/kin.html", {"form": form, "rows": rows}, status=status)
