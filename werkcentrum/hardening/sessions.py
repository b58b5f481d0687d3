"""How long somebody stays logged in, and what a thief of cookies or of the database can do with it."""

from django.conf import settings

from werkcentrum.hardening.rule import rule

WEIGHTY = {
    ("client", "choose"), ("address", "choose"), ("address", "edit"), ("inzage", "print"), ("log", "export"),
    ("seal", "decide"), ("glass", "create"), ("rights", "decide"), ("retention", "decide"),
}  # fmt: skip
"""Deeds of the matrix that ask for a fresh proof: BSN, hidden address, exports, a seal, emergency access, the answer
to what a person asks about her data, and what is erased or kept."""


@rule("E010")
def sessions_end():
    """A client is logged out after 15 minutes without a request, staff after 30, everybody after ten hours."""
    if settings.SESSION_IDLE.get("klant", settings.SESSION_COOKIE_AGE) > 900:
        yield "SESSION_IDLE van een klant is hoogstens 900 seconden (eis van DigiD)."
    if max([settings.SESSION_COOKIE_AGE, *settings.SESSION_IDLE.values()]) > 1800:
        yield "SESSION_COOKIE_AGE is hoogstens 1800 seconden."
    if settings.SESSION_ABSOLUTE > 10 * 3600:
        yield "SESSION_ABSOLUTE is hoogstens tien uur."
    if settings.ACCOUNT_SESSION_REMEMBER is not False:
        yield "ACCOUNT_SESSION_REMEMBER is False: “onthoud mij” bestaat niet."


@rule("E011")
def sessions_are_hidden():
    """The database holds no key of a session in plain, and every session can be ended."""
    if settings.SESSION_ENGINE != "werkcentrum.access.sessions":
        yield "SESSION_ENGINE is werkcentrum.access.sessions: die bewaart sleutels alleen als afdruk."


@rule("E012")
def cookies():
    """Cookies are for the server only, and for this site only."""
    if not settings.SESSION_COOKIE_HTTPONLY or settings.SESSION_COOKIE_SAMESITE not in {"Lax", "Strict"}:
        yield "SESSION_COOKIE_HTTPONLY staat aan en SESSION_COOKIE_SAMESITE is Lax of Strict."
    if not settings.CSRF_USE_SESSIONS:
        yield "CSRF_USE_SESSIONS staat aan: er is dan maar één cookie."
    if settings.SESSION_COOKIE_DOMAIN or settings.SESSION_COOKIE_PATH != "/":
        yield "SESSION_COOKIE_DOMAIN is leeg en SESSION_COOKIE_PATH is /."


@rule("E013", local=False)
def cookies_over_tls():
    """Cookies travel over TLS only and bear the name that forbids a subdomain to set them."""
    if not settings.SESSION_COOKIE_SECURE or not settings.SESSION_COOKIE_NAME.startswith("__Host-"):
        yield "SESSION_COOKIE_SECURE staat aan en SESSION_COOKIE_NAME begint met __Host-."


@rule("E014")
def fresh_proof():
    """A proof of who one is counts for at most ten minutes, and weighty deeds ask for one."""
    from werkcentrum.access.routes import every_route

    if settings.ACCOUNT_REAUTHENTICATION_TIMEOUT > 600:
        yield "ACCOUNT_REAUTHENTICATION_TIMEOUT is hoogstens 600 seconden."
    for name, view, tag in every_route():
        if tag and (tag.obj, tag.action) in WEIGHTY and not getattr(view, "step_up", ()):
            yield f"{name} vraagt geen vers bewijs (access.stepup)."
