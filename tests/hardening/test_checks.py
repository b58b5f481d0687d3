"""Every rule about the installation: silent on a good one, and heard when its setting is broken."""

import copy
import json

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from werkcentrum.access.models import ParticipationUserPermission, User
from werkcentrum.hardening import contact, database, start
from werkcentrum.hardening.rule import RULES, TAG
from werkcentrum.keys import keys

POLICY, LOGGING, TEMPLATES = settings.CONTENT_SECURITY_POLICY, settings.LOGGING, settings.TEMPLATES
SECRET = "q8Zr3!kd92Lx7vB0pWm5nT1sYcE4uJ6hG-aFiQoRtKzVbN_xDy"
KEYS = json.dumps([{"id": "a", "encrypt": bytes(range(32)).hex(), "index": bytes(range(40, 72)).hex()}])
LINES = {"class": "logging.StreamHandler", "filters": ["no_persons"], "formatter": "lines"}
# An installation as it should be; the tests themselves run without TLS and with a quick hasher.
PRODUCTION = {
    "LOCAL": False, "TESTING": False, "WEB": False, "DEBUG": False, "DEMO": False, "SECRET_KEY": SECRET,
    "KEY_FILE": KEYS,
    "ALLOWED_HOSTS": ["werkcentrum.example"], "SECURE_SSL_REDIRECT": True, "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True, "SESSION_COOKIE_SECURE": True, "SESSION_COOKIE_NAME": "__Host-werkcentrum",
    "PASSWORD_HASHERS": [h for h in settings.PASSWORD_HASHERS if "MD5" not in h], "AXES_ENABLED": True,
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "access_cache"}},
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False, "SECURITY_CONTACT": "https://werkcentrum.example/lek",
    "LOGGING": LOGGING | {"handlers": {"console": LINES}},
}  # fmt: skip


def csp(**directives):
    return POLICY | {"DIRECTIVES": POLICY["DIRECTIVES"] | {k.replace("_", "-"): v for k, v in directives.items()}}


def without(name, values):
    return [value for value in values if name not in str(value)]


