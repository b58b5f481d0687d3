"""The carry-over table: which class, why, by which article. One row a rule, per item the first that fits."""

from functools import cache

from . import ended, free, municipal, plan, uwv, work
from .shape import CarryRule, Outcome, Owner, Until

TABLE: tuple[CarryRule, ...] = ended.ROWS + plan.ROWS + uwv.ROWS + municipal.ROWS + work.ROWS + free.ROWS


@cache
def rows_for(code: str) -> tuple[CarryRule, ...]:
    """The rows of one item, most specific first, ending with its default."""
    return tuple(row for row in TABLE if code in row.items)


__all__ = ["TABLE", "CarryRule", "Outcome", "Owner", "Until", "rows_for"]
