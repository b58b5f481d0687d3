"""What must be decided now: the thin band on top of the plan."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from werkcentrum.web.dates import relative
from werkplan import rules
from werkplan.board.cards import path

SOON = timedelta(days=14)


@dataclass(slots=True)
class Decision:
    """Something that asks a decision now. Kinds as of the band: "" (waiting), "stop" (too late), "info"."""

    kind: str
    text: str
    url: str
    label: str


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
