"""Appointments of a person: plan one, look at it, move it, cancel it, say how it went, and take it to a calendar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.actions import appointments as actions
from clients.appointments import circle_of, line_of, undoable, week_of, whole
from clients.forms.appointments import AppointmentForm, CancelForm, MoveForm, WentForm
from clients.header import header_of
from clients.ics import FILE, TYPE, ics_of
from clients.models import Appointment
from clients.policy import open_client
from clients.shown import person
from clients.team import partners_with_people
from werkcentrum.access.routes import tagged
from werkcentrum.audit.record import record
from werkcentrum.audit.submission import once
from werkcentrum.permissions import FieldGroup as G
from werkcentrum.permissions import Permission as P
from werkcentrum.web.attempt import attempt


@tagged("appointment", "list", needs=P.WERKPLAN_EDIT)
@require_safe
def agenda(request):
    """My appointments of a week."""
    return render(request, "clients/agenda.html", {"week": week_of(request.actor, request.GET.get("week", ""))})


@tagged("appointment", "create")
@require_http_methods(["GET", "POST"])
@once
def add(request, public_id):
    """Plan an appointment with this person."""
    opened = open_client(request.actor, public_id, part="contact", needs=P.WERKPLAN_EDIT)
    circle = circle_of(opened.client, request.actor)
    form = AppointmentForm(
        request.POST or None,
        circle=circle,
        partners=partners_with_people(opened.client.region),
        initial={"place": last_place(opened.client, request.actor)},
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        facts = form.facts() | {"guests": form.guests(circle)}
        tried = attempt(form, actions.plan_appointment, client=opened.client, by=request.actor, **facts)
        if tried.done:
            messages.success(request, f"De afspraak staat: {tried.result.moment}.")
            return redirect("clients:appointment", public_id, tried.result.public_id)
        status = tried.status
    return _page(request, "clients/appointment_add.html", opened, status=status, form=form)


def last_place(client, actor) -> str:
    """Where the actor met this client last: most often it is there again."""
    rows = Appointment.objects.filter(client=client, host=actor.user, way=Appointment.Way.PLACE).order_by("-pk")
    return rows.values_list("place", flat=True).first() or ""


def _find(request, public_id, appointment, needs):
    """The opened dossier and its appointment. SECURITY: an appointment of another person is not there (404)."""
    opened = open_client(request.actor, public_id, part="contact", needs=needs, group=G.PLAN)
    rows = whole(Appointment.objects.filter(client=opened.client.pk))
    row = get_object_or_404(rows.select_related("replaces"), public_id=appointment)
    row.client = opened.client
    return opened, row


@tagged("appointment", "read")
@require_safe
def show(request, public_id, appointment):
    """One appointment, and what can be done with it now."""
    return _show(request, *_find(request, public_id, appointment, P.WERKPLAN_READ))


def _show(request, opened, row, *, forms=None, status=200):
    may = opened.stance.may(P.WERKPLAN_EDIT)
    planned = may and row.state == Appointment.State.PLANNED
    line = line_of(row)
    given = forms or {}
    context = {
        "line": line,
        "move": (given.get("move") or MoveForm.of(row)) if planned else None,
        "cancel": (given.get("cancel") or CancelForm(initial={"version": row.version})) if planned else None,
        "went": given.get("went"),
        "may_settle": planned and line.answer,
        "may_undo": may and undoable(row, request.actor),
        "missed": row.state == Appointment.State.MISSED,
        "moved_to": next((str(new.public_id) for new in row.replaced_by.exclude(cancelled_by="vergissing")), ""),
    }
    return _page(request, "clients/appointment.html", opened, status=status, **context)


def _page(request, template, opened, *, status=200, **context):
    context |= {"header": header_of(opened, "contact"), "client": person(opened)}
    return render(request, template, context, status=status)


def _do(request, opened, row, name, form, action, said, facts):
    status = 422
    if form.is_valid():
        tried = attempt(form, action, appointment=row, by=request.actor, **facts(form))
        if tried.done:
            messages.success(request, said(tried.result))
            return redirect("clients:appointment", opened.client.public_id, tried.result.public_id)
        status = tried.status
    opened, row = _find(request, opened.client.public_id, row.public_id, P.WERKPLAN_EDIT)
    return _show(request, opened, row, forms={name: form}, status=status)


def _cleaned(form):
    return form.cleaned_data | {"version": form.cleaned_data["version"] or 0}


@tagged("appointment", "edit")
@require_POST
@once
def move(request, public_id, appointment):
    """Move it to another moment or place."""
    opened, row = _find(request, public_id, appointment, P.WERKPLAN_EDIT)

    def facts(form):
        return form.facts() | {"version": form.cleaned_data["version"] or 0}

    said = "De afspraak is verzet naar {}. Laat het de klant weten."
    form = MoveForm.of(row, request.POST)
    return _do(
        request, opened, row, "move", form, actions.move_appointment,
        lambda new: said.format(new.moment), facts,
    )  # fmt: skip


@tagged("appointment", "edit")
@require_POST
@once
def cancel(request, public_id, appointment):
    """Cancel it."""
    opened, row = _find(request, public_id, appointment, P.WERKPLAN_EDIT)
    form = CancelForm(request.POST)
    return _do(
        request, opened, row, "cancel", form, actions.cancel_appointment,
        lambda _: "De afspraak is afgezegd.", _cleaned,
    )  # fmt: skip


@tagged("appointment", "edit")
@require_POST
@once
def went(request, public_id, appointment):
    """Say how it went."""
    opened, row = _find(request, public_id, appointment, P.WERKPLAN_EDIT)
    said = {"hold": "Genoteerd: geweest.", "miss": "Genoteerd. Vraag eerst wat er aan de hand was."}
    form = WentForm(request.POST)
    return _do(
        request, opened, row, "went", form, actions.settle_appointment,
        lambda _: said[form.cleaned_data["went"]], _cleaned,
    )  # fmt: skip


@tagged("appointment", "edit")
@require_POST
@once
def undo(request, public_id, appointment):
    """Put back what was just done."""
    opened, row = _find(request, public_id, appointment, P.WERKPLAN_EDIT)
    form = WentForm({"version": row.version, "went": "hold"})
    return _do(
        request, opened, row, "went", form, actions.undo_appointment,
        lambda _: "Ongedaan gemaakt. De afspraak staat weer.", lambda _: {},
    )  # fmt: skip


@tagged("appointment", "print")
@require_safe
def calendar_file(request, public_id, appointment):
    """The appointment for one's own calendar."""
    _, row = _find(request, public_id, appointment, P.WERKPLAN_READ)
    return ics_answer(request, row)


def ics_answer(request, row):
    """The file, and that it was taken along."""
    record("clients.print_appointment", row, by=request.actor, dossier=row.client_id)
    # AVG: neither the title nor the name of the file says with whom.
    headers = {"Content-Disposition": f'attachment; filename="{FILE}"', "Cache-Control": "no-store"}
    return HttpResponse(ics_of(row), content_type=TYPE, headers=headers)
