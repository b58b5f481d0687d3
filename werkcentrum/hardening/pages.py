"""What goes with every page: the policy of contents, headers, the order of the middleware, htmx, the technical log."""

import json
import re
from typing import Any

from django.conf import settings
from django.template.loader import get_template

from werkcentrum.hardening.rule import rule
from werkcentrum.web.middleware import HEADERS

CLOSED = ("default-src", "frame-ancestors", "base-uri", "object-src")
OWN = ("script-src", "style-src", "font-src", "connect-src", "form-action")
SECURITY, CSP = "django.middleware.security.SecurityMiddleware", "csp.middleware.CSPMiddleware"
PRIVATE, KEEP = "werkcentrum.web.middleware.PrivateResponses", "werkcentrum.web.middleware.KeepSession"
SESSION, CSRF = (
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
)
AUTH, ACTOR = (
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "werkcentrum.access.middleware.ActorContext",
)
FRAME, AXES = "django.middleware.clickjacking.XFrameOptionsMiddleware", "axes.middleware.AxesMiddleware"
ORDER = (SECURITY, CSP, PRIVATE, SESSION, KEEP, CSRF, AUTH, FRAME, ACTOR, AXES)


@rule("E030")
def order_of_middleware():
    """Every guard is there, and each stands before what it guards."""
    found = [name for name in settings.MIDDLEWARE if name in ORDER]
    if missing := [name for name in ORDER if name not in found]:
        yield f"MIDDLEWARE mist {', '.join(missing)}."
    elif tuple(found) != ORDER:
        yield f"MIDDLEWARE heeft deze volgorde: {', '.join(ORDER)}."


@rule("E031")
def policy_of_contents():
    """Scripts and styles come from ourselves only, and nothing inline runs."""
    policy = getattr(settings, "CONTENT_SECURITY_POLICY", None) or {}
    directives = policy.get("DIRECTIVES", {})
    for name in CLOSED:
        if list(directives.get(name, ())) != ["'none'"]:
            yield f"{name} in CONTENT_SECURITY_POLICY is 'none'."
    for name in OWN:
        # A nonce is one request's; today no page needs one, because nothing is inline.
        if set(map(str, directives.get(name, ()))) - {"'self'", "CSP_NONCE_SENTINEL"} or not directives.get(name):
            yield f"{name} in CONTENT_SECURITY_POLICY is 'self', met hoogstens een nonce."
    if loose := {str(value) for values in directives.values() for value in values if _loose(str(value))}:
        yield f"CONTENT_SECURITY_POLICY kent geen {', '.join(sorted(loose))}."
    if policy.get("EXCLUDE_URL_PREFIXES"):
        yield "CONTENT_SECURITY_POLICY slaat geen adressen over."


def _loose(value):
    return value.startswith("'unsafe") or "*" in value or value in {"http:", "https:", "blob:", "filesystem:"}


@rule("E032")
def headers_of_django():
    """The referrer stays with us, kinds are not guessed, and no other site frames or opens us."""
    for name, wanted in (
        ("SECURE_REFERRER_POLICY", ("same-origin", "no-referrer")),
        ("SECURE_CONTENT_TYPE_NOSNIFF", (True,)),
        ("SECURE_CROSS_ORIGIN_OPENER_POLICY", ("same-origin",)),
        ("X_FRAME_OPTIONS", ("DENY",)),
    ):
        if getattr(settings, name) not in wanted:
            yield f"{name} is {wanted[0]}."


@rule("E033")
def headers_of_ours():
    """Nothing of a page stays in a cache, and no feature of the browser is used."""
    if HEADERS.get("Cache-Control") != "no-store" or HEADERS.get("Cross-Origin-Resource-Policy") != "same-origin":
        yield "Elke pagina heeft Cache-Control: no-store en Cross-Origin-Resource-Policy: same-origin."
    features = [part.strip() for part in HEADERS.get("Permissions-Policy", "").split(",")]
    if len(features) < 20 or not all(part.endswith("=()") for part in features):
        yield "Permissions-Policy zet alles uit."


@rule("E034")
def htmx_is_tame():
    """htmx runs no code from a page, asks no other site, and keeps no pages."""
    template: Any = get_template("base.html")
    source = template.template.source
    found = re.search(r"name=\"htmx-config\" content='([^']*)'", source)
    config = json.loads(found[1]) if found else {}
    for name, wanted in (
        ("allowEval", False),
        ("allowScriptTags", False),
        ("includeIndicatorStyles", False),
        ("historyCacheSize", 0),
        ("selfRequestsOnly", True),
    ):
        if (config.get(name) is not wanted and config.get(name) != wanted) or name not in config:
            yield f"htmx-config in base.html: {name} is {json.dumps(wanted)}."


@rule("E035")
def the_log_holds_no_persons():
    """Every handler of the log cleans its lines, and outside this machine they are lines of known keys."""
    for name, handler in settings.LOGGING["handlers"].items():
        if "no_persons" not in handler.get("filters", ()):
            yield f"LOGGING: {name} heeft het filter no_persons."
        if not settings.LOCAL and handler.get("formatter") != "lines":
            yield f"LOGGING: {name} schrijft regels met vaste sleutels (lines)."
    for name, logger in settings.LOGGING["loggers"].items():
        if "mail_admins" in logger.get("handlers", ()):
            yield f"LOGGING: {name} mailt geen verzoeken rond."
    if "no_persons" not in settings.LOGGING["filters"] or settings.LOGGING["filters"]["no_persons"] != {
        "()": "werkcentrum.web.logfilter.NoPersonalNumbers"
    }:
        yield "LOGGING: het filter no_persons is dat van werkcentrum.web.logfilter."


@rule("E036")
def static_is_static():
    """There is no public folder of uploads, and no template prints unescaped by default."""
    if settings.MEDIA_URL not in {"", "/"} or settings.MEDIA_ROOT:
        yield "MEDIA_URL en MEDIA_ROOT blijven leeg: een bestand gaat door een pagina die rechten vraagt."
    for engine in settings.TEMPLATES:
        if engine.get("OPTIONS", {}).get("autoescape", True) is not True:
            yield "TEMPLATES: autoescape blijft aan."
