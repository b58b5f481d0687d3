"""Passing on and taking over: the confirm page of the giver, the inbox, the card, and the page of welcome."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from clients.handover_terms import answer_by
from clients.models import Handover
from clients.next_receiver import next_receiver
from clients.policy import open_client
from clients.shown import EVERYBODY
from werkcentrum.access import policy
from werkcentrum.access.actions import declare_kin
from werkcentrum.access.relations import Relation
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkplan import shown
from werkplan.actions import handover as actions
from werkplan.forms.handover import AcceptForm, AssignForm, OfferForm, RefuseForm, TalkForm
from werkplan.handover_set import handover_set
from werkplan.inbox import card_of, division, handovers, inbox_of, is_proposed_to, may_assign
from werkplan.nextsteps import NEXT, next_steps
from werkplan.remapping import remapping, undecided
from werkplan.report import told
from werkplan.views.frame import attempt, show_page
from werkplan.views.moving import proposals_shown


@tagged("handover", "create")
@once
def offer(request, public_id):
    """To whom and why, with the rule; then offer."""
    opened = open_client(request.actor, public_id, part="handover", needs=P.HANDOVER_OFFER)
    client = opened.client
    found = next_receiver(client, request.actor.cell)
    form = OfferForm(request.POST or None, initial={"to": found.receiver.cell, "reason": found.reason})
    status = 200
    if request.method == "POST":
        tried = _offer(request, client, found, form)
        if tried and tried.done:
            name = found.receiver.name
            messages.success(request, f"Aangeboden aan {name}. U blijft regiehouder tot iemand het overneemt.")
            return redirect("werkplan:handover", tried.result.public_id)
        status = tried.status if tried else 422
    plan = getattr(client, "plan", None)
    cell = found.receiver.cell
    lines = []
    if plan and cell and not found.own:
        plan.client = client
        lines = proposals_shown(remapping(plan, giver=request.actor.cell, receiver=cell, on=timezone.localdate()))
    waiting = Handover.objects.open().filter(client=client).select_related("to_participation__partner").first()
    context = {"found": found, "form": form, "waiting": shown.show("offered", waiting, EVERYBODY)}
    context |= {"remapped": lines, "set": handover_set(cell), "due_on": cell and answer_by(cell)}
    return show_page(request, "werkplan/handover_offer.html", opened, tab="", status=status, **context)


def _offer(request, client, found, form):
    if not form.is_valid():
        return None
    return attempt(form, actions.offer, client=client, on=found.on, by=request.actor, **form.cleaned_data)


@require_GET
@tagged("handover", "list")
def inbox(request):
    """What waits: to assign for a team leader, to decide for a coach, and what one gave away."""
    actor = request.actor
    leads = actor.may(P.HANDOVER_ASSIGN)
    require_part(actor)
    coaches = list(division(actor.cell)) if leads else []
    found = inbox_of(actor)
    for card in found.to_assign:
        card.form = AssignForm(coaches=coaches, auto_id=f"id_{card.row.pk}_%s")
    return render(request, "werkplan/inbox.html", {"inbox": shown_inbox(found), "coaches": coaches, "leads": leads})


def shown_inbox(found):
    """The cards of an inbox, as pages get them."""
    names = ("to_assign", "assigned", "for_me", "given", "decided")
    lists = {name: [shown.show("card", card, EVERYBODY) for card in getattr(found, name)] for name in names}
    return lists | {"is_empty": found.is_empty}


def require_part(actor):
    """Raise PermissionDenied unless the role offers, assigns or decides."""
    if not any(actor.may(needs) for needs in (P.HANDOVER_OFFER, P.HANDOVER_ASSIGN, P.HANDOVER_DECIDE)):
        raise PermissionDenied(P.HANDOVER_DECIDE)


@require_GET
@tagged("handover", "read")
def card(request, public_id):
    """The card of one handover, for who offers, assigns or decides; nobody else knows it exists."""
    return show_card(request, find(request, public_id))


def find(request, public_id):
    """The handover when the actor may see it; who is shown is logged. Raises Http404."""
    row = handovers(request.actor).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    require_part(request.actor)
    request.actor.saw([row.client_id], "card:handover")
    return row


def show_card(request, row, bad=None, status=200):
    """The page of a card; `bad` is the form that was refused, by name."""
    actor, bad = request.actor, bad or {}
    is_open = row.state == Handover.State.OFFERED
    leads = policy.may(actor, P.HANDOVER_OFFER, row.client_id)
    assigns, decides = is_open and may_assign(row, actor), is_open and is_proposed_to(row, actor)
    context = {
        "card": shown.show("card", card_of(row, actor), EVERYBODY),
        "errors": [form for form in bad.values() if form is not None],
        "assigns": assigns,
        "decides": decides,
        "gives": is_open and leads,
        "set": handover_set(row.to_participation),
        "next_steps": next_steps(row) if leads and row.state in NEXT else [],
        "assign": bad.get("assign") or (AssignForm(coaches=division(actor.cell)) if assigns else None),
        "accept": bad.get("accept") or AcceptForm(),
        "refuse": bad.get("refuse") or RefuseForm(),
        "talk": bad.get("talk") or TalkForm(),
    }
    return render(request, "werkplan/handover.html", context, status=status)


@require_GET
@tagged("handover", "open", needs=P.HANDOVER_DECIDE)
def welcome(request, public_id):
    """After taking over: what to decide first. For who leads the dossier now."""
    row = find(request, public_id)
    opened = open_client(request.actor, row.client.public_id, part="handover", needs=P.CLIENT_READ)
    report = opened.client.carry_overs.select_related("plan__lead__partner").order_by("-on").first()
    page = told(report, opened.client) if report and report.plan else None
    plan = getattr(opened.client, "plan", None)
    report = shown.show("report", report, opened.stance.groups)
    lines = proposals_shown(undecided(plan)) if plan else []
    context = {"report": report, "told": page, "plan_there": plan is not None, "remapped": lines}
    return show_page(request, "werkplan/handover_welcome.html", opened, tab="", **context)


@tagged("kin", "open", needs=P.HANDOVER_DECIDE)
@once
def kin(request, public_id):
    """The coach to whom it was proposed says that she knows this person; the card is gone for her."""
    row = find(request, public_id)
    if policy.stance(request.actor, row.client_id).relation != Relation.PROPOSED:
        raise Http404
    if request.method == "GET":
        card = shown.show("card", card_of(row, request.actor), EVERYBODY)
        return render(request, "werkplan/handover_kin.html", {"card": card})
    declare_kin(dossier=row.client.dossier, by=request.actor)
    messages.success(request, "Vastgelegd. U ziet dit kaartje niet meer. Uw teamleider wijst iemand anders aan.")
    return redirect("werkplan:inbox")
