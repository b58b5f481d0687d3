"""The plan page as ready strings: a goal with its four columns, what must be decided now, the agreements by kind."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache

from django.urls import reverse

from werkcentrum.web.dates import relative
from werkplan import rules
from werkplan.contents import Contents
from werkplan.models import Agreement, Goal, Inzet, Step

COLUMNS = (
    ("Voorgesteld", "draft", {"voorgesteld"}),
    ("Afgesproken", "check", {"afgesproken"}),
    ("Bezig", "half", {"bezig", "wacht_op_derde"}),
    ("Klaar", "done", {"klaar"}),
)
STEP_MOVES = {
    "agree": "Afspreken",
    "start": "Beginnen",
    "wait": "Wacht op een ander",
    "finish": "Klaar",
    "fail": "Lukt niet",
    "drop": "Laten vervallen",
}
AT_ONCE = ("agree", "start", "finish")
SOON = timedelta(days=14)
WHO = dict(Step.Who.choices)
INZET_STATES = dict(Inzet.State.choices)
STEP_STATES = dict(Step.State.choices)
INZET_LOOK = {
    "verkend": "draft", "aangevraagd": "wait", "in_beoordeling": "wait", "wachtlijst": "wait", "toegekend": "done",
    "gestart": "busy", "onderbroken": "rest", "afgerond": "done", "afgewezen": "stop", "voortijdig_beeindigd": "stop",
    "te_herbevestigen": "wait",
}  # fmt: skip


@dataclass(slots=True)
class Card:
    """A step on the board, all ready strings; `moves` are (name, label) of what one button does now."""

    pk: int
    title: str
    url: str
    who: str
    until: str
    late: bool
    offer: str
    waiting: str
    proof: str
    inzet: str
    inzet_look: str
    note: str
    move_url: str
    moves: list


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
class Decision:
    """Something that asks a decision now. Kinds as of the band: "" (waiting), "stop" (too late), "info"."""

    kind: str
    text: str
    url: str
    label: str


@dataclass(slots=True)
class Board:
    """Everything on the plan page below the header."""

    lanes: list
    let_go: list
    decisions: list
    agreements: list


@cache
def _pattern(route):
    """The path of a route up to and after its numbers, resolved once: `reverse` for 60 cards costs more than the query."""
    key = "00000000-0000-4000-8000-000000000000"
    return reverse(f"werkplan:{route}", args=[key, 9_999_999_999]).replace(key, "{0}").replace("9999999999", "{1}")


def path(route, public_id, pk) -> str:
    """The path of a route of the plan with a number in it."""
    return _pattern(route).format(public_id, pk)


def board_of(opened, contents: Contents, today, *, version=None, changed=False) -> Board:
    """The board of an open plan. Pure: all that it needs was read before."""
    plan, key = opened.plan, opened.client.public_id
    change = opened.may_edit and not rules.why_unchangeable(plan.state)
    allowed = _allowed_moves(opened)
    goals = [goal for goal in contents.goals if not goal.dropped_reason]
    return Board(
        lanes=[_lane(goal, key, today, allowed, change) for goal in goals],
        let_go=[goal for goal in contents.goals if goal.dropped_reason],
        decisions=[*_plan_decisions(opened, today, version, changed), *_step_decisions(contents, key, today)],
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


def _lane(goal, key, today, allowed, change):
    columns = [Column(name, icon) for name, icon, _ in COLUMNS]
    gone = []
    for step in goal.steps:
        card = card_of(step, key, today, allowed.get(step.state, ()))
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


def card_of(step, key, today, moves=()) -> Card:
    """One step as a card."""
    inzet = step.inzet
    late = bool(step.due_on and step.due_on < today and step.state in rules.OPEN_STEP)
    return Card(
        pk=step.pk,
        title=step.title,
        url=path("step", key, step.pk),
        who=WHO[step.who],
        until=_until(step, today, late),
        late=late,
        offer=_offer(step, inzet),
        waiting=_waiting(inzet),
        proof=step.proof if step.state in rules.OPEN_STEP else "",
        inzet=INZET_STATES[inzet.state] if inzet else "",
        inzet_look=INZET_LOOK[inzet.state] if inzet else "",
        note=_note(step),
        move_url=path("step_move", key, step.pk),
        moves=moves,
    )


def _until(step, today, late):
    if step.done_on:
        return f"klaar {relative(step.done_on, today)}"
    if step.due_on is None or step.state in rules.GONE_STEP:
        return ""
    return f"{'had klaar moeten zijn ' if late else ''}{relative(step.due_on, today)}"


def _offer(step, inzet):
    if inzet is None:
        return ""
    name = "" if inzet.title == step.title else inzet.title
    helper = inzet.owner or inzet.provider
    return f"{name}, {helper}" if name and helper else name or helper


def _waiting(inzet):
    if inzet is None or inzet.state not in {"verkend", "aangevraagd", "in_beoordeling", "wachtlijst"}:
        return ""
    full = inzet.places is not None and inzet.places_taken >= inzet.places
    days = f"wachttijd {inzet.waiting_days} dagen" if inzet.waiting_days else "geen wachttijd"
    return "nu vol, wachtlijst" if full else days


def _note(step):
    if step.state in rules.GONE_STEP:
        return f"{STEP_STATES[step.state]}: {step.reason}"
    return "Wacht op een ander" if step.state == "wacht_op_derde" else ""


def _step_decisions(contents, key, today):
    found = []
    for step in contents.steps:
        inzet = step.inzet
        url = path("step", key, step.pk)
        if inzet and inzet.state == "te_herbevestigen":
            late = inzet.decide_by < today
            text = f"Beslis opnieuw over ‘{inzet.title}’: uiterlijk {relative(inzet.decide_by, today)}."
            found.append((inzet.decide_by, Decision("stop" if late else "", text, url, "Beslissen")))
        if step.due_on and step.due_on < today and step.state in rules.OPEN_STEP:
            text = f"‘{step.title}’ had klaar moeten zijn: {relative(step.due_on, today)}."
            found.append((step.due_on, Decision("stop", text, url, "Bekijken")))
    return [decision for _, decision in sorted(found, key=lambda pair: pair[0])]


def _plan_decisions(opened, today, version, changed):
    plan, key = opened.plan, opened.client.public_id
    found = []
    if plan.state == "overdracht_aangeboden":
        text = f"Dit plan is aangeboden aan {plan.offered_to.partner.name}. {plan.lead.partner.name} blijft regiehouder tot het is overgenomen."
        found.append(Decision("info", text, "", ""))
    if plan.state == "in_uitvoering" and plan.evaluate_on <= today + SOON:
        late = plan.evaluate_on <= today
        text = f"Samen terugkijken op het plan: {relative(plan.evaluate_on, today)}."
        found.append(Decision("stop" if late else "", text, reverse("werkplan:plan_move", args=[key, "evaluate"]), "Terugkijken"))
    if changed and plan.state in rules.NEW_VERSION_FROM:
        text = f"Gewijzigd sinds versie {version}. Bespreek het met de klant en leg een nieuwe versie vast."
        found.append(Decision("", text, reverse("werkplan:consent", args=[key]), "Vastleggen"))
    return found


def _agreements(contents, key, change, today):
    groups = []
    for kind in Agreement.Kind:
        rows = [row for row in contents.agreements if row.kind == kind]
        lines = [
            {
                "text": row.text,
                "article": row.article,
                "consequence": row.consequence,
                "owner": row.owner,
                "ended": f"Gestopt {relative(row.valid_until, today)}: {row.end_reason}" if row.valid_until else "",
                "url": path("agreement_edit", key, row.pk) if change and not row.valid_until else "",
            }
            for row in rows
        ]
        groups.append({"kind": kind.value, "name": GROUP_NAMES[kind], "none": GROUP_NONE[kind], "lines": lines})
    return groups


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
