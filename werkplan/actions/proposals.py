"""A goal or step that the client proposes: it stands in the plan at once; the coach says yes, or no and why."""

from django.db.models import Max
from django.utils import timezone

from clients.timeline import tell
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused
from werkplan.actions.client import CLOSED
from werkplan.lifecycle import lifecycle
from werkplan.models import Goal, Step, StepAnswer
from werkplan.next_date import refresh_next_on
from werkplan.policy import hold
from werkplan.words import step_line

AT_MOST = 10
LIES_WITH_HER = "Uw plan ligt nu bij u. Geef eerst uw antwoord. Daarna kunt u iets nieuws voorstellen."
TOO_MANY = "Er wachten al 10 voorstellen van u. Uw begeleider leest die eerst."


@lifecycle
def propose_goal(*, plan, text, kind, by):
    """The client writes down a goal of her own.

    Raises Conflict in a plan that lies with her for agreement or is closed, and above ten proposals that wait.
    """
    held = _own(plan, by)
    last = held.goals.aggregate(last=Max("position"))["last"] or 0
    goal = Goal.objects.create(plan=held, text=text, kind=kind, position=last + 1, by_client=True, proposed=True)
    event = record("werkplan.propose_goal", goal, by=by, dossier=held.client_id)
    tell(client=held.client_id, kind="goal", text=f"De klant stelt een doel voor: ‘{text}’", event=event, by=by)
    return goal


@lifecycle
def propose_step(*, plan, goal, title, due_on, by):
    """The client proposes a step that she takes herself, under a goal of her plan; she agrees to what she wrote.

    Raises as `propose_goal`, and Refused for a day that has passed.
    """
    held = _own(plan, by)
    if due_on and due_on < timezone.localdate():
        raise Refused("Deze dag is al voorbij. Kies een dag die nog komt, of laat het leeg.", field="due_on")
    last = Step.objects.filter(goal=goal).aggregate(last=Max("position"))["last"] or 0
    step = Step.objects.create(
        plan=held, goal=goal, title=title, who=Step.Who.CLIENT, due_on=due_on, position=last + 1, by_client=True
    )
    StepAnswer.objects.create(
        plan=held, step=step, said=StepAnswer.Said.AGREES, way=StepAnswer.Way.DIGITAL, said_on=timezone.localdate(),
        recorded_by=by.user, step_version=step.version, step_text=step_line(step)[:600],
    )  # fmt: skip
    refresh_next_on(held)
    event = record("werkplan.propose_step", step, by=by, dossier=held.client_id)
    tell(client=held.client_id, kind="step", text=f"De klant stelt een stap voor: ‘{title}’", event=event, by=by)
    return step


@lifecycle
def adopt_goal(*, goal, by):
    """Say yes to a goal that the client wrote down. Raises Conflict when it does not wait (any more)."""
    held = hold(goal.plan, by=by)
    row = Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    row.plan = held
    if not row.proposed:
        raise Conflict("Op dit voorstel is al antwoord gegeven.")
    return settle(goal=row, by=by)


def settle(*, goal, by):
    """A proposed goal becomes one of the plan; whoever calls holds the plan."""
    goal.proposed = False
    goal.save(update_fields=["proposed"])
    event = record("werkplan.adopt_goal", goal, by=by, dossier=goal.plan.client_id)
    text = f"Het doel van de klant staat in het plan: ‘{goal.text}’"
    tell(client=goal.plan.client_id, kind="goal", text=text, event=event, by=by, milestone=True)
    return goal


def _own(plan, by):
    # SECURITY: OWN_PLAN_AGREE comes with the relation "self" only, so this is the client on her own plan.
    held = hold(plan, by=by, needs=P.OWN_PLAN_AGREE, change=False)
    if held.state == "afgesloten":
        raise Conflict(CLOSED)
    if held.state == "ter_akkoord":
        raise Conflict(LIES_WITH_HER)
    waiting = held.goals.filter(proposed=True).count()
    waiting += held.steps.filter(by_client=True, state=Step.State.PROPOSED).count()
    if waiting >= AT_MOST:
        raise Conflict(TOO_MANY)
    return held