# What is broken → which rule says so. Every rule is broken at least once; a test counts.
BROKEN = [
    ("E001", {"ALLOWED_HOSTS": ["*"]}),
    ("E001", {"ALLOWED_HOSTS": [".example.nl"]}),
    ("E001", {"ALLOWED_HOSTS": [""]}),
    ("E002", {"SECURE_SSL_REDIRECT": False}),
    ("E002", {"SECURE_HSTS_SECONDS": 3600}),
    ("E002", {"SECURE_HSTS_INCLUDE_SUBDOMAINS": False}),
    ("E003", {"USE_X_FORWARDED_HOST": True}),
    ("E003", {"USE_X_FORWARDED_PORT": True}),
    ("E003", {"SECURE_PROXY_SSL_HEADER": ("HTTP_X_SCHEME", "https")}),
    ("E003", {"CSRF_TRUSTED_ORIGINS": ["https://*.example.nl"]}),
    ("E004", {"DEBUG": True}),
    ("E004", {"DEMO": True}),
    ("E004", {"SECRET_KEY": "kort"}),
    ("E004", {"SECRET_KEY": "local-use-only-" * 4}),
    ("E005", {"DATA_UPLOAD_MAX_MEMORY_SIZE": None}),
    ("E005", {"DATA_UPLOAD_MAX_NUMBER_FIELDS": 5000}),
    ("E005", {"DATA_UPLOAD_MAX_NUMBER_FILES": None}),
    ("E006", {"DATABASES": {"default": {"HOST": "db.example", "OPTIONS": {"sslmode": "require"}} | {
        "ATOMIC_REQUESTS": True, "CONN_HEALTH_CHECKS": True}}}),
    ("E007", {"PG_OPTIONS_WEB": {}}),
    ("E007", {"PG_OPTIONS": {"lock_timeout": 60_000, "idle_in_transaction_session_timeout": 30_000}}),
    ("E007", {"DATABASES": {"default": {"HOST": "", "OPTIONS": {}, "ATOMIC_REQUESTS": False,
        "CONN_HEALTH_CHECKS": True}}}),
    ("E008", {"WEB": True}),
    ("E010", {"SESSION_IDLE": {"klant": 1800}}),
    ("E010", {"SESSION_IDLE": {}}),
    ("E010", {"SESSION_COOKIE_AGE": 365 * 24 * 3600}),
    ("E010", {"SESSION_ABSOLUTE": 24 * 3600}),
    ("E010", {"ACCOUNT_SESSION_REMEMBER": None}),
    ("E011", {"SESSION_ENGINE": "django.contrib.sessions.backends.db"}),
    ("E011", {"SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies"}),
    ("E012", {"SESSION_COOKIE_HTTPONLY": False}),
    ("E012", {"SESSION_COOKIE_SAMESITE": "None"}),
    ("E012", {"CSRF_USE_SESSIONS": False}),
    ("E012", {"SESSION_COOKIE_DOMAIN": ".example.nl"}),
    ("E013", {"SESSION_COOKIE_SECURE": False}),
    ("E013", {"SESSION_COOKIE_NAME": "sessionid"}),
    ("E014", {"ACCOUNT_REAUTHENTICATION_TIMEOUT": 3600}),
    ("E020", {"PASSWORD_HASHERS": settings.PASSWORD_HASHERS[::-1]}),
    ("E020", {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}),
    ("E020", {"PASSWORD_HASHERS": []}),
    ("E021", {"AUTH_PASSWORD_VALIDATORS": settings.AUTH_PASSWORD_VALIDATORS[1:3]}),
    ("E021", {"AUTH_PASSWORD_VALIDATORS": without("LengthValidator", settings.AUTH_PASSWORD_VALIDATORS)}),
    ("E021", {"AUTH_PASSWORD_VALIDATORS": without("CommonPassword", settings.AUTH_PASSWORD_VALIDATORS)}),
    ("E021", {"AUTH_PASSWORD_VALIDATORS": []}),
    ("E022", {"PASSWORD_RESET_TIMEOUT": 3 * 24 * 3600}),
    ("E022", {"ACCOUNT_LOGIN_ON_PASSWORD_RESET": True}),
    ("E022", {"ACCOUNT_PREVENT_ENUMERATION": False}),
    ("E023", {"AXES_ENABLED": False}),
    ("E023", {"AXES_HANDLER": "axes.handlers.database.AxesDatabaseHandler"}),
    ("E023", {"AXES_FAILURE_LIMIT": 100}),
    ("E023", {"AUTHENTICATION_BACKENDS": settings.AUTHENTICATION_BACKENDS[1:]}),
    ("E024", {"MFA_SUPPORTED_TYPES": ["totp"]}),
    ("E024", {"MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": True}),
    ("E024", {"MFA_ADAPTER": "allauth.mfa.adapter.DefaultMFAAdapter"}),
    ("E024", {"ACCOUNT_ADAPTER": "allauth.account.adapter.DefaultAccountAdapter"}),
    ("E025", {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}}),
    ("E025", {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}}),
    *(("E030", {"MIDDLEWARE": without(name, settings.MIDDLEWARE)}) for name in (
        "SecurityMiddleware", "CSPMiddleware", "PrivateResponses", "KeepSession", "ActorContext", "AxesMiddleware",
        "Csrf", "XFrame")),
    ("E030", {"MIDDLEWARE": settings.MIDDLEWARE[::-1]}),
    ("E031", {"CONTENT_SECURITY_POLICY": {}}),
    ("E031", {"CONTENT_SECURITY_POLICY": csp(script_src=["'self'", "'unsafe-inline'"])}),
    ("E031", {"CONTENT_SECURITY_POLICY": csp(script_src=["'self'", "'unsafe-eval'"])}),
    ("E031", {"CONTENT_SECURITY_POLICY": csp(script_src=["https://cdn.example"])}),
    ("E031", {"CONTENT_SECURITY_POLICY": csp(style_src=["'self'", "'unsafe-inline'"])}),
    ("E031", {"CONTENT_SECURITY_POLICY": csp(img_src=["*"])}),
    ("E031", {"CONTENT_SECURITY_POLICY": csp(default_src=["'self'"])}),
    ("E031", {"CONTENT_SECURITY_POLICY": csp(frame_ancestors=["'self'"])}),
    ("E031", {"CONTENT_SECURITY_POLICY": csp(base_uri=[])}),
    ("E031", {"CONTENT_SECURITY_POLICY": csp(form_action=["https:"])}),
    ("E031", {"CONTENT_SECURITY_POLICY": POLICY | {"EXCLUDE_URL_PREFIXES": ["/account/"]}}),
    ("E032", {"SECURE_REFERRER_POLICY": "unsafe-url"}),
    ("E032", {"SECURE_CONTENT_TYPE_NOSNIFF": False}),
    ("E032", {"SECURE_CROSS_ORIGIN_OPENER_POLICY": None}),
    ("E032", {"X_FRAME_OPTIONS": "SAMEORIGIN"}),
    ("E035", {"LOGGING": LOGGING}),
    ("E035", {"LOGGING": LOGGING | {"handlers": {"console": {"class": "logging.StreamHandler"}}}}),
    ("E035", {"LOGGING": LOGGING | {"filters": {}}}),
    ("E035", {"LOGGING": LOGGING | {"loggers": {"django": {"handlers": ["mail_admins"]}}}}),
    ("E036", {"MEDIA_URL": "/media/"}),
    ("E036", {"TEMPLATES": [TEMPLATES[0] | {"OPTIONS": TEMPLATES[0]["OPTIONS"] | {"autoescape": False}}]}),
    ("E043", {"KEY_FILE": "/nowhere/keys.json"}),
    ("E043", {"KEY_FILE": ""}),
    ("E043", {"SECRET_KEY": bytes(range(32)).hex()}),
    ("E044", {"AUTHENTICATION_BACKENDS": [*settings.AUTHENTICATION_BACKENDS,
        "guardian.backends.ObjectPermissionBackend"]}),
    ("E044", {"ANONYMOUS_USER_NAME": "niemand"}),
    ("E045", {"SECURITY_CONTACT": ""}),
    ("E045", {"SECURITY_EXPIRES": "2099-01-01"}),
    ("E045", {"SECURITY_EXPIRES": "2020-01-01"}),
    ("E045", {"SECURITY_EXPIRES": "morgen"}),
    ("E046", {"SIMPLE_HISTORY_REVERT_DISABLED": False}),
]  # fmt: skip
# Rules about the code itself: broken in a test of their own, below.
IN_CODE = {"E014", "E033", "E034", "E040", "E041", "E042"}


