"""Whether the last move of a part of the plan can still be put back, and to what."""

from dataclasses import dataclass

from django.utils import timezone

from clients.undo import ENDED, NOT_YOURS, UNDO_FOR
from werkcentrum.audit.models import Event
from werkplan.models import PlanVersion, Step

NOTHING = "Hier is niets ongedaan te maken."


@dataclass(frozen=True)
class Kind:
    """What can be put back of one kind of part: which deeds, the columns they write, and what to do when it is late."""

    moves: tuple[str, ...]
    columns: tuple[str, ...]
    instead: str


KINDS = {
    "step": Kind(
        tuple(f"werkplan.step_{name}" for name in ("agree", "start", "wait", "finish", "fail", "drop")),
        ("state",), "Pas de stap aan, of maak een nieuwe.",
    ),
    "goal": Kind(
        ("werkplan.reach_goal", "werkplan.drop_goal"), ("reached_on", "dropped_reason", "proposed"),
        "Schrijf het doel opnieuw op.",
    ),
    "agreement": Kind(
        ("werkplan.keep_promise", "werkplan.end_agreement"), ("kept_on", "valid_until", "end_reason"),
        "Maak de afspraak opnieuw.",
    ),
    "obstacle": Kind(("werkplan.solve_obstacle",), ("solved_on",), "Schrijf het opnieuw op."),
}  # fmt: skip
SIGNED = "Het plan is daarna vastgelegd met de klant. Een handtekening draait u niet terug; pas het plan aan."
DECIDED = "Over het aanbod bij deze stap is daarna iets besloten. Pas eerst dat aan."


def kind_of(part) -> Kind:
    """What can be put back of a step, goal, agreement or obstacle."""
    return KINDS[part._meta.model_name]


def undoable(part, by) -> tuple[Event | None, str]:
    """The last move of a part, and why it cannot be put back by this actor now ("" when it can): three queries."""
    since, kind = timezone.now() - UNDO_FOR, kind_of(part)
    after = Event.objects.filter(dossier=part.plan.client_id, at__gte=since)
    last = after.filter(object_type=part._meta.label_lower, object_id=str(part.pk)).order_by("-at").first()
    if last is None:
        return None, f"{ENDED} {kind.instead}"
    if last.action not in kind.moves:
        return None, NOTHING
    if last.actor_id != by.user.pk:
        return None, NOT_YOURS
    if PlanVersion.objects.filter(plan=part.plan_id, created_at__gt=last.at).exists():
        return None, SIGNED
    if isinstance(part, Step) and _decided_after(part, after.filter(at__gt=last.at)):
        return None, DECIDED
    return last, ""


def _decided_after(step, events):
    uses = [str(pk) for pk in step.inzetten.values_list("pk", flat=True)]
    return bool(uses) and events.filter(object_type="werkplan.inzet", object_id__in=uses).exists()


def before(part, move) -> dict | None:
    """The columns of a part as they were before a move (its Event): the history row before the one of that event."""
    columns = kind_of(part).columns
    rows = list(part.history.order_by("-history_id").values("event_id", *columns)[:10])
    place = next((place for place, row in enumerate(rows) if row["event_id"] == move.pk), None)
    if place is None or place + 1 >= len(rows):
        return None
    return {name: rows[place + 1][name] for name in columns}


def may_undo(opened, part, actor) -> bool:
    """Whether the button "Ongedaan maken" stands at a part."""
    return opened.may_edit and not undoable(part, actor)[1]
