"""Work for later, promised in the same transaction as the deed that asks for it, and done exactly once (ADR 18)."""

from .promise import later
from .registry import nightly, task, works_as

__all__ = ["later", "nightly", "task", "works_as"]
