"""The class of every field of the packages that keep tables of their own: login, lock-out, sessions, groups."""

from .words import INTERNAL, PERSONAL, SECRET

FOREIGN = {
    "access.User_groups": {INTERNAL: "id user group"},
    "access.User_user_permissions": {INTERNAL: "id user permission"},
    "guardian.UserObjectPermission": {INTERNAL: "id permission content_type object_pk user"},
    "guardian.GroupObjectPermission": {INTERNAL: "id permission content_type object_pk group"},
    "auth.Permission": {INTERNAL: "id name content_type codename"},
    "auth.Group": {INTERNAL: "id name"},
    "auth.Group_permissions": {INTERNAL: "id group permission"},
    "contenttypes.ContentType": {INTERNAL: "id app_label model"},
    "account.EmailAddress": {PERSONAL: "email", INTERNAL: "id user verified primary"},
    "account.EmailConfirmation": {SECRET: "key", INTERNAL: "id email_address created sent"},
    "mfa.Authenticator": {SECRET: "data", INTERNAL: "id user type created_at last_used_at"},
    "axes.AccessAttempt": {
        PERSONAL: "user_agent ip_address username http_accept path_info attempt_time get_data post_data",
        INTERNAL: "id failures_since_start",
    },
    "axes.AccessAttemptExpiration": {INTERNAL: "access_attempt expires_at"},
    "axes.AccessFailureLog": {
        PERSONAL: "user_agent ip_address username http_accept path_info attempt_time",
        INTERNAL: "id locked_out",
    },
    "axes.AccessLog": {
        PERSONAL: "user_agent ip_address username http_accept path_info attempt_time logout_time",
        SECRET: "session_hash",
        INTERNAL: "id",
    },
    # The queue of the workers: ids of messages of the outbox, signed; the web role cannot read it.
    "django_q.OrmQ": {INTERNAL: "id key payload lock"},
    "django_q.Task": {
        INTERNAL: "id name func hook args kwargs result group cluster started stopped success attempt_count"
    },
    "django_q.Success": {
        INTERNAL: "id name func hook args kwargs result group cluster started stopped success attempt_count"
    },
    "django_q.Failure": {
        INTERNAL: "id name func hook args kwargs result group cluster started stopped success attempt_count"
    },
    "django_q.Schedule": {
        INTERNAL: "id name func hook args kwargs schedule_type minutes repeats next_run cron task cluster "
        "intended_date_kwarg"
    },
}

PART_OF = {
    "accounts": (
        "account.EmailAddress account.EmailConfirmation mfa.Authenticator axes.AccessAttempt "
        "axes.AccessFailureLog axes.AccessLog"
    )
}
