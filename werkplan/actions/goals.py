"""Goals: what the client wants, in her own words."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from clients.timeline import tell
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict, save_version
from werkplan import rules
from werkplan.models import Goal
from werkplan.policy import hold


def _tell(goal, verb, text, *, by, **lines):
    event = record(f"werkplan.{verb}", goal, by=by, dossier=goal.plan.client_id)
    tell(client=goal.plan.client_id, kind="goal", text=text, event=event, by=by, **lines)
    return goal


@transaction.atomic
def add_goal(*, plan, text, kind, by):
    """Add a goal at the end of the plan."""
    held = hold(plan, by=by)
    last = held.goals.aggregate(last=Max("position"))["last"] or 0
    goal = Goal.objects.create(plan=held, text=text, kind=kind, position=last + 1)
    return _tell(goal, "add_goal", f"Nieuw doel: ‘{text}’", by=by, milestone=True)


@transaction.atomic
def edit_goal(*, goal, version, text, kind, by):
    """Change the words or the direction of a goal; raises Stale when somebody else did so since `version`."""
    goal.plan = hold(goal.plan, by=by)
    before = goal.text
    goal.text, goal.kind = text, kind
    save_version(goal, version, ["text", "kind"])
    return _tell(goal, "edit_goal", "Een doel is anders verwoord.", by=by, before=before, after=text)


@transaction.atomic
def reach_goal(*, goal, by):
    """The client reached her goal."""
    goal.plan = hold(goal.plan, by=by)
    goal.refresh_from_db(fields=["reached_on", "dropped_reason"])
    if goal.reached_on or goal.dropped_reason:
        raise Conflict("Dit doel is al bereikt of vervallen.")
    goal.reached_on, goal.proposed = timezone.localdate(), False
    goal.save(update_fields=["reached_on", "proposed"])
    return _tell(goal, "reach_goal", f"Doel bereikt: ‘{goal.text}’", by=by, milestone=True)


@transaction.atomic
def drop_goal(*, goal, reason, by):
    """Let a goal go, with the reason; only when no step under it is open (409)."""
    goal.plan = hold(goal.plan, by=by)
    goal.refresh_from_db(fields=["reached_on", "dropped_reason"])
    if goal.reached_on or goal.dropped_reason:
        raise Conflict("Dit doel is al bereikt of vervallen.")
    if goal.steps.filter(state__in=rules.OPEN_STEP).exists():
        raise Conflict(
            "Onder dit doel staan nog open stappen. Rond ze af of laat ze vervallen; daarna kan het doel weg."
        )
    goal.dropped_reason, goal.proposed = reason, False
    goal.save(update_fields=["dropped_reason", "proposed"])
    return _tell(goal, "drop_goal", f"Doel vervallen: ‘{goal.text}’", by=by, why=reason)
