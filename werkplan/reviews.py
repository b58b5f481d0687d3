"""When client and coach look back, and why then: dated rules, each with its article and where the term comes from.

The law names six months only for single parents with an exemption (Pwet 9a.8); elsewhere it says "periodically"
(44a.2) or nothing. Those terms are ours and stand as such in `vocabulary.parameters`.
"""

from dataclasses import dataclass
from datetime import date

from clients.models import IncomePeriod, IntakeAnswer
from werkcentrum.vocabulary import parameter
from werkplan import rules
from werkplan.models import PlanReview

ASSISTANCE = "BIJSTAND"
Kind = PlanReview.Kind


@dataclass(frozen=True)
class Rule:
    """One ground to look back: the parameter with its term, and the sentence for who asks why."""

    key: str
    parameter: str
    sentence: str
    strict: bool = False


RULES = {
    rule.key: rule
    for rule in (
        Rule(
            "single_parent", "single_parent_review",
            "Een alleenstaande ouder in de bijstand: elke zes maanden kijkt de gemeente opnieuw.", strict=True,
        ),
        Rule(
            "young", "review_young",
            "Jonger dan 27 in de bijstand: u kijkt geregeld samen terug op het plan van aanpak.",
        ),
        Rule("plan", "review_plan", "U kijkt elk half jaar samen terug, zodat het plan blijft kloppen."),
    )
}  # fmt: skip
BROUGHT_FORWARD = {Kind.TRANSFER: "review_after_transfer", Kind.INCOME: "review_after_change"}
WHY = {
    Kind.TRANSFER: "Een andere organisatie heeft de regie. Kijk samen of het plan nog klopt.",
    Kind.INCOME: "Het inkomen is veranderd. Kijk samen of het plan nog klopt.",
}


@dataclass(frozen=True)
class Cycle:
    """The rule that holds for a person on a day, with its article, the next day by it, and the last day it allows."""

    rule: Rule
    article: str
    unverified: bool
    next_on: date
    latest: date


def cycle_of(client, today) -> Cycle:
    """Which rule holds for this person: two queries."""
    rule = RULES[_key(client, today)]
    term = parameter(rule.parameter, today)
    longest = term if rule.strict else parameter("review_longest", today)
    return Cycle(rule, term.article, term.source != "L", term.after(today), longest.after(today))


def _key(client, today):
    rows = IncomePeriod.objects.filter(client=client.pk, code=ASSISTANCE, valid_from__lte=today)
    if not any(row.valid_until is None or row.valid_until >= today for row in rows):
        return "plan"
    care = IntakeAnswer.objects.filter(client=client.pk, field="care_tasks").values_list("value", flat=True).first()
    if isinstance(care, dict) and care.get("single_parent"):
        return "single_parent"
    young = parameter("young_age", today).value
    return "young" if rules.age_on(client.birth_on, today) < young else "plan"


def why_bad_next(day: date, cycle: Cycle, today: date) -> str:
    """Why the next review cannot be on this day; "" when it can."""
    if day <= today:
        return rules.why_bad_evaluation(day, today)
    if day > cycle.latest:
        return f"Kies uiterlijk {cycle.latest:%d-%m-%Y}. {cycle.rule.sentence}"
    return ""


def why_bad_exemption(until: date, was: date, today: date) -> str:
    """Why a review cannot be put off to this day; "" when it can. An exemption ends: at most a year at a time."""
    if until <= max(was, today):
        return f"Kies een dag na {max(was, today):%d-%m-%Y}."
    latest = parameter("review_longest", today).after(today)
    if until > latest:
        return f"Kies uiterlijk {latest:%d-%m-%Y}. Een ontheffing is tijdelijk; daarna bekijkt u het opnieuw."
    return ""
