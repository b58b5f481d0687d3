"""Making and changing an offer: choose the instrument, fill in what the catalogue does not know, save."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from services import actions, policy
from services.catalogue import by_phase
from services.forms.offer import OfferForm, as_initial, filled_in
from services.menu.page import names_of
from services.models import Instrument, Offer
from services.offer_page import in_words
from services.rules import why_not_instrument
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused, Stale
from werkcentrum.regions.models import Participation


@tagged("offer", "create", needs=P.OFFER_PROPOSE)
@require_http_methods(["GET", "POST"])
@once
def new(request):
    """First the instrument, then the form with what the catalogue knows."""
    code = request.POST.get("instrument") or request.GET.get("instrument", "")
    instrument = Instrument.objects.filter(code=code).first()
    if instrument is None and request.method == "GET":
        return render(request, "services/offer_choose.html", {"phases": by_phase(request.actor), "unknown": code})
    form = form_of(request, instrument=instrument)
    if form.is_valid():
        try:
            offer = make(form, request)
        except Refused as no:
            return answer(request, form, instrument=instrument, no=no)
        return redirect("services:offer", public_id=offer.public_id)
    return answer(request, form, instrument=instrument)


@tagged("offer", "edit")
@require_http_methods(["GET", "POST"])
@once
def edit(request, public_id):
    """Change an offer; when somebody saved in between, both texts are shown and nothing typed is lost."""
    offer = policy.open_offer(request.actor, public_id, needs=P.OFFER_PROPOSE)
    if request.method == "GET" and not policy.may_edit(request.actor, offer):
        messages.warning(request, "Dit aanbod kunt u nu niet wijzigen. Vraag de regiocoördinator om de wijziging.")
        return redirect("services:offer", public_id=public_id)
    form = form_of(request, offer=offer)
    if form.is_valid():
        try:
            save(form, request, offer)
        except Refused as no:
            return answer(request, form, offer=offer, no=no)
        return redirect("services:offer", public_id=public_id)
    return answer(request, form, offer=offer)


def make(form, request):
    """The new offer; proposed at once when that button was pressed. Nothing is kept of a refused one."""
    provider, propose = form.cleaned_data.get("provider"), "propose" in request.POST
    with transaction.atomic():
        offer = actions.create_offer(values=form.values(), provider=provider, by=request.actor)
        if propose:
            actions.propose_offer(offer=offer, by=request.actor)
    messages.success(
        request, Offer.propose.__doc__ if propose else "Bewaard als concept. Stel het voor als het klaar is."
    )
    return offer


def save(form, request, offer):
    """Save the changes on what was read."""
    version = form.cleaned_data.get("version")
    actions.change_offer(offer=offer, values=form.values(), version=version, by=request.actor)
    messages.success(request, "De wijziging is bewaard.")


def form_of(request, *, offer=None, instrument=None):
    """The form, filled with the offer or with what the catalogue knows about the instrument."""
    region = offer.region if offer else request.actor.region
    cells = None
    if offer is None and request.actor.may(P.OFFER_PUBLISH):
        cells = Participation.objects.filter(region=region).select_related("partner").order_by("partner__name")
    initial = as_initial(offer) if offer else filled_in(instrument, timezone.localdate()) if instrument else {}
    initial.setdefault("provider", request.actor.cell.pk)
    about = {"region": region, "names": names_of(region), "cells": cells, "offer": offer, "instrument": instrument}
    return OfferForm(request.POST or None, initial=initial, **about)


def answer(request, form, *, offer=None, instrument=None, no=None):
    """The form again: with the refusal at its field, and for a stale one both texts side by side."""
    status, stale = (422 if form.errors else 200), []
    if isinstance(no, Stale):
        stale = both_texts(form, no.current)
        form.data = form.data.copy()
        form.data["version"] = no.current.version
    if no is not None:
        status = no.status
        form.add_error(no.field if no.field in form.fields else None, no.sentence)
    gone = why_not_instrument(instrument, timezone.localdate()) if instrument and not form.is_bound else ""
    context = {"form": form, "offer": offer, "instrument": instrument, "stale": stale, "gone": gone}
    return render(request, "services/offer_form.html", context, status=status)


def both_texts(form, current):
    """(label, what was typed, what stands there now) for every field in which they differ."""
    names, rows = names_of(current.region), []
    for name, typed in form.values().items():
        now, mine = getattr(current, name), typed
        if name == "instrument":
            now, mine = current.instrument.name, typed.name
        if now != mine:
            rows.append((form[name].label, in_words(name, mine, names), in_words(name, now, names)))
    return rows
