"""For a regiocoördinator: which overdrachten wait longer than agreed, and what she does about it. No person on it."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clients.actions import handover_clock as actions
from clients.late import late_cards
from clients.receiver import receiving_cells
from clients.shown import EVERYBODY
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkplan import shown
from werkplan.forms.handover import AdviseForm
from werkplan.inbox import clock
from werkplan.views.deeds import SureForm
from werkplan.views.frame import attempt


@require_safe
@tagged("handover", "watch", needs=P.HANDOVER_WATCH)
def show(request):
    """The list, the longest waiting first."""
    return _page(request)


@require_POST
@tagged("handover", "watch", needs=P.HANDOVER_WATCH)
@once
def remind(request, public_id):
    """Ask the receiver for an answer."""
    form = SureForm(request.POST)
    tried = attempt(form, actions.remind, handover=public_id, by=request.actor)
    if not tried.done:
        return _page(request, {public_id: form}, form, tried.status)
    messages.success(request, "Gevraagd. De ontvanger leest het bij de berichten.")
    return redirect("werkplan:handover_late")


@require_POST
@tagged("handover", "watch", needs=P.HANDOVER_WATCH)
@once
def advise(request, public_id):
    """Propose another receiver; the giver decides."""
    cells = list(receiving_cells(request.actor.region))
    form = AdviseForm(request.POST, cells=cells, auto_id=f"id_{public_id}_%s")
    if not form.is_valid():
        return _page(request, {public_id: form}, form, 422)
    tried = attempt(form, actions.advise, handover=public_id, by=request.actor, **form.cleaned_data)
    if not tried.done:
        return _page(request, {public_id: form}, form, tried.status)
    messages.success(request, "Voorgesteld. De partner die nu regiehouder is, beslist.")
    return redirect("werkplan:handover_late")


def _page(request, forms=None, bad=None, status=200):
    cells = list(receiving_cells(request.actor.region))
    found, today = late_cards(), timezone.localdate()
    request.actor.saw([card.row.client_id for card in found], "list:handover")
    cards = [_shown(card, forms or {}, cells, today) for card in found]
    context = {"cards": cards, "bad": bad, "can_advise": bool(cells)}
    return render(request, "werkplan/handover_late.html", context, status=status)


def _shown(card, forms, cells, today: date):
    """The card for the page, with its clock and its form."""
    own = forms.get(card.row.public_id)
    form = own if isinstance(own, AdviseForm) else AdviseForm(cells=cells, auto_id=f"id_{card.row.public_id}_%s")
    words = [
        (line.at, f"Voorgesteld: {line.to_participation.partner.name}. {line.reason}")
        if line.to_participation
        else (line.at, "Om antwoord gevraagd.")
        for line in card.said
    ]
    page = {"clock": clock(card.row.due_on, today), "expires": card.row.expires_on, "form": form, "said": words}
    return {"card": shown.show("late", card, EVERYBODY), **page}
