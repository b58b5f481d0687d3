"""Who may see destruction lists, holds and what is left of the erased, and the class of every field of them."""

from .words import INTERNAL, PERSONAL

SCOPED = {
    "privacy.LegalHold": "who prepares or approves lists in the region; no names",
    "privacy.EraseWish": "who prepares or approves lists in the region; no names",
    "privacy.Destruction": "who prepares or approves lists in the region",
    "privacy.DestructionLine": "who prepares or approves lists in the region; no names",
    "privacy.Erasure": "nobody on a page; the job and the replay",
    "privacy.Statistic": "as counts of ten and more",
}
PART_OF = {"erasing": "privacy.LegalHold"}
NOT_OF_A_CLIENT = {
    "privacy.LegalHold": "why a pseudonym is kept; names nobody",
    "privacy.EraseWish": "that a pseudonym was to be erased",
    "privacy.DestructionLine": "that a pseudonym was erased",
}

CLASSES = {
    "privacy.LegalHold": {
        PERSONAL: "reason",
        INTERNAL: "id dossier placed_by placed_at lifted_at lifted_by",
    },
    "privacy.EraseWish": {INTERNAL: "dossier granted_by granted_at"},
    "privacy.Destruction": {
        INTERNAL: ("id public_id region as_of state prepared_by prepared_at decided_by decided_at refusal done_at"),
    },
    "privacy.DestructionLine": {INTERNAL: "id destruction dossier term count triggered_on erased"},
    "privacy.Erasure": {INTERNAL: "dossier term erased_on"},
    "privacy.Statistic": {INTERNAL: "id region month codes"},
}
