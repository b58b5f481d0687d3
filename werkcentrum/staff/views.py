"""Who works where, what is proposed about it, and the decision of another person."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkcentrum.access import actions
from werkcentrum.access.models import Membership, MembershipProposal
from werkcentrum.access.routes import tagged
from werkcentrum.access.stepup import step_up
from werkcentrum.audit.record import record
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkcentrum.staff import forms, welcome

SEEING = (P.ACCESS_READ, P.MEMBERSHIP_APPROVE)


def _proposals(actor):
    """Proposals that this actor may see: of the region, or for a team leader of the own partner."""
    rows = MembershipProposal.objects.select_related("user", "participation__partner", "proposed_by", "decided_by")
    if actor.may(P.ACCESS_READ):
        return rows.filter(participation__region=actor.region)
    return rows.filter(participation=actor.cell)


def _members(actor):
    """Who works today, of the same reach."""
    # AVG: that somebody is a client is not for this list.
    rows = Membership.objects.on(timezone.localdate()).exclude(role="klant")
    own = {"participation__region": actor.region} if actor.may(P.ACCESS_READ) else {"participation": actor.cell}
    return rows.filter(**own).select_related("user", "participation__partner", "desk")


@tagged("membership", "list")
@require_safe
def people(request):
    """Everyone who works here today, what waits for a decision, and what was decided."""
    if not any(request.actor.may(permission) for permission in SEEING):
        raise PermissionDenied(P.ACCESS_READ)
    proposals = _proposals(request.actor)
    context = {
        "rows": _members(request.actor).order_by("participation__partner__name", "user__name")[:500],
        "waiting": list(proposals.filter(state="wacht")[:100]),
        "decided": list(proposals.exclude(state="wacht").order_by("-decided_at")[:25]),
        "may_propose": request.actor.may(P.MEMBERSHIP_PROPOSE),
        "sees_roles": request.actor.may(P.ACCESS_READ),
        "may_grant": request.actor.may(P.KEY_GRANT),
    }
    return render(request, "staff/people.html", context)


@tagged("membership", "create", needs=P.MEMBERSHIP_PROPOSE)
@require_http_methods(["GET", "POST"])
@step_up
@once
def propose(request):
    """Propose that somebody begins."""
    form, status = forms.StartForm(request.POST or None, region=request.actor.region), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = _try(request, form, actions.propose_start, **form.cleaned_data)
            if status is None:
                return redirect("staff:people")
    return render(request, "staff/propose.html", {"form": form}, status=status)


@tagged("membership", "edit", needs=P.MEMBERSHIP_PROPOSE)
@require_http_methods(["GET", "POST"])
@step_up
@once
def member(request, pk):
    """Propose another role, or the last day, of somebody who works in the region."""
    row = get_object_or_404(_members(request.actor), pk=pk)
    deed = request.POST.get("deed", "")
    change = forms.ChangeForm(request.POST if deed == "change" else None)
    end = forms.EndForm(request.POST if deed == "end" else None)
    status = 200
    if request.method == "POST":
        form, action = (change, actions.propose_change) if deed == "change" else (end, actions.propose_end)
        status = 422
        if form.is_valid():
            status = _try(request, form, action, membership=row, **form.cleaned_data)
            if status is None:
                return redirect("staff:people")
    return render(request, "staff/member.html", {"row": row, "change": change, "end": end}, status=status)


def _try(request, form, action, **values):
    """Do it; None when it was done, else the status, with the sentence on the form."""
    try:
        action(by=request.actor, **values)
    except Refused as no:
        form.add_error(no.field, no.sentence)
        return no.status
    messages.success(request, "Voorgesteld. De teamleider van die partner beslist.")
    return None


@tagged("membership", "read")
@require_safe
def proposal(request, public_id):
    """One proposal: what, why, and who decides."""
    return _page(request, _proposal(request, public_id), forms.RefuseForm())


def _proposal(request, public_id):
    if not any(request.actor.may(permission) for permission in SEEING):
        raise PermissionDenied(P.ACCESS_READ)
    row = _proposals(request.actor).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def _page(request, row, form, status=200):
    waits = row.state == MembershipProposal.State.WAITING
    fresh = row.state == "goedgekeurd" and welcome.needs_password(row.user)
    context = {
        "row": row,
        "form": form,
        "waits": waits,
        "decides": waits and actions.decides(request.actor, row),
        "own": waits and row.proposed_by_id == request.user.pk,
        "may_send": fresh and request.actor.may(P.MEMBERSHIP_PROPOSE),
        # SECURITY: outside a demonstration nobody but the owner of the mailbox ever sees the link.
        "link": welcome.link_for(request, row.user)
        if fresh and settings.DEMO and request.actor.may(P.MEMBERSHIP_PROPOSE)
        else "",
    }
    return render(request, "staff/proposal.html", context, status=status)


@tagged("membership", "decide", needs=P.MEMBERSHIP_APPROVE)
@require_POST
@step_up
@once
def decide(request, public_id):
    """Approve or refuse, by another person than who proposed."""
    row, form = _proposal(request, public_id), forms.RefuseForm(request.POST)
    refused = request.POST.get("deed") == "refuse"
    if refused and not form.is_valid():
        return _page(request, row, form, 422)
    try:
        if refused:
            actions.refuse_proposal(proposal=row, reason=form.cleaned_data["reason"], by=request.actor)
        else:
            row = actions.approve_proposal(proposal=row, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
        return redirect("staff:proposal", public_id)
    if not refused and welcome.needs_password(row.user):
        transaction.on_commit(lambda: welcome.send_link(request, row.user))
    messages.success(request, "Afgewezen." if refused else "Goedgekeurd. De rol geldt vanaf de genoemde dag.")
    return redirect("staff:people")


@tagged("membership", "withdraw", needs=P.MEMBERSHIP_PROPOSE)
@require_POST
@once
def withdraw(request, public_id):
    """Take one's own proposal back."""
    row = _proposal(request, public_id)
    try:
        actions.withdraw_proposal(proposal=row, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, "Het voorstel is ingetrokken.")
    return redirect("staff:people")


@tagged("membership", "withdraw", needs=P.MEMBERSHIP_PROPOSE)
@require_POST
@step_up
@once
def send_link(request, public_id):
    """Mail a new link to an account that has no password yet."""
    row = _proposal(request, public_id)
    if row.state != "goedgekeurd" or not welcome.needs_password(row.user):
        messages.error(request, "Dit account heeft al een wachtwoord, of het voorstel is niet goedgekeurd.")
    else:
        record("access.send_link", row, by=request.actor, user=row.user_id)
        transaction.on_commit(lambda: welcome.send_link(request, row.user))
        messages.success(request, "Er is een nieuwe link gestuurd naar het e-mailadres van het account.")
    return redirect("staff:proposal", public_id)
