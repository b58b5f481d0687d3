"""Steps: who does what, by when, and how one sees that it is done."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from clients.timeline import tell
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict, Refused, save_version
from werkplan import rules
from werkplan.actions.inzet import choose_offer
from werkplan.lifecycle import lifecycle, move_part
from werkplan.models import Step
from werkplan.next_date import refresh_next_on
from werkplan.policy import hold
from werkplan.words import step_line

NEEDS_REASON = {"fail", "drop"}
TOLD = {
    "agree": "Afgesproken: ‘{title}’",
    "start": "Begonnen: ‘{title}’",
    "wait": "Wacht op een ander: ‘{title}’",
    "finish": "Klaar: ‘{title}’",
    "fail": "Niet gelukt: ‘{title}’",
    "drop": "Vervallen: ‘{title}’",
}


@transaction.atomic
def add_step(*, plan, goal, title, who, due_on, proof, by, offer=None):
    """Add a step under a goal of this plan, with or without an offer of the menu, in one deed.

    Raises Conflict when the offer closed meanwhile, Refused when it is not for this person.
    """
    held = hold(plan, by=by)
    held.client = plan.client
    last = Step.objects.filter(goal=goal).aggregate(last=Max("position"))["last"] or 0
    step = Step.objects.create(
        plan=held, goal=goal, title=title, who=who, due_on=due_on, proof=proof, position=last + 1
    )
    inzet = choose_offer(step=step, offer=offer, by=by) if offer else None
    refresh_next_on(held)
    note = {"offer": inzet.offer_id, "instrument": inzet.instrument_id} if inzet else {}
    event = record("werkplan.add_step", step, by=by, dossier=held.client_id, **note)
    tell(client=held.client_id, kind="step", text=f"Nieuwe stap: ‘{title}’", event=event, by=by)
    return step


@transaction.atomic
def edit_step(*, step, version, title, who, due_on, proof, by):
    """Change what a step says; raises Stale when somebody else did so since `version`."""
    plan = hold(step.plan, by=by)
    # Read again behind the lock: what became of the step meanwhile (the client agreed, it began) is no change of words.
    step = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    step.plan, before = plan, step_line(step)
    step.title, step.who, step.due_on, step.proof = title, who, due_on, proof
    save_version(step, version, ["title", "who", "due_on", "proof"])
    refresh_next_on(plan)
    event = record("werkplan.edit_step", step, by=by, dossier=plan.client_id)
    text = f"Stap gewijzigd: ‘{title}’"
    tell(client=plan.client_id, kind="step", text=text, event=event, by=by, before=before, after=step_line(step))
    return step


@lifecycle
def move_step(*, step, move, by, on=None, reason=""):
    """Make one move of the life-cycle of a step, with what it needs: a date or a reason.

    Raises Conflict when it is not allowed (any more) or the plan is closed, Refused without a reason.
    """
    if move not in TOLD:
        raise Conflict("Deze handeling bestaat niet. Kies een van de knoppen bij de stap.")
    plan = hold(step.plan, by=by, change=False)
    if plan.state == "afgesloten":
        raise Conflict(rules.why_unchangeable(plan.state))
    reason = reason.strip()
    if move in NEEDS_REASON and not reason:
        raise Refused("Schrijf op waarom. De klant leest dit ook.", field="reason")
    row = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    row.plan = plan
    facts = (
        {"reason": reason} if move in NEEDS_REASON else {"on": on or timezone.localdate()} if move == "finish" else {}
    )
    return move_part(row, move, by=by, text=TOLD[move].format(title=row.title), milestone=move == "finish", **facts)
