"""The page of one step as a read model: its card, its inzet, and a small form for every move that is allowed now."""

from django.utils import timezone

from werkcentrum.permissions import Permission as P
from werkplan import rules
from werkplan.actions.steps import NEEDS_REASON as STEP_REASON
from werkplan.board.cards import INZET_LOOK, INZET_STATES, STEP_LOOK, STEP_MOVES, STEP_STATES, card_of
from werkplan.contents import read_contents
from werkplan.forms.steps import MoveForm
from werkplan.models import Inzet, Step
from werkplan.said import NOTHING, voices_of

INZET_MOVES = {
    "confirm_granted": "Doorgaan: toegekend",
    "confirm_running": "Doorgaan: het loopt",
    "request": "Aanvragen",
    "assess": "In beoordeling",
    "grant": "Toegekend",
    "refuse": "Afgewezen",
    "queue": "Op de wachtlijst",
    "start": "Gestart",
    "interrupt": "Onderbreken",
    "finish": "Afgerond",
    "end_early": "Eerder stoppen",
}
ASKS = {
    "finish": ("on",),
    "fail": ("reason",),
    "drop": ("reason",),
    "start": ("on",),
    "grant": ("decision_ref",),
    "confirm_granted": ("decision_ref",),
    "confirm_running": ("decision_ref",),
    "refuse": ("reason",),
    "interrupt": ("reason",),
    "end_early": ("on", "reason"),
}
STEP_ASKS = {name: ASKS[name] for name in ("finish", "fail", "drop")}


def step_context(opened, pk, *, posted=None, posted_inzet=None):
    """What the page of a step shows; `posted` and `posted_inzet` are forms that were sent and refused."""
    contents = read_contents(opened.plan)
    goal, step = next((goal, step) for goal in contents.goals for step in goal.steps if step.pk == pk)
    voice = voices_of(opened.plan).get(step.pk, NOTHING)
    still = opened.plan.state == "afgesloten"
    moves = () if still else opened.moves(Step, step.state)
    names = sorted(moves, key=list(STEP_MOVES).index)
    steps = [_choice(name, STEP_MOVES[name], STEP_ASKS.get(name, ()), f"s-{name}", posted) for name in names]
    uses = [_use(opened, inzet, still, posted_inzet) for inzet in step.uses]
    change = opened.may_edit and not rules.why_unchangeable(opened.plan.state) and step.state in rules.OPEN_STEP
    context = {
        "goal": goal,
        "card": card_of(step, opened.client.public_id, timezone.localdate(), voice=voice),
        "voice": voice,
        "may_say": opened.stance.may(P.WERKPLAN_AGREE) and not still and step.state in rules.OPEN_STEP,
        "may_reply": opened.may_edit and voice.open is not None,
        "state": STEP_STATES[step.state],
        "look": STEP_LOOK[step.state],
        "moves": steps,
        "uses": uses,
        "may_change": change,
        "may_discard": change and step.state == "voorgesteld" and not step.by_client,
        "may_choose": change and all(use["inzet"].state in rules.ENDED_INZET for use in uses),
    }
    return context | {
        "moved": _sent(steps, posted),
        "used": _sent([choice for use in uses for choice in use["moves"]], posted_inzet),
    }


def _use(opened, inzet, still, posted):
    """One use of an offer with its moves; `posted` counts for the inzet it was sent for."""
    mine = posted if posted and posted.get("inzet", str(inzet.pk)) == str(inzet.pk) else None
    moves = [] if still else _inzet_moves(opened, inzet, mine)
    return {"inzet": inzet, "state": INZET_STATES[inzet.state], "look": INZET_LOOK[inzet.state], "moves": moves}


def _inzet_moves(opened, inzet, posted):
    was_running = inzet.state_before in {"gestart", "onderbroken"}
    unfit = {"reconfirm", "put_back", "confirm_granted" if was_running else "confirm_running"}
    names = [name for name in opened.moves(Inzet, inzet.state) if name not in unfit]
    if opened.plan.state == "overdracht_aangeboden" and inzet.state == "te_herbevestigen":
        return []
    order = list(INZET_MOVES)
    return [
        _choice(name, INZET_MOVES[name], ASKS.get(name, ()), f"i{inzet.pk}-{name}", posted)
        for name in sorted(names, key=order.index)
    ]


def _choice(name, label, asks, key, posted):
    data = posted if posted and posted.get("move") == name else None
    form = MoveForm(data, asks=asks, auto_id=f"{key}_%s", initial={"on": timezone.localdate()})
    danger = name in STEP_REASON | {"end_early", "refuse"}
    return {"name": name, "label": label, "form": form, "asks": asks, "danger": danger}


def _sent(choices, posted):
    """The form that was sent; one of its own when the move is no longer among the choices."""
    name = posted.get("move") if posted else None
    if name is None:
        return None
    found = next((choice["form"] for choice in choices if choice["name"] == name), None)
    return found or MoveForm(posted, asks=())
