"""Every setting, in one file, read from the environment."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

from werkcentrum.pg import places

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name, default=False):
    """Whether the environment switches `name` on (1, true, yes, ja)."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "ja"}


# A demonstration on this machine only: debug-free, fictitious people, second factor may be skipped.
DEMO = flag("WERKCENTRUM_DEMO")
DEBUG = flag("WERKCENTRUM_DEBUG")
TESTING = "PYTEST_VERSION" in os.environ
# SECURITY: what serves pages works as a role that owns nothing (ADR 0006); commands work as the owner of the tables.
WEB = flag("WERKCENTRUM_WEB")
LOCAL = DEMO or DEBUG or TESTING

SECRET_KEY = os.environ.get("WERKCENTRUM_SECRET_KEY") or ("local-use-only-" * 4 if LOCAL else "")
ALLOWED_HOSTS = os.environ.get("WERKCENTRUM_HOSTS", "localhost,127.0.0.1,[::1]" if LOCAL else "").split(",")
if TESTING:
    ALLOWED_HOSTS.append("testserver")

INSTALLED_APPS = [
    "werkcentrum.regions",
    "werkcentrum.access",
    "werkcentrum.audit",
    "werkcentrum.outbox",
    "werkcentrum.web",
    "werkcentrum.hardening",
    "werkcentrum.privacy",
    "services",
    "clients",
    "werkplan",
    "employers",
    "guardian",
    "simple_history",
    "django_htmx",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_q",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "werkcentrum.web.middleware.PrivateResponses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "werkcentrum.web.middleware.KeepSession",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "werkcentrum.access.lockout.KnownDevice",
    "werkcentrum.access.middleware.ActorContext",
    "werkcentrum.web.middleware.SaysNo",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "werkcentrum.urls"
WSGI_APPLICATION = "werkcentrum.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "werkcentrum.web.context.frame",
            ],
            "builtins": ["werkcentrum.web.templatetags.ui"],
        },
    },
]
FORM_RENDERER = "werkcentrum.web.forms.Renderer"


def database():
    """The server of DATABASE_URL (for the web: DATABASE_WEB_URL), else the embedded one, as a Django database entry."""
    url = (os.environ.get("DATABASE_WEB_URL") if WEB else "") or os.environ.get("DATABASE_URL")
    if url:
        parts = urlparse(url)
        if parts.scheme not in {"postgres", "postgresql"}:
            raise ImproperlyConfigured("DATABASE_URL must look like postgresql://user:password@host:5432/database.")
        options = dict(parse_qsl(parts.query))  # sslmode and the like, in libpq's own words
        return {
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", parts.hostname or ""),
            "PORT": str(parts.port or options.pop("port", "")),
            "OPTIONS": options,
        }
    from werkcentrum import pg

    return pg.ensure() | ({"USER": pg.APP_ROLE} if WEB else {})


PG_OPTIONS = {"lock_timeout": 5_000, "idle_in_transaction_session_timeout": 30_000}
PG_OPTIONS_WEB = {"statement_timeout": 10_000}
"""Milliseconds; a command may take longer over one statement than a page may."""


def pg_options(web=WEB):
    """The settings of a session in libpq's words."""
    # What a test itself reads and makes is the installation's; its requests go through the second door.
    wanted = PG_OPTIONS | (PG_OPTIONS_WEB if web else {}) | ({"app.door": "tests"} if TESTING else {})
    return " ".join(f"-c {name}={value}" for name, value in wanted.items())


class LazyDatabase(dict):
    """A database entry that starts the embedded server at first use, so that commands without a database need none."""

    def _load(self):
        if "NAME" not in self:
            found = {"PASSWORD": "", **database()}
            self["OPTIONS"] |= found.pop("OPTIONS", {})
            self.update(found)

    def __getitem__(self, key):
        if key in {"NAME", "USER", "PASSWORD", "HOST", "PORT"}:
            self._load()
        return super().__getitem__(key)

    def setdefault(self, key, default=None):
        if key in {"NAME", "USER", "PASSWORD", "HOST", "PORT"}:
            return super().get(key, default)
        return super().setdefault(key, default)


DATABASES = {
    "default": LazyDatabase(
        ENGINE="django.db.backends.postgresql",
        ATOMIC_REQUESTS=True,
        CONN_MAX_AGE=600,
        CONN_HEALTH_CHECKS=True,
        OPTIONS={"options": pg_options()},
    )
}
# Shared by all processes: how often somebody guessed, and which one-time codes were used.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if TESTING
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "access_cache"},
    "nowhere": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