@pytest.fixture
def installation(settings):
    def build(**changes):
        for name, value in (copy.copy(PRODUCTION) | changes).items():
            setattr(settings, name, value)
        keys.cache_clear()
        return {found.id.split(".")[1] for found in run_checks(tags=[TAG])}

    yield build
    keys.cache_clear()


def test_a_good_installation_passes_every_rule(installation):
    assert installation() == set()


@pytest.mark.parametrize(
    ("number", "change"), BROKEN, ids=[f"{n} {','.join(c)} {i}" for i, (n, c) in enumerate(BROKEN)]
)
def test_a_broken_setting_is_heard(installation, number, change):
    assert number in installation(**change)


def test_every_rule_is_broken_somewhere():
    broken = {number for number, _ in BROKEN} | IN_CODE | set(database.QUESTIONS)
    assert broken == set(RULES)
    assert all(words.endswith(".") for words in RULES.values())


def test_djangos_own_checks_hear_few_of_these(settings):
    """Why these rules exist: what was measured on Django's own (access.md, fact 12)."""
    settings.ALLOWED_HOSTS, settings.AUTH_PASSWORD_VALIDATORS = ["*"], []
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SESSION_COOKIE_AGE = 365 * 24 * 3600
    theirs = [found for found in run_checks(include_deployment_checks=True) if found.id.startswith("security.")]
    assert not [found for found in theirs if "HOSTS" in found.msg or "hasher" in found.msg or "AGE" in found.msg]


# Rules about the code


def test_headers_of_ours(installation, monkeypatch):
    from werkcentrum.web.middleware import HEADERS

    monkeypatch.setitem(HEADERS, "Cache-Control", "private")
    assert installation() == {"E033"}
    monkeypatch.setitem(HEADERS, "Cache-Control", "no-store")
    monkeypatch.setitem(HEADERS, "Permissions-Policy", "camera=(self)")
    assert installation() == {"E033"}


def test_htmx_is_tame(installation, monkeypatch):
    from types import SimpleNamespace

    from werkcentrum.hardening import pages

    real = pages.get_template("base.html").template.source
    for words, other in (
        ('"allowEval":false', '"allowEval":true'),
        ('"historyCacheSize":0,', ""),
        ("htmx-config", "x"),
    ):
        assert words in real
        fake = SimpleNamespace(template=SimpleNamespace(source=real.replace(words, other)))
        monkeypatch.setattr(pages, "get_template", lambda name, fake=fake: fake)
        assert installation() == {"E034"}


