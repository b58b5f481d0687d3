"""Who may see the money of a region, and the class of every field of it: amounts of partners, nothing of a client.

`Commitment.reference` is the number of a piece of help in the plan; it opens nothing and says nothing by itself.
"""

from .words import INTERNAL

_OF_REGION = "visible_to: the own region, for who may read its budget"
SCOPED = {
    f"services.{name}": _OF_REGION
    for name in (
        "RegionalBudget",
        "BudgetPurpose",
        "LedgerAccount",
        "Posting",
        "PostingLine",
        "Commitment",
        "CommitmentShare",
        "Decision",
    )
}

CLASSES = {
    "services.RegionalBudget": {
        INTERNAL: "id public_id region year cashier four_eyes_from received spent closed_on",
    },
    "services.BudgetPurpose": {INTERNAL: "id budget code name"},
    "services.LedgerAccount": {INTERNAL: "id budget kind payer purpose balance"},
    "services.Posting": {
        INTERNAL: ("id public_id budget deed commitment decision annuls text reason booked_on booked_at booked_by")
    },
    "services.PostingLine": {INTERNAL: "id posting account cents"},
    "services.Commitment": {
        INTERNAL: "id public_id budget purpose reference offer text price_model group result closed_on"
    },
    "services.CommitmentShare": {INTERNAL: "id commitment payer parts"},
    "services.Decision": {
        INTERNAL: (
            "id public_id budget what commitment detail cents text state prepared_by prepared_at decided_by decided_at "
            "reason"
        )
    },
}
