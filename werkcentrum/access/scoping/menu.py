"""Who may see the models of the menu, and the class of every field of them: nothing here leads to a client."""

from .words import INTERNAL, PUBLIC, SECRET

SCOPED = {
    "services.Offer": "visible_to: published, own cell's, or the coordinator's region",
    "services.OfferList": "visible_to: own cell's, or the coordinator's region",
    "services.Shortage": "as counts of ten and more people, in the own region",
    "services.ShortageKey": "nobody; mixed into what stands for a person",
}
OPEN = {"services.Instrument": "the national catalogue", "services.Edition": "open data: a frozen menu"}

PART_OF = {"shortages": "services.Shortage services.ShortageKey"}
NOT_OF_A_CLIENT = {
    "services.Shortage": "a pseudonym of one quarter, of which half the key is dropped after it",
    "services.ShortageKey": "half a key; says nothing about anybody",
}

CLASSES = {
    "services.Instrument": {
        PUBLIC: (
            "code name summary what_it_is what_you_do cost_client financier owner_kinds audience situations needs "
            "min_age max_age legal_basis entitlement max_duration phase after_change synonyms available_from "
            "abolished_on abolished_reason source"
        )
    },
    "services.Offer": {
        PUBLIC: (
            "id public_id instrument provider region title description conditions reach situations needs cost_client "
            "price_payer financier places places_taken waiting_days lead_days next_start_on legal_basis entitlement "
            "contact valid_from valid_until review_months reviewed_on paused_until published_at updated_at search "
            "search_text provider_number"
        ),
        INTERNAL: "state proposed_by published_by returned_reason withdrawn_reason paused_reason version",
    },
    "services.Edition": {PUBLIC: "id public_id region number as_of note made_at services", INTERNAL: "made_by"},
    "services.OfferList": {
        INTERNAL: "id public_id cell brought_by brought_at rows header mapping taken_at made changed"
    },
    "services.Shortage": {
        INTERNAL: "id region municipality kind need detail group code offer month",
        SECRET: "person_key",
    },
    "services.ShortageKey": {INTERNAL: "id region quarter", SECRET: "secret"},
}