# The workers (`manage.py worker`). What is to be done stands in the outbox; this queue only tells them to look, so it
# may lose or repeat a line. Seconds: a worker that needs longer than `timeout` is ended and its work tried again.
Q_CLUSTER = {
    "name": "werkcentrum",
    "orm": "default",
    "workers": int(os.environ.get("WERKCENTRUM_WORKERS", "2")),
    "timeout": 3600,
    "retry": 3720,
    "max_attempts": 1,
    "ack_failures": True,
    "save_limit": -1,
    "queue_limit": 4,
    "poll": 0.5,
    "guard_cycle": 1,
    "scheduler": False,
    "cache": "nowhere",
    "label": "Werkers",
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 14},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "werkcentrum.access.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
# Seconds for which a password, a code or a passkey counts as a fresh proof of who one is (`access.stepup`).
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if flag("WERKCENTRUM_BEHIND_PROXY") else 0
ACCOUNT_PREVENT_ENUMERATION = True
# An unknown address gets a mail too: the answer then takes as long for an account as for none.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL
MFA_ADAPTER = "werkcentrum.access.second_factor.MFAAdapter"
MFA_TOTP_ISSUER = "Werkcentrum"

# Who guesses is counted by our own handler: per place, per account and per device, and never in plain.
AXES_HANDLER = "werkcentrum.access.lockout.Handler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_USERNAME_FORM_FIELD = "login"
AXES_ENABLED = not TESTING
AXES_LOCKOUT_TEMPLATE = "account/locked.html"

GUARDIAN_RAISE_403 = False
ANONYMOUS_USER_NAME = None
SIMPLE_HISTORY_REVERT_DISABLED = True

SESSION_ENGINE = "werkcentrum.access.sessions"
# Seconds without a request, after which a session ends. `KeepSession` writes down the last one, once a minute. A client
# may sit at a machine that others use too (DigiD asks for at most 15 minutes).
SESSION_COOKIE_AGE = 1800
SESSION_IDLE = {"klant": 900}
SESSION_ABSOLUTE = 10 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_NAME = "werkcentrum" if LOCAL else "__Host-werkcentrum"
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "werkcentrum.web.errors.csrf_failure"
SECURE_SSL_REDIRECT = not LOCAL
# SECURITY: the header is believed only when the operator says that the proxy always sets it itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("WERKCENTRUM_BEHIND_PROXY") else None
USE_X_FORWARDED_HOST = USE_X_FORWARDED_PORT = False
SECURE_HSTS_SECONDS = 0 if LOCAL else 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

# What one request may bring; files have limits of their own (`werkcentrum.access` and the forms that take them).
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_PERMISSIONS = 0o600

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = None if LOCAL else BASE_DIR / "staticfiles"
STATICFILES_DIRS = [
    (f"vendor/{name}", path)
    for name, path in {
        "utrecht": BASE_DIR / "node_modules/@utrecht/component-library-css/dist",
        "atkinson": BASE_DIR / "node_modules/@fontsource/atkinson-hyperlegible",
    }.items()
    if path.is_dir()
]
WHITENOISE_USE_FINDERS = LOCAL
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# What is brought stays in memory: a file of a person is never written to a disk in the clear.
FILE_UPLOAD_HANDLERS = ["werkcentrum.uploads.handler.InMemory"]
DATA_UPLOAD_MAX_NUMBER_FILES = 5
# clamd, if there is one: unix:/run/clamav/clamd.ctl or host:port. A file that it did not see waits until it has.
SCANNER = os.environ.get("WERKCENTRUM_SCANNER", "")

# SECURITY: the keys of the BSN live outside the database, in a JSON file:
#  {"id": "...", "encrypt": "hex", "index": "hex"}.
KEY_FILE = os.environ.get("WERKCENTRUM_KEYS", "")
# SECURITY: roots of the sealed log, outside the database: a file that its administrator cannot change afterwards.
LOG_ANCHOR = os.environ.get("WERKCENTRUM_LOG_ANCHOR") or (str(places.current().state / "log.anchor") if LOCAL else "")
# AVG: erasures stand in a file outside the database and its backups; it is replayed after every restore.
ERASURE_LEDGER = os.environ.get("WERKCENTRUM_ERASURES") or (
    str(places.current().state / "erasures.jsonl") if LOCAL else ""
)
EMAIL_BACKEND = (
    "django.core.mail.backends.locmem.EmailBackend" if LOCAL else "django.core.mail.backends.smtp.EmailBackend"
)

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_persons": {"()": "werkcentrum.web.logfilter.NoPersonalNumbers"}},
    "formatters": {"lines": {"()": "werkcentrum.web.logfilter.Lines"}, "words": {"format": "%(message)s"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["no_persons"],
            "formatter": "words" if LOCAL else "lines",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers (a mail with the whole request, among them) are replaced.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django-q": {"handlers": [], "level": "ERROR", "propagate": True},
    },
}

# Where to report a leak: an address of mail or web. Published in /.well-known/security.txt.
SECURITY_CONTACT = os.environ.get(
    "WERKCENTRUM_SECURITY_CONTACT", "mailto:security@werkcentrum.example" if LOCAL else ""
)
SECURITY_EXPIRES = os.environ.get("WERKCENTRUM_SECURITY_EXPIRES", "")

# The backend of guardian answers `user.has_perm(x, obj)`; here the only reader of its tables is `access.policy`.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
