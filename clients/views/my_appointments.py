"""The client's own appointments: when, where, with whom; to her calendar; and "ik kan niet"."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clients.actions.appointments import cancel_appointment
from clients.appointments import line_of, whole
from clients.forms.appointments import OwnCancelForm
from clients.models import Appointment, Client
from clients.notes import told_to
from clients.policy import open_client
from clients.views.appointments import ics_answer
from werkcentrum.access.relations import Relation
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.web.attempt import attempt


def _own(request, needs):
    """The client's own dossier, with the reading noted. Raises Http404 when she has none."""
    mine = Client.objects.visible_to(request.actor).values_list("public_id", flat=True).first()
    if mine is None:
        raise Http404
    opened = open_client(request.actor, mine, part="own_appointments", needs=needs)
    if opened.stance.relation != Relation.SELF:
        raise Http404
    return opened


def own_lines(client, *, most=None):
    """Her coming appointments in plain words, the first one first."""
    rows = whole(Appointment.objects.filter(client=client.pk, with_client=True).coming()).order_by("starts_at")
    return [line_of(row) for row in (rows[:most] if most else rows)]


@tagged("appointment", "list", needs=P.OWN_PLAN_READ)
@require_safe
def mine(request):
    """My appointments."""
    opened = _own(request, P.OWN_PLAN_READ)
    return render(
        request,
        "portal/my_appointments.html",
        {
            "lines": own_lines(opened.client),
            "told": told_to(opened.client, request.actor),
        },
    )


def _find(request, appointment, needs):
    opened = _own(request, needs)
    rows = whole(Appointment.objects.filter(client=opened.client.pk, with_client=True))
    row = get_object_or_404(rows, public_id=appointment)
    row.client = opened.client
    return row


@tagged("appointment", "print", needs=P.OWN_PLAN_READ)
@require_safe
def calendar_file(request, appointment):
    """One of my appointments for my calendar."""
    return ics_answer(request, _find(request, appointment, P.OWN_PLAN_READ))


@tagged("appointment", "edit", needs=P.OWN_PLAN_AGREE)
@require_http_methods(["GET", "POST"])
@once
def cancel(request, appointment):
    """I cannot come: no reason is asked, and whoever helps makes a new appointment."""
    row = _find(request, appointment, P.OWN_PLAN_AGREE)
    form = OwnCancelForm(request.POST or None, initial={"version": row.version})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        facts = {"version": form.cleaned_data["version"], "reason": form.cleaned_data["reason"], "party": "klant"}
        tried = attempt(form, cancel_appointment, appointment=row, by=request.actor, **facts)
        if tried.done:
            messages.success(request, "Uw afspraak is afgezegd. Uw begeleider maakt met u een nieuwe.")
            return redirect("clients:my_appointments")
        status = tried.status
    context = {"line": line_of(row), "form": form}
    return render(request, "portal/my_appointment_cancel.html", context, status=status)
