"""What the client said about each step: what is open, what was answered, and which text she agreed to."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models.functions import JSONObject

from werkplan.models import StepAnswer
from werkplan.queries import ANSWER

OBJECTS = StepAnswer.Said.OBJECTS
OUTCOMES = dict(StepAnswer.Outcome.choices)
WAYS = dict(StepAnswer.Way.choices)


@dataclass(slots=True)
class Line:
    """One thing she said, ready to show; `reply` is empty while an objection waits."""

    pk: int
    said: str
    objects: bool
    way: str
    on: Any
    words: str
    text: str
    reply: str
    outcome: str
    replied: Any


@dataclass(slots=True)
class Voice:
    """Everything she said about one step, the newest first."""

    lines: list[Line] = field(default_factory=list)
    agreed_to: int = 0

    @property
    def open(self) -> Line | None:
        """The objection that waits for an answer, or None."""
        return next((line for line in self.lines if line.objects and not line.reply), None)

    @property
    def answered(self) -> Line | None:
        """What she objected to and the answer, when that was the last thing said; else None."""
        last = self.lines[0] if self.lines else None
        return last if last and last.objects and last.reply else None

    def agrees(self, version) -> bool:
        """Whether she agreed to the step as it reads in this version, and said nothing against it since."""
        return self.agreed_to == version and not (self.lines and self.lines[0].objects)


NOTHING = Voice()


def voices_of(plan) -> dict[int, Voice]:
    """By step: one query, or none when the plan was read with `whole()`."""
    rows = getattr(plan, "answer_rows", None)
    if rows is None:
        found = StepAnswer.objects.filter(plan=plan).order_by("-pk")
        rows = found.values_list(JSONObject(**ANSWER), flat=True)
    voices: dict[int, Voice] = {}
    for row in rows:
        voice = voices.setdefault(row["step"], Voice())
        voice.lines.append(_line(row))
        if row["said"] != OBJECTS:
            voice.agreed_to = max(voice.agreed_to, row["step_version"])
    return voices


def _line(row):
    return Line(
        pk=row["pk"],
        said=StepAnswer.Said(row["said"]).label,
        objects=row["said"] == OBJECTS,
        way=WAYS[row["way"]],
        on=datetime.fromisoformat(row["said_on"]).date(),
        words=row["words"],
        text=row["step_text"],
        reply=row["reply"],
        outcome=OUTCOMES.get(row["outcome"], ""),
        replied=datetime.fromisoformat(row["replied_at"]) if row["replied_at"] else None,
    )
