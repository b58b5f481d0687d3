"""What must be decided now: the thin band on top of the plan."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from werkcentrum.web.dates import relative
from werkplan import rules
from werkplan.board.cards import path
from werkplan.said import NOTHING

SOON = timedelta(days=14)


@dataclass(slots=True)
class Decision:
    """Something that asks a decision now. Kinds as of the band: "" (waiting), "stop" (too late), "info".

    `always`: also when the plan stands still; then `url` is empty for who may not.
    """

    kind: str
    text: str
    url: str
    label: str
    always: bool = False


def client_decisions(opened, contents, voices, today) -> list[Decision]:
    """What the client waits for: an answer to what she is not happy with, and a yes or no to what she proposed."""
    key, found = opened.client.public_id, []
    for step in contents.steps:
        if waits := voices.get(step.pk, NOTHING).open:
            text = f"De klant is het niet eens met ‘{step.title}’, {relative(waits.on, today)}. Geef antwoord."
            url = path("step_reply", key, step.pk) if opened.may_edit else ""
            found.append(Decision("", text, url, "Antwoord geven", always=True))
    for goal in contents.goals:
        if goal.proposed:
            text = f"De klant stelt een doel voor: ‘{goal.text}’."
            found.append(Decision("", text, path("goal_adopt", key, goal.pk), "Bekijken"))
    for step in contents.steps:
        if step.by_client and step.state == "voorgesteld":
            text = f"De klant stelt een stap voor: ‘{step.title}’. Zeg ja, of nee met een reden."
            found.append(Decision("", text, path("step", key, step.pk), "Bekijken"))
    return found


def promise_decisions(contents, key, today) -> list[Decision]:
    """What the government promised and did not do in time."""
    found = []
    for row in contents.agreements:
        if row.late(today):
            text = f"Beloofd aan de klant en te laat: ‘{row.text}’, {relative(row.due_on, today)}."
            found.append(Decision("stop", text, path("agreement_edit", key, row.pk), "Bekijken"))
    return found


def step_decisions(contents, key, today, *, offered=False) -> list[Decision]:
    """Steps that are late and offers about which is decided again, the earliest first; `offered`: by the next lead."""
    found = []
    for step in contents.steps:
        url = path("step", key, step.pk)
        for inzet in step.uses:
            if inzet.state == "te_herbevestigen":
                found.append((inzet.decide_by, _again(inzet, url, today, offered)))
        if step.due_on and step.due_on < today and step.state in rules.OPEN_STEP:
            text = f"‘{step.title}’ had klaar moeten zijn: {relative(step.due_on, today)}."
            found.append((step.due_on, Decision("stop", text, url, "Bekijken")))
    return [decision for _, decision in sorted(found, key=lambda pair: pair[0])]


def _again(inzet, url, today, offered):
    when = relative(inzet.decide_by, today)
    if offered:
        text = f"De nieuwe regiehouder beslist opnieuw over ‘{inzet.title}’: uiterlijk {when}."
        return Decision("info", text, "", "")
    late = "stop" if inzet.decide_by < today else ""
    return Decision(late, f"Beslis opnieuw over ‘{inzet.title}’: uiterlijk {when}.", url, "Beslissen")


def plan_decisions(opened, today, version, changed) -> list[Decision]:
    """What the plan as a whole asks: a handover that waits, looking back, a new version."""
    plan, key = opened.plan, opened.client.public_id
    found = []
    if plan.state == "overdracht_aangeboden":
        to, lead = plan.offered_to.partner.name, plan.lead.partner.name
        text = f"Dit plan is aangeboden aan {to}. {lead} blijft regiehouder tot het is overgenomen."
        found.append(Decision("info", text, "", ""))
    if plan.state == "heropend":
        text = "Het plan is heropend. Lees eerst wat er bij het afsluiten nog open stond."
        found.append(
            Decision("info", text, reverse("werkplan:plan_lookback", args=[key]), "Terugblik lezen", always=True)
        )
    if plan.state == "in_uitvoering" and plan.evaluate_on <= today + SOON:
        late = plan.evaluate_on <= today
        text = f"Samen terugkijken op het plan: {relative(plan.evaluate_on, today)}."
        found.append(
            Decision("stop" if late else "", text, reverse("werkplan:plan_move", args=[key, "evaluate"]), "Terugkijken")
        )
    if changed and plan.state in rules.NEW_VERSION_FROM:
        text = f"Gewijzigd sinds versie {version}. Bespreek het met de klant en leg een nieuwe versie vast."
        found.append(Decision("", text, reverse("werkplan:consent", args=[key]), "Vastleggen"))
    return found
