"""Budget, ledger, commitments, and what two people decide."""

from .budget import BudgetPurpose, RegionalBudget
from .commitment import Commitment, CommitmentShare
from .decision import Decision
from .ledger import LedgerAccount, Posting, PostingLine

__all__ = [
    "BudgetPurpose",
    "Commitment",
    "CommitmentShare",
    "Decision",
    "LedgerAccount",
    "Posting",
    "PostingLine",
    "RegionalBudget",
]
