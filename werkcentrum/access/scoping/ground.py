"""Who may see the models of the ground floor (map, accounts, dossiers, log), and the class of every field of them."""

from .words import INTERNAL, PERSONAL, PUBLIC, SECRET

SCOPED = {
    "access.Dossier": "through clients.Client",
    "access.Involvement": "own rows, and those of a dossier one may open",
    "access.Glass": "own live row, and the check of it",
    "access.Review": "visible_to: who judges; about: who is asked",
    "access.Incident": "privacy officer of the region",
    "access.Notice": "own rows in the cell one works for",
    "access.Cover": "the team leader of the cell, and who covers",
    "access.Seal": "privacy officer of the region",
    "audit.Event": "privacy officer of the region",
    "audit.Reading": "privacy officer of the region, and the client about herself",
    "audit.Alias": "the client sees the number, nobody the row",
    "audit.LogBatch": "the commands of the log; the web role cannot read it",
    "audit.DetachedMonth": "the commands of the log; the web role cannot read it",
    "audit.Submission": "sender only",
    "outbox.Message": "the administrator; it names no people",
    "outbox.Beat": "the administrator; it names no people",
    "access.User": "own account, and names beside a role for who keeps access",
    "access.Membership": "own rows, and who keeps access in the region",
    "access.Session": "one's own, to end them",
    "access.KeptForm": "its writer only",
    "access.FailedLogin": "counted only",
    "access.PartnerKey": "the administrator of the region; never its digest",
    "access.MembershipProposal": "who proposes or reads access in the region, and the team leader of that partner",
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
}

PART_OF = {
    "access": "access.Dossier access.Involvement access.Cover access.Seal access.Glass",
    "accounts": "access.User access.Membership access.MembershipProposal access.Session access.KeptForm "
    "access.FailedLogin access.PartnerKey",
    "log": "audit.Event audit.Reading audit.Alias access.Review access.Incident",
}

BELONGS = {
    "access.Dossier": "pk",
    "access.Involvement": "dossier",
    "access.Seal": "dossier",
    "access.Glass": "dossier",
    "access.Review": "dossier",
    "audit.Event": "dossier",
    "audit.Reading": "dossier",
    "audit.Alias": "dossier",
}
NOT_OF_A_CLIENT = {
    "access.User": "an account of staff or of a client; ends with its memberships",
    "access.Session": "an open session of an account; ends by itself within ten hours",
    "access.FailedLogin": "digests of who guessed from where; gone after a day",
    "access.KeptForm": "a form that waits for its writer; gone after a day",
    "access.Membership": "staff",
    "access.PartnerKey": "a system of a partner",
    "access.Cover": "staff",
    "access.MembershipProposal": "staff",
    "access.Incident": "the register of breaches (AVG 33.5) stays; it names no client",
    "clients.Visit": "nobody's: nothing in it says who",
    "clients.LightContact": "without a dossier; has a term of its own",
}

CLASSES = {
    "regions.Region": {PUBLIC: "id code name slug central source"},
    "regions.Municipality": {PUBLIC: "id code name region"},
    "regions.RegionMembership": {PUBLIC: "id municipality region valid_from valid_until"},
    "regions.PostcodeArea": {PUBLIC: "pc4 municipality place"},
    "regions.Partner": {PUBLIC: "id kind name slug municipality"},
    "regions.Participation": {PUBLIC: "id partner region valid_from valid_until"},
    "regions.Desk": {PUBLIC: "id region municipality kind name opening_hours"},
    "access.Dossier": {
        PERSONAL: "sealed restricted_at closed_at erased_at",
        INTERNAL: "id public_id region opened_at",
    },
    "access.Involvement": {
        PERSONAL: "relation ground field_groups valid_from valid_until",
        INTERNAL: "id dossier user participation next_on created_by sealed_named cover_for",
    },
    "access.Cover": {
        PERSONAL: "valid_from valid_until ended_at",
        INTERNAL: "id participation covered colleague arranged_by arranged_at",
    },
    "access.Seal": {
        PERSONAL: "reason state asked_at decided_at",
        INTERNAL: "id dossier asked_by decided_by",
    },
    "access.Glass": {
        PERSONAL: "explanation",
        INTERNAL: "id public_id involvement dossier user participation reason taken_at",
    },
    "access.Review": {
        PERSONAL: "question answer decision",
        INTERNAL: "id public_id kind region participation subject subject_cell dossier glass key findings state "
        "opened_at due_on escalated_at decided_by decided_at",
    },
    "access.Incident": {
        PERSONAL: "what why measures",
        INTERNAL: "id public_id region review dossier recorded_by detected_at state reported clients_told judged_at "
        "closed_at glass_again",
    },
    "access.Notice": {INTERNAL: "id user participation kind path at seen_at"},
    "access.User": {
        PERSONAL: "email name last_login",
        SECRET: "password",
        INTERNAL: "id is_superuser is_active is_demo joined_at",
    },
    "access.Membership": {
        PERSONAL: "role desk valid_from valid_until",
        INTERNAL: "id user participation approved_by",
    },
    "access.Session": {SECRET: "session_key session_data", PERSONAL: "began expire_date", INTERNAL: "user"},
    "access.FailedLogin": {PERSONAL: "at account place device", INTERNAL: "id"},
    "access.PartnerKey": {
        SECRET: "digest",
        INTERNAL: "id participation user name sign valid_until made_by made_at revoked_by revoked_at used_on",
    },
    "access.KeptForm": {SECRET: "sealed", INTERNAL: "id user at key_id"},
    "access.MembershipProposal": {
        PERSONAL: "email name role desk valid_from valid_until reason refusal",
        INTERNAL: "id public_id kind user membership participation state proposed_by proposed_at decided_by decided_at",
    },
    "access.ParticipationGroupPermission": {INTERNAL: "id permission group content_object"},
    "access.ParticipationUserPermission": {INTERNAL: "id permission user content_object"},
    "audit.Event": {
        PERSONAL: "at action detail",
        INTERNAL: "id actor participation role object_type object_id dossier trace",
    },
    "audit.Reading": {
        PERSONAL: "at part purpose relation ground result",
        INTERNAL: "id actor participation role dossier trace",
    },
    "audit.Alias": {PERSONAL: "number", INTERNAL: "id dossier actor"},
    "audit.LogBatch": {
        INTERNAL: (
            "number table form first_turn first_id last_turn last_id count leaves root previous digest sealed_at"
        )
    },
    "audit.DetachedMonth": {INTERNAL: "id table month rows prepared_by approved_by at"},
    "audit.Submission": {INTERNAL: "key actor answer at"},
    "outbox.Message": {
        INTERNAL: "id name key payload created_at run_at sent_at tries done_at stuck_at said error",
    },
    "outbox.Beat": {INTERNAL: "name at"},
}
