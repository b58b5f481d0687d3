"""The answer to "who is responsible?": partner, rule, article, a sentence for the client, and who pays."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from werkcentrum.vocabulary import Kind, PartnerKind

from .case import Case, case_of
from .facts import Facts
from .rules import RULES, Rule, Town


@dataclass(frozen=True, slots=True)
class Answer:
    """Who helps (`partner_kind`) and who pays (`paying_body`) are two different answers.

    `municipality` is the GM code of the municipality that helps, None when another partner helps or it is not known.
    """

    partner_kind: PartnerKind
    rule: int
    article: str
    explanation: str
    paying_body: str | None
    municipality: str | None

    def as_dict(self) -> dict[str, Any]:
        """The six keys that the commands print."""
        return {**asdict(self), "partner_kind": self.partner_kind.value}


def responsible_partner(facts: Facts, on_date: date | None = None) -> Answer:
    """Who is responsible for this person's help on a day (default: the date in the facts).

    The first rule that fits wins. ValueError on a day before the rules start (2015).
    """
    case = case_of(facts, on_date or facts.date)
    rule = next((rule for rule in RULES if rule.applies(case)), None)
    if rule is None:
        raise ValueError(f"no rule is in force on {case.day}")
    return Answer(
        partner_kind=rule.partner_kind,
        rule=rule.number,
        article=rule.article,
        explanation=rule.explanation,
        paying_body=rule.paying_body or _paying_body(case),
        municipality=_municipality(rule, facts),
    )


def _paying_body(case: Case) -> str | None:
    """Who pays the leading benefit, else another benefit, else the leading income, else any income."""
    benefits = [held for held in case.situations if held.kind is Kind.BENEFIT]
    payers = [held.paying_body for held in (*benefits, *case.situations) if held.paying_body]
    return payers[0] if payers else None


def _municipality(rule: Rule, facts: Facts) -> str | None:
    if rule.partner_kind is not PartnerKind.MUNICIPALITY:
        return None
    return (facts.kept_provision_by if rule.town is Town.KEPT else None) or facts.municipality
