"""The arithmetic of the ledger, in whole cents; pure functions without query, clock or request.

Debit is positive, credit negative. Means (promised, received) are debit accounts, uses (free, reserved, committed,
spent) are credit accounts; both are equal at every moment, because the lines of every posting sum to zero.
"""

from collections.abc import Mapping

TOEGEZEGD, ONTVANGEN = "toegezegd", "ontvangen"
VRIJ, GERESERVEERD, VERPLICHT, BESTEED = "vrij", "gereserveerd", "verplicht", "besteed"
MEANS = (TOEGEZEGD, ONTVANGEN)
USES = (VRIJ, GERESERVEERD, VERPLICHT, BESTEED)
WHOLE = 10_000
"""All parts of what is shared: hundredths of a percent."""
MOST = 1_000_000_000_00
"""The largest amount of one deed: a thousand million euros; more is a typing mistake."""

MOVES = {
    # deed: (debit, credit)
    "toezegging": (TOEGEZEGD, VRIJ),
    "ontvangst": (ONTVANGEN, TOEGEZEGD),
    "reservering": (VRIJ, GERESERVEERD),
    "verplichting": (GERESERVEERD, VERPLICHT),
    "vaststelling": (VERPLICHT, BESTEED),
    "vrijval_reservering": (GERESERVEERD, VRIJ),
    "vrijval_verplichting": (VERPLICHT, VRIJ),
}

Line = tuple[str, int, int]
"""(kind of account, payer, cents)."""


def lines_of(deed: str, amounts: Mapping[int, int]) -> list[Line]:
    """The lines of one deed for the cents per payer; payers without an amount are left out."""
    debit, credit = MOVES[deed]
    return [
        line for payer, cents in amounts.items() if cents for line in ((debit, payer, cents), (credit, payer, -cents))
    ]


def counter(lines: list[Line]) -> list[Line]:
    """What undoes these lines: the same with the other sign."""
    return [(kind, payer, -cents) for kind, payer, cents in lines]


def balanced(lines: list[Line]) -> bool:
    """Whether they may be one posting: at least two, none of zero, and the sum is zero."""
    return len(lines) > 1 and all(cents for _, _, cents in lines) and sum(cents for _, _, cents in lines) == 0


def holds(kind: str, balance: int) -> bool:
    """Whether an account may stand so: means never below zero, uses never above."""
    return balance >= 0 if kind in MEANS else balance <= 0


def split(cents: int, weights: Mapping[int, int]) -> dict[int, int]:
    """`cents` in whole cents by weight (largest remainder, then the first): the sum is exact.

    When `cents` is at most the sum of the weights, nobody gets more than the own weight. ValueError without weight.
    """
    total = sum(weights.values())
    if total <= 0 or cents < 0 or min(weights.values()) < 0:
        raise ValueError("nothing to split by")
    found = {key: cents * weight // total for key, weight in weights.items()}
    rest = cents - sum(found.values())
    for key in sorted(weights, key=lambda key: -(cents * weights[key] % total))[:rest]:
        found[key] += 1
    return found


def why_not_shares(parts: Mapping[int, int]) -> str | None:
    """A sentence when the payers do not pay the whole together; `parts` are hundredths of a percent."""
    if not parts or any(part <= 0 for part in parts.values()):
        return "Kies minstens één partner die betaalt, met een deel boven nul."
    if sum(parts.values()) != WHOLE:
        together = f"{sum(parts.values()) / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")
        return f"De delen zijn samen {together} procent. Maak er samen 100 procent van."
    return None


def why_not_amount(cents: int) -> str | None:
    """A sentence for an amount that cannot be one."""
    if cents <= 0:
        return "Vul een bedrag boven nul in. Wilt u iets terugdraaien, annuleer dan de boeking."
    if cents > MOST:
        return "Dit bedrag is te groot. Kijk of u een komma vergat."
    return None


def state_of(position: Mapping[str, int]) -> str:
    """How a commitment stands, of the cents per kind that are on it: the word of the furthest that is still open."""
    if position.get(VERPLICHT):
        return VERPLICHT
    if position.get(GERESERVEERD):
        return GERESERVEERD
    return BESTEED if position.get(BESTEED) else "vrijgevallen"
