"""Who is responsible for somebody's help: 14 rules, first hit wins. Pure: no Django, no database, no clock."""

from .decide import Answer, responsible_partner
from .facts import Facts, PartialDate, Period
from .parse import FactsError, parse_facts, read_facts
from .rules import RULES, Rule

__all__ = [
    "RULES",
    "Answer",
    "Facts",
    "FactsError",
    "PartialDate",
    "Period",
    "Rule",
    "parse_facts",
    "read_facts",
    "responsible_partner",
]
