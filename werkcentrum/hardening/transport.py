"""How a browser reaches the product: which hosts, only over TLS, and nothing believed that a stranger can send."""

from django.conf import settings

from werkcentrum.hardening.rule import rule
from werkcentrum.pg.names import APP_ROLE

A_YEAR = 31_536_000


@rule("E001")
def hosts():
    """Hosts are named one by one."""
    named = [host for host in settings.ALLOWED_HOSTS if host]
    if any("*" in host or host.startswith(".") for host in named):
        yield "ALLOWED_HOSTS noemt geen jokers: een vreemde host maakt van een herstelmail een valstrik."
    if not named:
        yield "Zet WERKCENTRUM_HOSTS: de namen waaronder de website bereikbaar is, met komma's ertussen."


@rule("E002", local=False)
def only_over_tls():
    """Every request goes over TLS, and the browser remembers that for a year."""
    if not settings.SECURE_SSL_REDIRECT:
        yield "SECURE_SSL_REDIRECT moet aan staan."
    if settings.SECURE_HSTS_SECONDS < A_YEAR or not settings.SECURE_HSTS_INCLUDE_SUBDOMAINS:
        yield "HSTS geldt minstens een jaar (31536000 seconden), ook voor subdomeinen."


@rule("E003")
def nothing_believed():
    """No host or port is taken from a header, and the scheme only from a proxy that the operator vouches for."""
    if settings.USE_X_FORWARDED_HOST or settings.USE_X_FORWARDED_PORT:
        yield "USE_X_FORWARDED_HOST en USE_X_FORWARDED_PORT blijven uit: iedereen kan die koppen meesturen."
    if settings.SECURE_PROXY_SSL_HEADER not in (None, ("HTTP_X_FORWARDED_PROTO", "https")):
        yield "SECURE_PROXY_SSL_HEADER is X-Forwarded-Proto of niets."
    if any("*" in origin for origin in settings.CSRF_TRUSTED_ORIGINS):
        yield "CSRF_TRUSTED_ORIGINS noemt geen jokers."


@rule("E004", local=False)
def not_a_playground():
    """No debug pages, no demonstration, and a secret of its own."""
    if settings.DEBUG or settings.DEMO:
        yield "WERKCENTRUM_DEBUG en WERKCENTRUM_DEMO horen niet bij gegevens van echte mensen."
    if len(settings.SECRET_KEY) < 50 or len(set(settings.SECRET_KEY)) < 10 or "local-use" in settings.SECRET_KEY:
        yield "WERKCENTRUM_SECRET_KEY is te kort of te eenvoudig: neem 50 tekens toeval."


@rule("E005")
def what_a_request_may_bring():
    """Bodies, fields and files are counted before they are read."""
    for name, most in (
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", 2_621_440),
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 500),
        ("DATA_UPLOAD_MAX_NUMBER_FILES", 5),
    ):
        value = getattr(settings, name)
        if value is None or value > most:
            yield f"{name} is hoogstens {most}."


@rule("E006", local=False)
def the_database_is_reached_safely():
    """Over a network the server of the database proves who it is."""
    found = settings.DATABASES["default"]
    host, options = found["HOST"], found["OPTIONS"]
    if host and not host.startswith("/") and options.get("sslmode") != "verify-full":
        yield "DATABASE_URL eindigt op ?sslmode=verify-full: anders kan een ander zich voordoen als de database."


@rule("E007")
def statements_end():
    """A page that waits for the database gives up, and a transaction that does nothing is ended."""
    found = settings.DATABASES["default"]
    if not found["ATOMIC_REQUESTS"] or not found["CONN_HEALTH_CHECKS"]:
        yield "ATOMIC_REQUESTS en CONN_HEALTH_CHECKS staan aan."
    limits = {"statement_timeout": 10_000, "lock_timeout": 5_000, "idle_in_transaction_session_timeout": 30_000}
    given = settings.PG_OPTIONS | settings.PG_OPTIONS_WEB
    for name, most in limits.items():
        if not 0 < given.get(name, 0) <= most:
            yield f"{name} van de website is hoogstens {most} ms."


@rule("E008", local=False)
def the_website_owns_nothing():
    """What serves pages connects as a role that owns nothing; commands connect as the owner."""
    if settings.WEB and settings.DATABASES["default"]["USER"] != APP_ROLE:
        yield f"De website maakt verbinding als {APP_ROLE}; alleen opdrachten werken als eigenaar (ADR 0006)."
