"""Destruction lists with four eyes, legal holds, the ledger of the erased, and figures without persons."""

from .destruction import Destruction, DestructionLine, EraseWish, LegalHold
from .left import Erasure, Statistic

__all__ = ["Destruction", "DestructionLine", "EraseWish", "Erasure", "LegalHold", "Statistic"]
