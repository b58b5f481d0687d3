"""The client's own rights in the portal: everything we hold to take along, and requests with their answers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.actions import rights as actions
from clients.forms.rights import AskForm
from clients.rights import subjects_of
from clients.shown import requested
from clients.views.rights import exported
from clients.views.sharing import own_dossier
from werkcentrum.access import door
from werkcentrum.access.routes import tagged
from werkcentrum.access.scoping import ACTIVITIES
from werkcentrum.access.stepup import step_up_to_read
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused


@tagged("rights", "edit", needs=P.OWN_RIGHTS)
@require_http_methods(["GET", "POST"])
@once
def my_rights(request):
    """What we keep and why, my requests, and a form for a new one."""
    opened = own_dossier(request, "own_rights")
    form, status = AskForm(request.POST or None, subjects=subjects_of(opened)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.ask(client=opened.client, way="portaal", by=request.actor, **form.values())
            except Refused as no:
                form.add_error(no.field, no.sentence)
                status = no.status
            else:
                messages.success(request, "Wij hebben uw verzoek. U krijgt binnen een maand antwoord.")
                return redirect("clients:my_rights")
    context = {
        "form": form,
        "rows": [requested(row, opened.stance.groups) for row in opened.client.requests.all()],
        "activities": [row for row in ACTIVITIES.values() if row.key not in {"desk", "erasing"}],
    }
    return render(request, "portal/my_rights.html", context, status=status)


@tagged("rights", "refuse", needs=P.OWN_RIGHTS)
@require_POST
@once
def my_right_withdraw(request, asked):
    """Take my request back."""
    opened = own_dossier(request, "own_rights")
    row = get_object_or_404(opened.client.requests, public_id=asked)
    try:
        actions.withdraw(request=row, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, "Uw verzoek is ingetrokken.")
    return redirect("clients:my_rights")


@tagged("inzage", "print", needs=P.OWN_RIGHTS)
@require_safe
@step_up_to_read
def my_export(request, kind):
    """Everything about me, on paper or as a file."""
    opened = own_dossier(request, "own_export")
    with door.exporting_own():
        return exported(request, opened.client, kind, back=redirect("clients:my_rights"))
