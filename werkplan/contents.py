"""What stands in a plan, read in two queries however long it is; board, snapshot and PDF all start from this."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import F
from django.db.models.functions import JSONObject

from werkplan.duties import is_unverified
from werkplan.models import Agreement, Goal
from werkplan.queries import AGREEMENT
from werkplan.rules import ENDED_INZET


@dataclass(slots=True)
class InzetRow:
    """The use of an offer, flat."""

    pk: int
    state: str
    state_before: str
    decide_by: date | None
    starts_on: date | None
    ends_on: date | None
    decision_ref: str
    reason: str
    replaces: int | None
    instrument: str
    instrument_code: str
    offer: str
    waiting_days: int
    places: int | None
    places_taken: int
    provider: str
    owner: str

    @property
    def title(self) -> str:
        """Title of the offer, or the name of the instrument where there is no offer (yet)."""
        return self.offer or self.instrument


@dataclass(slots=True)
class StepRow:
    """A step with its inzetten, the newest last."""

    pk: int
    title: str
    who: str
    due_on: date | None
    proof: str
    state: str
    reason: str
    done_on: date | None
    by_client: bool
    version: int
    inzetten: list[InzetRow] = field(default_factory=list)

    @property
    def inzet(self) -> InzetRow | None:
        """The inzet that counts: the newest that was not replaced by another."""
        replaced = {row.replaces for row in self.inzetten}
        live = [row for row in self.inzetten if row.pk not in replaced]
        return live[-1] if live else None

    @property
    def uses(self) -> list[InzetRow]:
        """Every inzet that still asks something, and the one that counts: what is replaced may run on for a while."""
        return [row for row in self.inzetten if row.state not in ENDED_INZET or row is self.inzet]


@dataclass(slots=True)
class GoalRow:
    """A goal with its steps in order."""

    pk: int
    text: str
    kind: str
    reached_on: date | None
    dropped_reason: str
    by_client: bool
    proposed: bool
    version: int
    steps: list[StepRow] = field(default_factory=list)


@dataclass(slots=True)
class AgreementRow:
    """An agreement, flat."""

    pk: int
    kind: str
    text: str
    article: str
    consequence: str
    valid_from: date
    valid_until: date | None
    end_reason: str
    due_on: date | None
    kept_on: date | None
    owner: str

    def late(self, today: date) -> bool:
        """Whether it is a promise whose day passed without being kept."""
        return bool(self.due_on and self.due_on < today and not self.kept_on and not self.valid_until)

    @property
    def unverified(self) -> bool:
        """Whether it names a duty whose article was not read in the law."""
        return self.kind == Agreement.Kind.DUTY and is_unverified(self.text, self.article)


@dataclass(slots=True)
class Contents:
    """Goals (with steps and inzetten) and agreements of one plan."""

    goals: list[GoalRow]
    agreements: list[AgreementRow]

    @property
    def steps(self) -> list[StepRow]:
        """All steps, in the order of the goals."""
        return [step for goal in self.goals for step in goal.steps]


_GOAL = ("pk", "text", "kind", "reached_on", "dropped_reason", "by_client", "proposed", "version")
_STEP = ("pk", "title", "who", "due_on", "proof", "state", "reason", "done_on", "by_client", "version")
_INZET = (
    "pk", "state", "state_before_reconfirm", "decide_by", "starts_on", "ends_on", "decision_ref", "reason", "replaces",
    "instrument__name", "instrument_id", "offer__title", "offer__waiting_days", "offer__places", "offer__places_taken",
    "offer__provider__partner__name", "owner__partner__name",
)  # fmt: skip
_COLUMNS = (
    *_GOAL,
    *(f"steps__{name}" for name in _STEP),
    *(f"steps__inzetten__{name}" for name in _INZET),
)
_STEP_AT = len(_GOAL)
_INZET_AT = _STEP_AT + len(_STEP)


def read_contents(plan) -> Contents:
    """Everything in `plan`: two queries for 6 steps and for 60, and one when the plan was read with `whole()`."""
    rows = getattr(plan, "agreement_rows", None)
    if rows is None:
        rows = Agreement.objects.filter(plan=plan).order_by("pk").values_list(JSONObject(**AGREEMENT), flat=True)
    return Contents(_goals(plan.pk), [_agreement(row) for row in rows])


def _agreement(row) -> AgreementRow:
    days = {name: _day(row[name]) for name in ("valid_from", "valid_until", "due_on", "kept_on")}
    return AgreementRow(**{**row, **days, "owner": row["owner"] or ""})


def _day(value) -> date | None:
    return date.fromisoformat(value) if value else None


def _goals(key) -> list[GoalRow]:
    rows = (
        Goal.objects.filter(plan=key)
        .order_by("position", "pk", F("steps__position").asc(nulls_last=True), "steps__pk", "steps__inzetten__pk")
        .values_list(*_COLUMNS)
    )
    goals: dict[int, GoalRow] = {}
    steps: dict[int, StepRow] = {}
    for row in rows:
        goal = goals.get(row[0]) or goals.setdefault(row[0], GoalRow(*row[:_STEP_AT]))
        step_id = row[_STEP_AT]
        if step_id is None:
            continue
        if step_id not in steps:
            steps[step_id] = StepRow(*row[_STEP_AT:_INZET_AT])
            goal.steps.append(steps[step_id])
        if row[_INZET_AT] is not None:
            steps[step_id].inzetten.append(_inzet(row[_INZET_AT:]))
    return list(goals.values())


def _inzet(row) -> InzetRow:
    offer, waiting, places, taken, provider, owner = row[11:]
    values = [*row[:11], offer or "", waiting or 0, places, taken or 0, provider or "", owner or ""]
    return InzetRow(*values)
