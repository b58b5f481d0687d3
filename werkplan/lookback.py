"""The look back of a closed plan, as coach, next lead and client read it."""

from dataclasses import dataclass
from datetime import date

from werkcentrum.permissions import FieldGroup
from werkplan.models import ClosingReview, Obstacle

OUTCOMES = dict(ClosingReview.Outcome.choices)
LOOKS = {"bereikt": "done", "deels": "busy", "niet": "stop"}
OBSTACLES = dict(Obstacle.Kind.choices)


@dataclass(frozen=True)
class GoalLine:
    """What became of one goal."""

    text: str
    outcome: str
    look: str
    helped: str


@dataclass(frozen=True)
class Lookback:
    """One look back; `obstacles` is empty for who may not read them, and `hidden` then says so."""

    reason: str
    closed_on: date
    goals: list[GoalLine]
    steps: list[str]
    obstacles: list
    hidden: bool
    own_words: str


def obstacles_of(plan, groups, *, municipal) -> list[Obstacle] | None:
    """What makes it difficult, for who may read that; None otherwise. About justice: municipality and client only."""
    if FieldGroup.BARRIERS not in groups:
        return None
    rows = Obstacle.objects.filter(plan=plan)
    return list(rows if municipal else rows.exclude(kind=Obstacle.Kind.JUSTICE))


def sees_justice(stance) -> bool:
    """AVG 10: that a talk about police or justice is needed is for the municipality and the client herself."""
    return stance.row is not None and stance.row.ground in {"municipality", "self"}


def lookback_of(plan, stance) -> Lookback | None:
    """The last look back of a plan, or None."""
    row = ClosingReview.objects.filter(plan=plan).first()
    if row is None:
        return None
    known = obstacles_of(plan, stance.groups, municipal=sees_justice(stance))
    open_then = [item for item in known or () if item.pk in row.content["obstacles"]]
    goals = [
        GoalLine(goal["text"], OUTCOMES[goal["outcome"]], LOOKS[goal["outcome"]], goal["helped"])
        for goal in row.content["goals"]
    ]
    lines = [{"name": OBSTACLES[item.kind], "words": item.words, "helps": item.helps} for item in open_then]
    return Lookback(
        row.get_reason_display(), row.closed_on, goals, row.content["steps"], lines, known is None, row.own_words
    )
