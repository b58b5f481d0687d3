"""The deeds on a handover: assign, accept, refuse, talk first, withdraw. Each a POST on the card."""

from typing import Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from clients.actions.handover_talk import plan_meeting
from clients.receiver import partner_name
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.web.forms import Form
from werkplan.actions import handover as actions
from werkplan.forms.handover import AcceptForm, AssignForm, RefuseForm, TalkForm
from werkplan.inbox import division
from werkplan.views.frame import attempt
from werkplan.views.handover import find, show_card


class SureForm(Form):
    """Nothing to fill in: the button itself is the answer."""

    sure = forms.CharField(required=False, widget=forms.HiddenInput)


def _do(request, public_id, *, name, form, action, told, then="werkplan:inbox"):
    """Do one deed with a valid form; a refusal shows the card again with the sentence and its status."""
    row = find(request, public_id)
    if not form.is_valid():
        return show_card(request, row, {name: form}, status=422)
    facts = {key: value for key, value in form.cleaned_data.items() if key != "sure"}
    tried = attempt(form, action, handover=row, by=request.actor, **facts)
    if not tried.done:
        return show_card(request, find(request, public_id), {name: form}, status=tried.status)
    messages.success(request, told(tried.result) if callable(told) else told)
    return redirect(then, *([public_id] if then != "werkplan:inbox" else []))


@require_POST
@tagged("handover", "assign", needs=P.HANDOVER_ASSIGN)
@once
def assign(request, public_id):
    """Name the coach of the own cell."""
    form = AssignForm(request.POST, coaches=division(request.actor.cell))
    return _do(request, public_id, name="assign", form=form, action=actions.assign, told=_assigned)


def _assigned(handover):
    name = handover.assigned_to.name
    if handover.state == handover.State.ACCEPTED:
        return f"Toegewezen. {name} is nu regiehouder."
    return f"Toegewezen. {name} ziet het kaartje en beslist."


@require_POST
@tagged("handover", "decide", needs=P.HANDOVER_DECIDE)
@once
def accept(request, public_id):
    """Take over."""
    said = "U bent nu regiehouder. Alles loopt door."
    then = "werkplan:handover_welcome"
    return _do(
        request, public_id, name="accept", form=AcceptForm(request.POST), action=actions.accept, told=said, then=then
    )


@require_POST
@tagged("handover", "refuse")
@once
def refuse(request, public_id):
    """Send it back with a reason: the coach it was proposed to, or her team leader."""
    said = "Teruggegeven met uw reden. De andere partner blijft regiehouder."
    return _do(request, public_id, name="refuse", form=RefuseForm(request.POST), action=actions.refuse, told=said)


@require_POST
@tagged("handover", "refuse")
@once
def talk(request, public_id):
    """First meet, with the client; the clock runs on."""
    row, form = find(request, public_id), TalkForm(request.POST)
    if not form.is_valid():
        return show_card(request, row, {"talk": form}, status=422)
    tried = attempt(form, plan_meeting, handover=row, by=request.actor, **form.facts())
    if not tried.done:
        return show_card(request, find(request, public_id), {"talk": form}, status=tried.status)
    messages.success(request, "Het overleg is gepland en staat bij de afspraken. De termijn loopt door.")
    return redirect("werkplan:handover", public_id)


@require_POST
@tagged("handover", "edit", needs=P.HANDOVER_OFFER)
@once
def follow(request, public_id):
    """Take the offer back and make it to whom the coordinator proposed."""
    row = find(request, public_id)
    form = SureForm(request.POST)
    tried = attempt(form, actions.follow_advice, handover=row, by=request.actor)
    if not tried.done:
        return show_card(request, find(request, public_id), {"follow": form}, status=tried.status)
    fresh: Any = tried.result
    where = partner_name(fresh.to_participation)
    messages.success(request, f"Aangeboden aan {where}. U blijft regiehouder tot iemand het overneemt.")
    return redirect("werkplan:handover", fresh.public_id)


@require_POST
@tagged("handover", "edit", needs=P.HANDOVER_OFFER)
@once
def withdraw(request, public_id):
    """Take the offer back."""
    told = "Het aanbod is ingetrokken. U blijft regiehouder."
    return _do(request, public_id, name="withdraw", form=SureForm(request.POST), action=actions.withdraw, told=told)
