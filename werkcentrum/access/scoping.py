"""Which models are scoped and which are open on purpose, and the class of every field; tests compare it with the code.

A model that is not named here turns a test red, so nobody adds one without deciding who may see it.
"""

SCOPED = {
    "access.Dossier": "through clients.Client",
    "access.Involvement": "own rows, and those of a dossier one may open",
    "clients.Client": "visible_to",
    "clients.NationalNumber": "one number on a click, by relation and ground (UAVG 46)",
    "clients.IncomePeriod": "visible_to",
    "clients.Intake": "visible_to",
    "clients.IntakeAnswer": "visible_to, and per field and role",
    "clients.Handover": "visible_to",
    "clients.Entry": "visible_to",
    "clients.Visit": "the desk",
    "clients.LightContact": "the desk",
    "werkplan.Werkplan": "visible_to",
    "werkplan.Goal": "visible_to",
    "werkplan.Step": "visible_to",
    "werkplan.Inzet": "visible_to",
    "werkplan.Agreement": "visible_to",
    "werkplan.PlanVersion": "visible_to",
    "werkplan.CarryOver": "visible_to",
    "werkplan.CarryOverLine": "visible_to",
    "services.Offer": "visible_to: published, own cell's, or the coordinator's region",
    "audit.Event": "privacy officer of the region",
    "audit.Reading": "privacy officer of the region, and the client about herself",
    "audit.Submission": "sender only",
    "access.User": "own account, and names beside a role for who keeps access",
    "access.Membership": "own rows, and who keeps access in the region",
    "access.ParticipationGroupPermission": "policy only",
    "access.ParticipationUserPermission": "policy only; stays empty",
}
OPEN = {
    "regions.Region": "public geography",
    "regions.Municipality": "public geography",
    "regions.RegionMembership": "public geography",
    "regions.PostcodeArea": "public geography",
    "regions.Partner": "public organisations",
    "regions.Participation": "public organisations",
    "regions.Desk": "public addresses",
    "services.Instrument": "the national catalogue",
}

PUBLIC, INTERNAL, PERSONAL, SPECIAL, SECRET = "public", "internal", "personal", "special", "secret"
"""Class of a field. personal: AVG 4.1; special: AVG 9 or easily derived from it; secret: the BSN and its index."""

CLASSES = {
    "clients.Client": {
        PERSONAL: (
            "first_names call_name prefix surname partner_prefix partner_surname name_use gender birth_on "
            "birth_precision street house_number house_letter house_addition postcode place municipality phone "
            "email channel language interpreter sort_name search_name"
        ),
        INTERNAL: "dossier public_id region version created_at",
    },
    "clients.NationalNumber": {SECRET: "index sealed", INTERNAL: "client key_id"},
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
        INTERNAL: "id public_id client from_participation to_participation offered_by offered_at due_on rule article "
        "assigned_to state decided_at decided_by",
    },
    "clients.Entry": {
        PERSONAL: "text before after",
        INTERNAL: "id client at event_id kind voice actor partner_name milestone",
    },
    "clients.Visit": {
        INTERNAL: "id submit_key region desk municipality reason channel minutes situation outcome at recorded_by"
    },
    "clients.LightContact": {
        PERSONAL: "call_name phone email question result",
        INTERNAL: "id public_id visit desk needs call_back_on done_at done_by recorded_by",
    },
    "werkplan.Werkplan": {
        SPECIAL: "pause_reason",
        PERSONAL: "own_view close_reason evaluate_on",
        INTERNAL: "id public_id client region lead offered_to state state_before_offer version started_at",
    },
    "werkplan.Goal": {PERSONAL: "text dropped_reason reached_on", INTERNAL: "id plan kind position version"},
    "werkplan.Step": {
        PERSONAL: "title proof reason due_on done_on",
        INTERNAL: "id plan goal who state position version",
    },
    "werkplan.Inzet": {
        PERSONAL: "decision_ref reason starts_on ends_on decide_by",
        INTERNAL: "id plan step instrument offer owner state state_before_reconfirm replaces version",
    },
    "werkplan.Agreement": {
        PERSONAL: "text consequence end_reason valid_from valid_until",
        INTERNAL: "id plan kind code article owner version",
    },
    "werkplan.PlanVersion": {
        SPECIAL: "content",
        PERSONAL: "own_words answer answered_on",
        INTERNAL: "id plan number digest recorded_by created_at",
    },
    "werkplan.CarryOver": {
        SPECIAL: "from_code to_code",
        PERSONAL: "on before after deadlines",
        INTERNAL: "id submit_key client plan recorded_by recorded_at",
    },
    "werkplan.CarryOverLine": {
        PERSONAL: "title until",
        INTERNAL: "id report plan item_type item_id code kind reason article owner becomes unverified",
    },
    "access.User": {
        PERSONAL: "email name",
        SECRET: "password",
        INTERNAL: "id last_login is_superuser is_active is_demo joined_at",
    },
}
