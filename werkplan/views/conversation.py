"""Gesprek: the plan at the left, the note at the right, one save for everything that came of it."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from clients.models import Appointment
from clients.views.appointments import last_place
from werkcentrum.access.drafts import draft_of, forget_draft, keep_draft
from werkcentrum.access.routes import tagged
from werkcentrum.audit.submission import once
from werkcentrum.permissions import Permission as P
from werkcentrum.web.dates import relative
from werkplan import rules
from werkplan.actions.conversation import save_conversation
from werkplan.board.cards import STEP_LOOK, STEP_STATES
from werkplan.forms.conversation import ConversationForm
from werkplan.models import Step
from werkplan.policy import moves_from, open_plan
from werkplan.views.frame import attempt, show_page


@tagged("conversation", "create")
@require_http_methods(["GET", "POST"])
@once
def talk(request, public_id):
    """Hold a conversation with the plan on screen, and keep what came of it in one go."""
    opened = open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT, missing_ok=True)
    goals, steps = _plan_of(opened)
    # Only while the conversation takes place on this page: what was typed before and not yet saved is there again.
    draft = draft_of(request.user, request.path) if request.method == "GET" else None
    finishable = [step for step in steps if _finishes(step)]
    initial = {"next_place": last_place(opened.client, request.actor)}
    form = ConversationForm(request.POST or None, goals=goals, finishable=finishable, initial=initial)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        facts = form.facts(goals, finishable) | {"appointment": _appointment(request, opened)}
        tried = attempt(form, save_conversation, client=opened.client, plan=opened.plan, by=request.actor, **facts)
        if tried.done:
            forget_draft(request.user, request.path)
            messages.success(request, _said(facts, tried.result))
            return redirect("clients:contact", public_id)
        status = tried.status
    if draft is not None:
        form = ConversationForm(initial=initial | _typed(draft), goals=goals, finishable=finishable)
    context = {
        "form": form,
        "goals": _shown(goals, steps, form, opened.plan),
        "may_add": bool(goals) and opened.plan is not None and not rules.why_unchangeable(opened.plan.state),
        "appointment": (draft or request.POST).get("appointment") or request.GET.get("afspraak", ""),
        "from_draft": draft is not None,
        "draft_url": reverse("werkplan:conversation_draft", args=[public_id]),
    }
    return show_page(request, "werkplan/conversation.html", opened, tab="contact", status=status, **context)


@tagged("conversation", "keep")
@require_POST
def keep(request, public_id):
    """Keep what is typed so far, for its writer alone."""
    open_plan(request.actor, public_id, needs=P.WERKPLAN_EDIT, missing_ok=True)
    keep_draft(request.user, reverse("werkplan:conversation", args=[public_id]), request.POST)
    if request.headers.get("HX-Request"):
        return render(request, "werkplan/_draft_kept.html", {"at": f"{timezone.localtime():%H:%M}"})
    messages.success(request, "Bewaard voor u alleen, tot morgen. U vindt het terug onder Gesprek.")
    return redirect("clients:contact", public_id)


def _plan_of(opened):
    """Open goals, and their open steps: two queries."""
    if opened.plan is None:
        return [], []
    goals = list(opened.plan.goals.filter(dropped_reason="", reached_on=None))
    steps = opened.plan.steps.filter(state__in=rules.OPEN_STEP, goal__in=goals)
    return goals, list(steps.order_by("goal__position", "position", "pk"))


def _finishes(step):
    return any(move.name == "finish" for move in moves_from(Step, step.state))


def _shown(goals, steps, form, plan):
    ticked, today = set(form["done"].value() or ()), timezone.localdate()
    may = plan is not None and plan.state != "afgesloten"
    return [
        {
            "text": goal.text,
            "steps": [
                {
                    "pk": step.pk,
                    "title": step.title,
                    "who": step.get_who_display(),
                    "due": relative(step.due_on, today) if step.due_on else "",
                    "late": bool(step.due_on and step.due_on < today),
                    "state": STEP_STATES[step.state],
                    "look": STEP_LOOK[step.state],
                    "tick": may and _finishes(step),
                    "ticked": str(step.pk) in ticked,
                }
                for step in steps
                if step.goal_id == goal.pk
            ],
        }
        for goal in goals
    ]


def _appointment(request, opened):
    """The appointment that this conversation is, when the form names one of this person."""
    try:
        key = UUID(request.POST.get("appointment", ""))
    except ValueError:
        return None
    return Appointment.objects.filter(client=opened.client.pk, public_id=key).first()


def _typed(draft):
    """What was kept, as initial values of the fields."""
    return {name: draft.getlist(name) if name == "done" else draft[name] for name in draft}


def _said(facts, following):
    number = len(facts["done"])
    parts = [
        "de notitie" if facts["note"] else "",
        f"{number} {'stap' if number == 1 else 'stappen'} klaar" if number else "",
        "een nieuwe stap" if facts["step"] else "",
        f"een afspraak op {following.moment}" if following else "",
    ]
    return f"Bewaard: {', '.join(part for part in parts if part)}."
