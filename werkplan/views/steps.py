"""Steps: choose what is needed, add a step with or without an offer, change it, move it along."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from services.models import Offer
from services.shortage.note import note_search
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkplan import shown
from werkplan.actions import steps as actions
from werkplan.actions.discard import discard_step as throw_away
from werkplan.actions.undo import undo_step
from werkplan.forms.plan import NothingForm
from werkplan.forms.steps import NewStepForm, StepForm
from werkplan.menucards import menu_cards, need_chips
from werkplan.models import Step
from werkplan.offers import circumstances
from werkplan.policy import open_plan
from werkplan.stepview import step_context
from werkplan.undo import may_undo
from werkplan.views.frame import attempt, show_page
from werkplan.views.undo import DONE, offering


def offer_of(request):
    """The offer that the address or the form names, whatever became of it, or None."""
    try:
        key = UUID(request.POST.get("offer") or request.GET.get("aanbod", ""))
    except ValueError:
        return None
    return Offer.objects.select_related("instrument", "provider__partner").filter(public_id=key).first()


@tagged("step", "create")
@once
def add(request, public_id):
    """Choose what is needed and from which offer, then say who does what by when."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    goals = opened.plan.goals.filter(dropped_reason="", reached_on=None)
    if not goals:
        messages.info(request, "Schrijf eerst een doel op; daarna kiest u de stappen.")
        return redirect("werkplan:goal_add", public_id)
    offer = offer_of(request)
    if request.method == "GET" and offer is None and "zonder" not in request.GET:
        return choose(request, opened)
    form = NewStepForm(request.POST or None, goals=goals, initial=_initial(request, goals, offer))
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        tried = attempt(form, actions.add_step, plan=opened.plan, offer=offer, by=request.actor, **facts)
        if tried.done:
            messages.success(request, "De stap staat in het plan.")
            return redirect("werkplan:plan", public_id)
        status = tried.status
    return show_page(request, "werkplan/step_add.html", opened, status=status, form=form, offer=offer)


def _initial(request, goals, offer):
    wanted = request.GET.get("doel", "")
    first = next((goal for goal in goals if str(goal.pk) == wanted), goals[0])
    return {"goal": first.pk, "title": offer.title if offer else "", "who": "klant"}


def note_for(client, who, cards, need, text):
    """Count that nothing on the menu, or nothing with room, was there for this person."""
    usable = [card for card in cards if not card.why_not]
    note_search(
        region=client.region,
        found=len(usable),
        room=sum(not card.full for card in usable),
        text=text,
        need=need,
        person_key=str(client.dossier_id),
        municipality=who.municipality_code,
        group=next(iter(sorted(who.situations)), ""),
    )


def choose(request, opened, *, step=None, form=None, status=200):
    """The offers to choose from: for a new step, or for `step` that stands in the plan already."""
    need, text, goal = (request.GET.get(name, "")[:120] for name in ("nodig", "zoek", "doel"))
    asked = bool(need or text.strip())
    who = circumstances(opened.client, timezone.localdate())
    cards = menu_cards(who, need=need, text=text, path=request.path, goal=goal) if asked else []
    if asked and request.method == "GET":
        note_for(opened.client, who, cards, need, text)
    context = {
        "chips": need_chips(request.path, need, goal),
        "cards": cards,
        "asked": asked,
        "need": need,
        "text": text,
        "goal": goal,
        "step": shown.show("step", step, opened.stance.groups),
        "form": form,
    }
    return show_page(request, "werkplan/step_choose.html", opened, status=status, **context)


@tagged("step", "open")
@once
def show(request, public_id, pk):
    """One step: what it says, how far it is, its offer, and every move that is allowed now."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_READ)
    step = get_object_or_404(opened.plan.steps.select_related("goal"), pk=pk)
    form = StepForm(request.POST or None, initial=_values(step))
    status = 422 if form.is_bound else 200
    if request.method == "POST":
        opened.stance.require(P.WERKPLAN_EDIT)
    if form.is_bound and form.is_valid():
        facts = form.cleaned_data | {"version": form.cleaned_data["version"] or 0}
        tried = attempt(form, actions.edit_step, step=step, by=request.actor, **facts)
        if tried.done:
            messages.success(request, "De stap is gewijzigd.")
            return redirect("werkplan:step", public_id, pk)
        status = tried.status
    return show_page(
        request, "werkplan/step.html", opened, status=status, form=form, may_undo=may_undo(opened, step, request.actor),
        **step_context(opened, pk),
    )  # fmt: skip


def _values(step):
    return {name: getattr(step, name) for name in ("title", "who", "due_on", "proof", "version")}


@require_POST
@tagged("step", "decide")
@once
def move(request, public_id, pk):
    """Move a step along its life-cycle with one button, or with a date or reason from its page."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    step = get_object_or_404(opened.plan.steps, pk=pk)
    context = step_context(opened, pk, posted=request.POST)
    form, name = context["moved"], request.POST.get("move", "")
    status = 422
    if form is not None and form.is_valid():
        facts = {key: value for key, value in form.cleaned_data.items() if key in ("on", "reason")}
        tried = attempt(form, actions.move_step, step=step, move=name, by=request.actor, **facts)
        if tried.done:
            messages.success(request, getattr(Step, name).__doc__)
            if "board" in request.POST:
                return redirect(offering(step, "werkplan:plan", public_id))
            return redirect("werkplan:step", public_id, pk)
        status = tried.status
    context |= {"form": StepForm(initial=_values(step))}
    return show_page(request, "werkplan/step.html", opened, status=status, **context)


@require_POST
@tagged("step", "decide")
@once
def undo(request, public_id, pk):
    """Put the last move back: it was a wrong click."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    step = get_object_or_404(opened.plan.steps, pk=pk)
    try:
        undo_step(step=step, by=request.actor)
    except Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, DONE)
    return redirect("werkplan:step", public_id, pk)


@tagged("step", "decide")
@once
def discard(request, public_id, pk):
    """Throw away a step that was made by mistake; once another saw it, it can only fall away with a reason."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT)
    step = get_object_or_404(opened.plan.steps, pk=pk)
    form, status = NothingForm(request.POST if request.method == "POST" else None), 200
    if form.is_bound and form.is_valid():
        tried = attempt(form, throw_away, step=step, by=request.actor)
        if tried.done:
            messages.success(request, "De stap is weg. In het verloop staat dat hij er was.")
            return redirect("werkplan:plan", public_id)
        status = tried.status
    shows = shown.show("step", step, opened.stance.groups)
    return show_page(request, "werkplan/step_discard.html", opened, status=status, form=form, step=shows)
