"""What a client does to her own plan: a step is done or does not work out, and what she thinks of it."""

from clients.timeline import tell
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused
from werkplan.lifecycle import lifecycle, move_part
from werkplan.models import Step
from werkplan.policy import hold

CLOSED = "Uw plan is afgesloten. Bel uw begeleider als u er weer mee verder wilt."


@lifecycle
def step_done(*, step, on, by):
    """Tick an own step. Raises Refused for somebody else's step, Conflict when it is not to be done (any more)."""
    row = _own(step, by)
    text = f"De klant zegt: klaar met ‘{row.title}’."
    return move_part(row, "finish", by=by, text=text, milestone=True, on=on)


@lifecycle
def step_fails(*, step, words, by):
    """Say in own words that a step does not work out; the coach then looks for another way together with her."""
    row = _own(step, by)
    words = words.strip()
    if not words:
        raise Refused("Schrijf in een paar woorden op wat niet lukt. Dan kan uw begeleider u helpen.", field="words")
    return move_part(row, "fail", by=by, text=f"De klant zegt: ‘{row.title}’ lukt niet.", reason=words[:200])


def _own(step, by):
    # SECURITY: OWN_PLAN_AGREE comes with the relation "self" only, so this is the client on her own plan.
    plan = hold(step.plan, by=by, needs=P.OWN_PLAN_AGREE, change=False)
    if plan.state == "afgesloten":
        raise Conflict(CLOSED)
    row = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if row.who != Step.Who.CLIENT:
        raise Refused("Deze stap doet iemand anders voor u. Bel uw begeleider als u er iets over wilt zeggen.")
    row.plan = plan
    return row


@lifecycle
def say_own_view(*, plan, words, by):
    """Write down what the client thinks of the plan, in her own words; the plan shows it to everyone who reads it."""
    held = hold(plan, by=by, needs=P.OWN_PLAN_AGREE, change=False)
    if held.state == "afgesloten":
        raise Conflict(CLOSED)
    words = words.strip()
    if not words:
        raise Refused("Schrijf op wat u van het plan vindt.", field="words")
    held.own_view = words[:2000]
    held.save(update_fields=["own_view"])
    event = record("werkplan.own_view", held, by=by, dossier=held.client_id)
    tell(client=held.client_id, kind="plan", text="De klant schreef op wat zij van het plan vindt.", event=event, by=by)
    return held
