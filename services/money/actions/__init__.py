"""The only writers of money. What others call is here: `reserve` → `commit` → `settle`, or `release`."""

from .budgets import add_purpose, close_budget, open_budget
from .commitments import commit, release, reserve, settle
from .decisions import decide, propose_annulment, propose_promise, propose_receipt

__all__ = [
    "add_purpose",
    "close_budget",
    "commit",
    "decide",
    "open_budget",
    "propose_annulment",
    "propose_promise",
    "propose_receipt",
    "release",
    "reserve",
    "settle",
]
