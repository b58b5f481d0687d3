"""Whether the last move of a step can still be put back."""

from django.utils import timezone

from clients.undo import ENDED, NOT_YOURS, UNDO_FOR
from werkcentrum.audit.models import Event
from werkplan.models import PlanVersion

MOVED = tuple(f"werkplan.step_{name}" for name in ("agree", "start", "wait", "finish", "fail", "drop"))
NOTHING = "Hier is niets ongedaan te maken."


def undoable(step, by) -> tuple[Event | None, str]:
    """The last move of a step, and why it cannot be put back by this actor now ("" when it can): three queries."""
    since = timezone.now() - UNDO_FOR
    after = Event.objects.filter(dossier=step.plan.client_id, at__gte=since)
    last = after.filter(object_type="werkplan.step", object_id=str(step.pk)).order_by("-at").first()
    if last is None:
        return None, f"{ENDED} Pas de stap aan, of maak een nieuwe."
    if last.action not in MOVED:
        return None, NOTHING
    if last.actor_id != by.user.pk:
        return None, NOT_YOURS
    if PlanVersion.objects.filter(plan=step.plan_id, created_at__gt=last.at).exists():
        return (
            None,
            "Het plan is daarna vastgelegd met de klant. Een handtekening draait u niet terug; pas de stap aan.",
        )
    uses = [str(pk) for pk in step.inzetten.values_list("pk", flat=True)]
    if uses and after.filter(object_type="werkplan.inzet", object_id__in=uses, at__gt=last.at).exists():
        return None, "Over het aanbod bij deze stap is daarna iets besloten. Pas eerst dat aan."
    return last, ""


def state_before(step, move) -> str:
    """The state in which a step was before a move (its Event): the history row before the one of that event."""
    rows = list(step.history.order_by("-history_id").values_list("event_id", "state")[:10])
    place = next((place for place, (event, _) in enumerate(rows) if event == move.pk), None)
    return rows[place + 1][1] if place is not None and place + 1 < len(rows) else ""


def may_undo(opened, step, actor) -> bool:
    """Whether the button "Ongedaan maken" stands at a step."""
    return opened.may_edit and not undoable(step, actor)[1]
