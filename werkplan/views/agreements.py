"""Agreements: add one of three kinds, change its words, end it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from clients.models import IncomePeriod
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkplan import shown
from werkplan.actions import agreements as actions
from werkplan.duties import duties_for
from werkplan.forms.plan import AgreementForm, AgreementTextForm, NothingForm, ReasonForm
from werkplan.models import Agreement
from werkplan.policy import open_plan
from werkplan.views.frame import attempt, show_page
from werkplan.views.undo import offering, put_back

ENDED, KEPT = "De afspraak is beëindigd.", "Nagekomen. De klant ziet dat het geregeld is."


def _duties(opened, actor):
    codes = IncomePeriod.objects.filter(client=opened.client).on(timezone.localdate()).values_list("code", flat=True)
    return duties_for(codes, actor.cell.partner.kind)


def _add(form, plan, by):
    data = form.cleaned_data
    if data["kind"] == Agreement.Kind.DUTY:
        return attempt(form, actions.add_duty, plan=plan, key=data.get("duty", ""), by=by)
    if data["kind"] == Agreement.Kind.PROMISE:
        return attempt(form, actions.add_promise, plan=plan, text=data["text"], due_on=data["due_on"], by=by)
    return attempt(form, actions.add_voluntary, plan=plan, text=data["text"], by=by)


@tagged("agreement", "create")
@once
def add(request, public_id):
    """A new agreement; duties are offered only where a law gives this partner the right to name them."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    duties = _duties(opened, request.actor)
    form = AgreementForm(request.POST or None, duties=duties, initial={"kind": request.GET.get("soort", "vrijwillig")})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        tried = _add(form, opened.plan, request.actor)
        if tried.done:
            messages.success(request, "De afspraak staat in het plan.")
            return redirect("werkplan:plan", public_id)
        status = tried.status
    return show_page(request, "werkplan/agreement_add.html", opened, status=status, form=form, duties=duties)


@tagged("agreement", "edit")
@once
def edit(request, public_id, pk):
    """Other words for an agreement, its end, or what was said of it a moment ago is put back."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    agreement = get_object_or_404(opened.plan.agreements, pk=pk)
    agreement.plan = opened.plan
    if "put_back" in request.POST:
        return put_back(request, agreement, "werkplan:plan", public_id)
    ending, kept = "end" in request.POST, "kept" in request.POST
    form = AgreementTextForm(
        request.POST if request.POST and not ending and not kept else None,
        initial={"text": agreement.text, "due_on": agreement.due_on, "version": agreement.version},
        promise=agreement.kind == Agreement.Kind.PROMISE,
    )
    end = ReasonForm(request.POST if ending else None, prefix="einde")
    keep = NothingForm(request.POST if kept else None)
    chosen = end if ending else keep if kept else form
    status = 422 if chosen.is_bound else 200
    if chosen.is_bound and chosen.is_valid():
        tried = _change(chosen, agreement, ending, kept, request.actor)
        if tried.done:
            messages.success(request, ENDED if ending else KEPT if kept else "De afspraak is gewijzigd.")
            return redirect(offering(agreement, "werkplan:plan", public_id))
        status = tried.status
    context = {
        "form": form,
        "end": end,
        "keep": keep,
        "agreement": shown.show("agreement", agreement, opened.stance.groups),
    }
    return show_page(request, "werkplan/agreement_edit.html", opened, status=status, **context)


def _change(form, agreement, ending, kept, by):
    if kept:
        return attempt(form, actions.keep_promise, agreement=agreement, by=by)
    if ending:
        return attempt(form, actions.end_agreement, agreement=agreement, by=by, **form.cleaned_data)
    facts = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
    return attempt(form, actions.edit_agreement, agreement=agreement, by=by, **facts)
