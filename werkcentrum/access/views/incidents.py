"""The register of incidents with the clock of 72 hours, for the privacy officer."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from werkcentrum.access.forms import CloseIncidentForm, IncidentForm, JudgeIncidentForm
from werkcentrum.access.models import Incident
from werkcentrum.access.review import incidents as actions
from werkcentrum.access.review.page import dossier_number
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused

MOST = 100


@tagged("incident", "list", needs=P.RIGHTS_HANDLE)
@require_safe
def incidents(request):
    """The register, newest first; what runs has its clock."""
    rows = Incident.objects.filter(region=request.actor.region).select_related("dossier", "review")
    now = timezone.now()
    lines = [
        {
            "row": row,
            "clock": actions.clock(row, now),
            "late": row.judged_at is None and now > row.report_by,
            "number": dossier_number(row.dossier),
        }
        for row in rows.order_by("-detected_at", "-pk")[:MOST]
    ]
    return render(request, "access/incidents.html", {"lines": lines})


@tagged("incident", "create", needs=P.RIGHTS_HANDLE)
@require_http_methods(["GET", "POST"])
@once
def add(request):
    """An incident that somebody noticed: the clock starts when it is kept."""
    form = IncidentForm(request.POST or None)
    if form.is_valid():
        row = actions.add_incident(what=form.cleaned_data["what"], by=request.actor)
        messages.success(request, "Het incident staat in het register. De 72 uur lopen vanaf nu.")
        return redirect("access:incident", row.public_id)
    return render(request, "access/incident_add.html", {"form": form}, status=422 if form.is_bound else 200)


@tagged("incident", "decide", needs=P.RIGHTS_HANDLE)
@require_http_methods(["GET", "POST"])
@once
def incident(request, public_id):
    """One incident: judge it first, close it later."""
    rows = Incident.objects.filter(region=request.actor.region).select_related("dossier", "review", "recorded_by")
    row = get_object_or_404(rows, public_id=public_id)
    kind = JudgeIncidentForm if row.state == Incident.State.OPEN else CloseIncidentForm
    form = kind(request.POST or None)
    if request.method == "GET":
        return _page(request, row, form)
    if not form.is_valid():
        return _page(request, row, form, 422)
    try:
        _keep(request, row, form)
    except Refused as no:
        form.add_error(None, no.sentence)
        return _page(request, rows.get(pk=row.pk), form, no.status)
    messages.success(request, "Bewaard in het register.")
    return redirect("access:incident", row.public_id)


def _keep(request, row, form):
    data = form.cleaned_data
    if isinstance(form, JudgeIncidentForm):
        said = {name: data[name] == "ja" for name in ("reported", "clients_told")}
        actions.judge_incident(incident=row, why=data["why"], by=request.actor, **said)
    else:
        actions.close_incident(
            incident=row, measures=data["measures"], glass_again=data["glass_again"], by=request.actor
        )


def _page(request, row, form, status=200):
    now = timezone.now()
    context = {
        "row": row,
        "form": form,
        "clock": actions.clock(row, now),
        "late": row.judged_at is None and now > row.report_by,
        "number": dossier_number(row.dossier),
    }
    return render(request, "access/incident.html", context, status=status)
