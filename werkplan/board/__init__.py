"""The plan page as ready strings: a goal with its four columns, what must be decided now, the agreements by kind."""

from dataclasses import dataclass, field

from django.urls import reverse

from werkcentrum.web.dates import long_date, relative
from werkplan import rules
from werkplan.board.cards import STEP_MOVES, STEP_STATES, card_of, path
from werkplan.board.decisions import client_decisions, plan_decisions, promise_decisions, step_decisions
from werkplan.contents import Contents
from werkplan.models import Agreement, Goal, Step
from werkplan.said import NOTHING, voices_of

__all__ = ["Board", "board_of", "card_of", "path"]

COLUMNS = (
    ("Voorgesteld", "draft", {"voorgesteld"}),
    ("Afgesproken", "check", {"afgesproken"}),
    ("Bezig", "half", {"bezig", "wacht_op_derde"}),
    ("Klaar", "done", {"klaar"}),
)
AT_ONCE = ("agree", "start", "finish")
GROUP_NAMES = {
    Agreement.Kind.VOLUNTARY: "Vrijwillig",
    Agreement.Kind.DUTY: "Verplicht volgens de wet",
    Agreement.Kind.PROMISE: "Toezegging van de overheid",
}
GROUP_NONE = {
    Agreement.Kind.VOLUNTARY: "Nog geen vrijwillige afspraken.",
    Agreement.Kind.DUTY: "Geen verplichtingen in dit plan.",
    Agreement.Kind.PROMISE: "Nog geen toezeggingen. Schrijf ook op wat u de klant belooft.",
}


@dataclass(slots=True)
class Column:
    """One of the four columns."""

    name: str
    icon: str
    cards: list = field(default_factory=list)


@dataclass(slots=True)
class Lane:
    """A goal with its columns; `gone` are the steps that failed or fell away."""

    text: str
    kind: str
    url: str
    add_url: str
    reached: str
    columns: list
    gone: list


@dataclass(slots=True)
class Board:
    """Everything on the plan page below the header."""

    lanes: list
    let_go: list
    decisions: list
    agreements: list


def board_of(opened, contents: Contents, today, *, version=None, changed=False) -> Board:
    """The board of an open plan. Asks nothing more when the plan was read `whole`."""
    plan, key = opened.plan, opened.client.public_id
    change = opened.may_edit and not rules.why_unchangeable(plan.state)
    allowed, voices = _allowed_moves(opened), voices_of(plan)
    goals = [goal for goal in contents.goals if not goal.dropped_reason]
    return Board(
        lanes=[_lane(goal, key, today, allowed, change, voices) for goal in goals],
        let_go=[goal for goal in contents.goals if goal.dropped_reason],
        decisions=[
            *client_decisions(opened, contents, voices, today),
            *plan_decisions(opened, today, version, changed),
            *promise_decisions(contents, key, today),
            *step_decisions(contents, key, today, offered=bool(plan.offered_to_id)),
        ],
        agreements=_agreements(contents, key, change, today),
    )


def _allowed_moves(opened):
    """Which one-click moves a step in each state has, for this reader: asked once a page."""
    if opened.plan.state == "afgesloten":
        return {}
    found = {}
    for state in STEP_STATES:
        moves = opened.moves(Step, state)
        found[state] = [(name, STEP_MOVES[name]) for name in AT_ONCE if name in moves]
    return found


def _lane(goal, key, today, allowed, change, voices):
    columns = [Column(name, icon) for name, icon, _ in COLUMNS]
    gone = []
    for step in goal.steps:
        card = card_of(step, key, today, allowed.get(step.state, ()), voices.get(step.pk, NOTHING))
        if step.state in rules.GONE_STEP:
            gone.append(card)
            continue
        place = next(place for place, (_, _, states) in enumerate(COLUMNS) if step.state in states)
        columns[place].cards.append(card)
    return Lane(
        text=goal.text,
        kind=Goal.Kind(goal.kind).label,
        url=path("goal_edit", key, goal.pk) if change else "",
        add_url=f"{reverse('werkplan:step_add', args=[key])}?doel={goal.pk}" if change and not goal.reached_on else "",
        reached=f"Bereikt {relative(goal.reached_on, today)}" if goal.reached_on else "",
        columns=columns,
        gone=gone,
    )


def _over(row, today):
    return bool(row.valid_until and row.valid_until < today)


def _ends(row, today):
    return bool(row.valid_until and row.valid_until >= today)


def _agreements(contents, key, change, today):
    groups = []
    for kind in Agreement.Kind:
        rows = [row for row in contents.agreements if row.kind == kind]
        lines = [
            {
                "text": row.text,
                "article": row.article,
                "unverified": row.unverified,
                "consequence": row.consequence,
                "owner": row.owner,
                "late": row.late(today),
                "kept": row.kept_on and f"nagekomen {relative(row.kept_on, today)}",
                "due": row.due_on and not row.kept_on and f"uiterlijk {relative(row.due_on, today)}",
                "ended": _over(row, today) and f"Gestopt {relative(row.valid_until, today)}: {row.end_reason}",
                "until": _ends(row, today) and f"Geldt tot en met {long_date(row.valid_until)}: {row.end_reason}",
                "url": path("agreement_edit", key, row.pk) if change and not row.valid_until else "",
            }
            for row in rows
        ]
        groups.append({"kind": kind.value, "name": GROUP_NAMES[kind], "none": GROUP_NONE[kind], "lines": lines})
    return groups
