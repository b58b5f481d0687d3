"""How money stands: the balances of a budget, and what is on one commitment."""

from collections import defaultdict

from django.db.models import Sum

from services.money.models import LedgerAccount, PostingLine
from services.money.rules import MEANS, VRIJ


def of(commitment) -> dict[str, dict[int, int]]:
    """Cents of a commitment per kind and payer, all positive, without what is zero. One query."""
    rows = (
        PostingLine.objects.filter(posting__commitment=commitment)
        .exclude(account__kind=VRIJ)
        .values_list("account__kind", "account__payer")
        .annotate(cents=Sum("cents"))
        .order_by()
    )
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for kind, payer, cents in rows:
        if cents:
            found[kind][payer] = -cents
    return found


def totals(commitments) -> dict[int, dict[str, int]]:
    """Cents per kind of many commitments, by their pk. One query."""
    rows = (
        PostingLine.objects.filter(posting__commitment__in=commitments)
        .exclude(account__kind=VRIJ)
        .values_list("posting__commitment", "account__kind")
        .annotate(cents=Sum("cents"))
        .order_by()
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for pk, kind, cents in rows:
        if cents:
            found[pk][kind] = -cents
    return found


def free(budget, purpose) -> dict[int, int]:
    """Cents that each partner still has free for a purpose, without those who have none."""
    rows = LedgerAccount.objects.filter(budget=budget, purpose=purpose, kind=VRIJ, balance__lt=0).order_by("payer")
    return {payer: -balance for payer, balance in rows.values_list("payer", "balance")}


def balances(budget) -> list[dict]:
    """Every account of a budget: `kind`, `payer`, `purpose` (pks) and `cents`, all positive. One query."""
    rows = budget.accounts.values("kind", "payer", "purpose", "balance").order_by("pk")
    return [row | {"cents": row["balance"] if row["kind"] in MEANS else -row["balance"]} for row in rows]
