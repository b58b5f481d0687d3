"""One step as a card: ready strings, and the words for its states and moves."""

from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from werkcentrum.web.dates import long_date, relative
from werkplan import rules
from werkplan.models import Inzet, Step
from werkplan.said import NOTHING

STEP_MOVES = {
    "agree": "Afspreken",
    "start": "Beginnen",
    "wait": "Wacht op een ander",
    "finish": "Klaar",
    "fail": "Lukt niet",
    "drop": "Laten vervallen",
}
WHO = dict(Step.Who.choices)
INZET_STATES = dict(Inzet.State.choices)
STEP_STATES = dict(Step.State.choices)
STEP_LOOK = {
    "voorgesteld": "draft", "afgesproken": "info", "bezig": "busy", "wacht_op_derde": "wait", "klaar": "done",
    "niet_gelukt": "stop", "vervallen": "rest",
}  # fmt: skip
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
    said: str
    move_url: str
    moves: list


@cache
def _pattern(route):
    """The path of a route with two places to fill, resolved once: `reverse` for 60 cards costs more than the query."""
    key = "00000000-0000-4000-8000-000000000000"
    return reverse(f"werkplan:{route}", args=[key, 9_999_999_999]).replace(key, "{0}").replace("9999999999", "{1}")


def path(route, public_id, pk) -> str:
    """The path of a route of the plan with a number in it."""
    return _pattern(route).format(public_id, pk)


def card_of(step, key, today, moves=(), voice=NOTHING) -> Card:
    """One step as a card; `voice` is what the client said about it."""
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
        said=_said(step, voice),
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


def _said(step, voice):
    if voice.open:
        return "Niet eens: geef antwoord"
    if step.by_client and step.state == "voorgesteld":
        return "Voorstel van de klant"
    return "Eens" if voice.agrees(step.version) and step.state in rules.OPEN_STEP else ""


def _note(step):
    if step.state in rules.GONE_STEP:
        return f"{STEP_STATES[step.state]}: {step.reason}"
    notes = ["Wacht op een ander"] if step.state == "wacht_op_derde" else []
    for row in step.uses:
        if row.ends_on and row.state not in rules.ENDED_INZET:
            name = "" if row is step.inzet else f"{row.title} "
            notes.append(f"{name}loopt tot en met {long_date(row.ends_on)}")
    return "; ".join(notes)
