"""Passwords, second factors, and guessing."""

from typing import Any

from django.conf import settings

from werkcentrum.hardening.rule import rule

VALIDATORS = "django.contrib.auth.password_validation."


@rule("E020")
def passwords_are_costly():
    """Argon2 is the first hasher, and no fast one is among them."""
    hashers = settings.PASSWORD_HASHERS[1:] if settings.TESTING else settings.PASSWORD_HASHERS
    if not hashers or "Argon2" not in hashers[0]:
        yield "De eerste van PASSWORD_HASHERS is Argon2."
    if any(fast in hasher for hasher in hashers for fast in ("MD5", "SHA1", "Unsalted")):
        yield "PASSWORD_HASHERS kent geen MD5 of SHA1."


@rule("E021")
def passwords_are_long():
    """At least three validators, and at least 14 characters."""
    validators: Any = settings.AUTH_PASSWORD_VALIDATORS
    if len(validators) < 3:
        yield "AUTH_PASSWORD_VALIDATORS telt er minstens drie."
    lengths = [v.get("OPTIONS", {}).get("min_length", 8) for v in validators if v["NAME"].endswith("LengthValidator")]
    if max(lengths, default=0) < 14:
        yield "Een wachtwoord heeft minstens 14 tekens."
    if f"{VALIDATORS}CommonPasswordValidator" not in {v["NAME"] for v in validators}:
        yield "Veelgebruikte wachtwoorden worden geweigerd (CommonPasswordValidator)."


@rule("E022")
def a_lost_password_is_no_door():
    """A link for a new password holds an hour, logs nobody in, and says nothing about who has an account."""
    if settings.PASSWORD_RESET_TIMEOUT > 3600:
        yield "PASSWORD_RESET_TIMEOUT is hoogstens een uur."
    if getattr(settings, "ACCOUNT_LOGIN_ON_PASSWORD_RESET", False):
        yield "ACCOUNT_LOGIN_ON_PASSWORD_RESET blijft uit: de tweede stap wordt anders overgeslagen."
    if not getattr(settings, "ACCOUNT_PREVENT_ENUMERATION", True):
        yield "ACCOUNT_PREVENT_ENUMERATION blijft aan."


@rule("E023")
def guessing_is_counted():
    """Wrong passwords are counted, per account and place, and none of it locks out who knows the password."""
    if not settings.AXES_ENABLED and not settings.TESTING:
        yield "AXES_ENABLED staat aan."
    if settings.AXES_HANDLER != "werkcentrum.access.lockout.Handler":
        yield "AXES_HANDLER is werkcentrum.access.lockout.Handler."
    if settings.AXES_FAILURE_LIMIT > 5:
        yield "AXES_FAILURE_LIMIT is hoogstens 5."
    if not settings.AUTHENTICATION_BACKENDS[0].startswith("axes."):
        yield "De eerste van AUTHENTICATION_BACKENDS is die van axes."


@rule("E024")
def second_factor():
    """App, passkey and emergency codes, over TLS only; signing up is nobody's right."""
    if not {"totp", "webauthn", "recovery_codes"} <= set(settings.MFA_SUPPORTED_TYPES):
        yield "MFA_SUPPORTED_TYPES kent totp, webauthn en recovery_codes."
    if settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN and not settings.LOCAL:
        yield "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN blijft uit."
    if settings.MFA_ADAPTER != "werkcentrum.access.second_factor.MFAAdapter":
        yield "MFA_ADAPTER is de onze: het geheim achter een code staat verzegeld in de database."
    if settings.ACCOUNT_ADAPTER != "werkcentrum.access.accounts.AccountAdapter":
        yield "ACCOUNT_ADAPTER is de onze: niemand meldt zichzelf aan."


@rule("E025")
def counted_together():
    """All processes count guesses and used codes in one place."""
    if "locmem" in settings.CACHES["default"]["BACKEND"] and not settings.TESTING:
        yield "CACHES is gedeeld door alle processen: anders geldt een code of een grens per proces."
    if "dummy" in settings.CACHES["default"]["BACKEND"]:
        yield "CACHES bewaart echt iets: anders wordt niets geteld."