def test_a_route_without_a_tag_or_a_row_is_heard(installation, monkeypatch):
    from werkcentrum.access.routes import Tag
    from werkcentrum.hardening import meaning

    monkeypatch.setattr(meaning, "every_route", lambda: [("x", None, None), ("y", None, Tag("nothing", "ever"))])
    assert installation() == {"E040"}


def test_a_weighty_deed_without_a_proof_is_heard(installation, monkeypatch):
    from clients.views import person

    monkeypatch.delattr(person.bsn, "step_up")
    assert installation() == {"E014"}


def test_a_field_without_a_class_is_heard(installation, monkeypatch):
    from werkcentrum.access import scoping

    monkeypatch.setitem(scoping.CLASSES, "clients.Entry", {scoping.INTERNAL: "id client"})
    assert installation() == {"E041"}


def test_a_history_of_a_secret_is_heard(installation, monkeypatch):
    from werkcentrum.access import scoping

    classes = dict(scoping.CLASSES["clients.Client"])
    classes[scoping.SECRET] = "surname"
    classes[scoping.PERSONAL] = classes[scoping.PERSONAL].replace(" surname ", " ")
    monkeypatch.setitem(scoping.CLASSES, "clients.Client", classes)
    assert installation() == {"E042"}


def test_a_wrong_installation_does_not_start(installation, settings):
    installation()
    start.refuse_to_start_wrongly()
    settings.ALLOWED_HOSTS = ["*"]
    with pytest.raises(ImproperlyConfigured, match="E001"):
        start.refuse_to_start_wrongly()
    settings.LOCAL = True
    start.refuse_to_start_wrongly()


# What is asked of the database


def heard():
    return {found.id.split(".")[1] for found in database.the_database(databases=["default"])}


@pytest.fixture
def safe(world):
    """The tests' own server is quick and forgetful; an installation is not."""
    _sql("SET LOCAL synchronous_commit = on")
    return world


def test_a_good_database_passes(safe):
    assert heard() == set()
    assert database.the_database() == [], "and nothing is asked when no database is named"


BREAKS = {
    "E060": lambda world: User.objects.filter(pk=world.gids().user.pk).update(is_superuser=True),
    "E061": lambda world: world.gids().user.user_permissions.add(_permission()),
    "E062": lambda world: _generic(world),
    "E063": lambda world: ParticipationUserPermission.objects.create(
        user=world.gids().user, content_object=world.cell("uwv"), permission=_permission("access", "participation")),
    "E064": lambda world: _sql("SET LOCAL synchronous_commit = off"),
    "E066": lambda world: _sql(
        "GRANT CREATE ON SCHEMA public TO werkcentrum_app; ALTER TABLE clients_visit OWNER TO werkcentrum_app"),
    "E067": lambda world: _sql("ALTER TABLE clients_intake NO FORCE ROW LEVEL SECURITY"),
    "E065": lambda world: _sql("CREATE VIEW everyone AS SELECT * FROM clients_client"),
}  # fmt: skip


@pytest.mark.parametrize("number", BREAKS)
def test_a_broken_database_is_heard(safe, number):
    BREAKS[number](safe)
    assert heard() == {number}


def test_every_question_to_the_database_is_broken_once():
    assert set(BREAKS) == set(database.QUESTIONS)


def test_a_view_that_asks_for_the_reader_is_no_hole(safe):
    _sql("CREATE VIEW mine WITH (security_invoker=true) AS SELECT * FROM clients_client")
    assert heard() == set()


def _sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _permission(*_):
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(content_type__model="participation").first()


def _generic(world):
    from guardian.models import UserObjectPermission

    UserObjectPermission.objects.create(
        user=world.gids().user, permission=_permission(), content_type=_permission().content_type, object_pk="1"
    )


def test_security_txt_says_where_and_until_when(db, client, settings):
    page = client.get("/.well-known/security.txt")
    assert page.status_code == 200 and page.headers["Content-Type"].startswith("text/plain")
    lines = dict(line.split(": ", 1) for line in page.content.decode().splitlines())
    assert set(lines) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert lines["Contact"] == settings.SECURITY_CONTACT and lines["Expires"].endswith("Z")
    assert list(contact.problems()) == []
    settings.SECURITY_EXPIRES = "2027-03-01"
    assert "2027-02-28T23:00:00Z" in client.get("/.well-known/security.txt").content.decode()
