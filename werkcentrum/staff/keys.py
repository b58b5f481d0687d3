"""The page about systems of partners: which key, for whom, until when; a new one is shown once."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from werkcentrum.access import actions
from werkcentrum.access.models import PartnerKey
from werkcentrum.access.routes import tagged
from werkcentrum.access.stepup import step_up
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkcentrum.staff.forms import KeyForm

LONG_AGO = 50
MADE = "made_key"


def _keys(actor):
    rows = PartnerKey.objects.filter(participation__region=actor.region)
    return rows.select_related("participation__partner", "made_by").order_by("participation__partner__name", "-made_at")


@tagged("partner_key", "create", needs=P.KEY_GRANT)
@require_http_methods(["GET", "POST"])
@step_up
@once
def keys(request):
    """Every key of the region, and a form for a new one. Its text is on the page after that form, and nowhere else."""
    form, status = KeyForm(request.POST or None, region=request.actor.region), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row, token = actions.make_key(by=request.actor, **form.cleaned_data)
                # SECURITY: the content of a session is sealed, and the next page takes it out.
                request.session[MADE] = [row.pk, token]
                return redirect("staff:keys")
            except Refused as no:
                form.add_error(no.field, no.sentence)
                status = no.status
    made, token = (request.session.pop(MADE, None) if request.method == "GET" else None) or (0, "")
    rows, today = list(_keys(request.actor)[:500]), timezone.localdate()
    live = [row for row in rows if row.revoked_at is None and row.valid_until >= today]
    over = [row for row in rows if row not in live][:LONG_AGO]
    fresh = next((row for row in live if row.pk == made), None)
    context = {"form": form, "live": live, "over": over, "made": fresh, "token": token if fresh else ""}
    return render(request, "staff/keys.html", context, status=status)


@tagged("partner_key", "decide", needs=P.KEY_GRANT)
@require_POST
@step_up
@once
def revoke(request, pk):
    """Take a key back; it opens nothing from this moment on."""
    row = get_object_or_404(_keys(request.actor), pk=pk)
    try:
        actions.revoke_key(key=row, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, f"Sleutel {row.sign} is ingetrokken. Het systeem komt er niet meer in.")
    return redirect("staff:keys")
