"""What an income change does to a plan: class A to E per item, by a table of rules. Pure: no Django, no database."""

from .deadlines import Deadline
from .engine import Report, ReportItem, explain_transition
from .items import DUTY_ITEMS, INSTRUMENT_CODES, ITEMS, known_item
from .named import NAMED, Named, named
from .rules import TABLE, CarryRule, Outcome, rows_for
from .transition import Transition, transition
from .verdict import Verdict, classify

__all__ = [
    "DUTY_ITEMS",
    "INSTRUMENT_CODES",
    "ITEMS",
    "NAMED",
    "TABLE",
    "CarryRule",
    "Deadline",
    "Named",
    "Outcome",
    "Report",
    "ReportItem",
    "Transition",
    "Verdict",
    "classify",
    "explain_transition",
    "known_item",
    "named",
    "rows_for",
    "transition",
]
