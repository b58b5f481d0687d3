"""Who may see the models about people and the desk, and the class of every field of them."""

from .words import INTERNAL, PERSONAL, SECRET, SPECIAL

SCOPED = {
    "clients.SavedView": "its maker only",
    "clients.Client": "visible_to",
    "clients.NationalNumber": "one number on a click, by relation and ground (UAVG 46)",
    "clients.NumberIndex": "the exact look-up only",
    "clients.HiddenAddress": "on a click, who is named for the sealed dossier with a task of law, and the client",
    "clients.IncomePeriod": "visible_to",
    "clients.Intake": "visible_to",
    "clients.IntakeAnswer": "visible_to, and per field and role",
    "clients.Handover": "visible_to",
    "clients.HandoverAdvice": "beside the handover; for a coordinator what waits too long in the region",
    "clients.Entry": "visible_to",
    "clients.Document": "through an opened client, and per kind of document",
    "clients.DocumentBody": "one document at a time, through clients.Document",
    "clients.Consent": "visible_to; the client's own in the portal",
    "clients.LookReport": "the client's own; who checks it through her task",
    "clients.RightsRequest": "visible_to; and who answers requests in the region, without the dossier",
    "clients.Dispute": "visible_to",
    "clients.Visit": "the desk",
    "clients.LightContact": "the desk",
    "clients.Appointment": "visible_to; who is asked for it sees it while she knows the card",
    "clients.AppointmentGuest": "through clients.Appointment",
    "clients.ContactAttempt": "visible_to",
    "clients.Note": "readable_by: own organisation, who helps along, or also the client",
}

OPEN = {
    "clients.HandoverTerms": "agreements of partners about days, nothing about people",
    "clients.Feed": "how far the reading of a file is; nothing about people, and nothing for the web",
    "clients.FeedPart": "how far one worker is",
    "clients.FeedIssue": "number of a line of a file and a sentence without anything of that line",
}

PART_OF = {
    "dossier": "clients.Client clients.Intake clients.IntakeAnswer clients.HiddenAddress",
    "bsn": "clients.NationalNumber clients.NumberIndex",
    "income": "clients.IncomePeriod",
    "documents": "clients.Document clients.DocumentBody",
    "handover": "clients.Handover clients.HandoverAdvice",
    "plan": "clients.Entry",
    "consent": "clients.Consent",
    "log": "clients.LookReport",
    "rights": "clients.RightsRequest clients.Dispute",
    "contact": "clients.Appointment clients.AppointmentGuest clients.ContactAttempt clients.Note",
    "desk": "clients.Visit clients.LightContact",
}

BELONGS = {
    "clients.Client": "dossier",
    "clients.NationalNumber": "client",
    "clients.NumberIndex": "client",
    "clients.HiddenAddress": "client",
    "clients.IncomePeriod": "client",
    "clients.Intake": "client",
    "clients.IntakeAnswer": "client",
    "clients.Handover": "client",
    "clients.HandoverAdvice": "client",
    "clients.Entry": "client",
    "clients.Consent": "client",
    "clients.LookReport": "client",
    "clients.Document": "client",
    "clients.DocumentBody": "client",
    "clients.RightsRequest": "client",
    "clients.Dispute": "client",
    "clients.Appointment": "client",
    "clients.AppointmentGuest": "client",
    "clients.ContactAttempt": "client",
    "clients.Note": "client",
}

CLASSES = {
    "clients.Client": {
        PERSONAL: (
            "first_names call_name prefix surname partner_prefix partner_surname name_use gender birth_on "
            "birth_precision street house_number house_letter house_addition postcode place municipality phone "
            "email channel language interpreter sort_name search_name"
        ),
        INTERNAL: "dossier public_id region version created_at",
    },
    "clients.NationalNumber": {SECRET: "sealed", INTERNAL: "client key_id parked_for"},
    "clients.NumberIndex": {SECRET: "index", INTERNAL: "id client key_id parked"},
    "clients.HiddenAddress": {SECRET: "sealed", INTERNAL: "client key_id"},
    "clients.IncomePeriod": {
        SPECIAL: "code",
        PERSONAL: "valid_from valid_until leading",
        INTERNAL: "id client source obtained_on confirmed_on recorded_by",
    },
    "clients.Intake": {INTERNAL: "id client desk state started_by started_at finished_at"},
    "clients.IntakeAnswer": {
        SPECIAL: "value",
        INTERNAL: "id intake client field source obtained_on confirmed_on recorded_by version",
    },
    "clients.Handover": {
        PERSONAL: "reason refusal",
        INTERNAL: "id public_id client from_participation to_participation offered_by offered_at due_on expires_on "
        "escalated_at rule article assigned_to state decided_at decided_by refusal_code",
    },
    "clients.HandoverAdvice": {PERSONAL: "reason", INTERNAL: "id handover client kind to_participation by at"},
    "clients.HandoverTerms": {INTERNAL: "id region valid_from valid_until answer_days expire_days source"},
    "clients.Entry": {
        PERSONAL: "text before after about why",
        INTERNAL: "id client at event_id kind voice actor partner_name milestone deed",
    },
    "clients.Feed": {INTERNAL: "id digest participation started_by started_at finished_at workers"},
    "clients.FeedPart": {INTERNAL: "id feed number line counts"},
    "clients.FeedIssue": {INTERNAL: "id feed line kind sentence"},
    "clients.LookReport": {
        PERSONAL: "words day number",
        INTERNAL: "id public_id client actor participation reported_at due_on review",
    },
    "clients.Consent": {
        PERSONAL: "purpose groups receiver receiver_kind valid_from valid_until way withdrawn_at",
        INTERNAL: "id public_id client recorded_by recorded_at withdrawn_by",
    },
    "clients.Document": {
        PERSONAL: "name note",
        INTERNAL: "id public_id client kind format size digest by_client added_by participation added_at checked_at "
        "gone_at gone_by gone_why",
    },
    "clients.DocumentBody": {SECRET: "sealed", INTERNAL: "document client key_id"},
    "clients.RightsRequest": {
        PERSONAL: "name kind way text subject before asked_on due_on extended_to extension_reason lead_note answer "
        "decided_at",
        INTERNAL: "id public_id client region state recorded_by decided_by version",
    },
    "clients.Dispute": {
        PERSONAL: "subject value statement since",
        INTERNAL: "id client request",
    },
    "clients.Visit": {
        INTERNAL: "id submit_key region desk municipality reason channel minutes situation outcome at recorded_by"
    },
    "clients.Appointment": {
        PERSONAL: "starts_at place subject reason cancelled_by",
        INTERNAL: "id public_id client with_client host participation minutes way state replaces made_by made_at "
        "settled_at settled_by version",
    },
    "clients.AppointmentGuest": {INTERNAL: "id appointment client user participation"},
    "clients.ContactAttempt": {
        PERSONAL: "on way outcome said",
        INTERNAL: "id client appointment participation recorded_by recorded_at",
    },
    "clients.SavedView": {INTERNAL: "id user page name query"},
    "clients.Note": {
        PERSONAL: "text on way",
        INTERNAL: "id public_id client thread number audience appointment participation author written_at",
    },
    "clients.LightContact": {
        PERSONAL: "call_name phone email question result",
        INTERNAL: "id public_id visit desk needs call_back_on done_at done_by recorded_by",
    },
}
