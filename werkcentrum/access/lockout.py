"""Guessing passwords gets nobody in, and locks nobody out of her own account.

Counted per account and place (5 in a quarter of an hour), per account from devices that never logged in (20) and per
place (50). A device that once logged in to an account carries a signed cookie that says so, and has a count of its own:
while 500 addresses guess, its owner goes on working. A passkey is not guessed, so it always opens. Nothing is in plain.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.signals import password_reset
from axes.handlers.base import AbstractAxesHandler, AxesBaseHandler
from django.conf import settings
from django.core import signing
from django.db.models import Count, Q
from django.dispatch import receiver
from django.utils import timezone
from django.utils.crypto import salted_hmac

from werkcentrum.access.models import FailedLogin

WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=1)
HERE, ACCOUNT, PLACE = 5, 20, 50
A_YEAR = 365 * 24 * 3600
SALT = "access.device"


def digest(kind: str, value: str) -> str:
    """What is kept of an address or a device: it can be compared and not be read."""
    return salted_hmac(f"access.lockout.{kind}", value).hexdigest()[:40]


def place_of(request) -> str:
    """The network address that a request came from; behind a trusted proxy, the one that the proxy saw."""
    if settings.SECURE_PROXY_SSL_HEADER and (hops := request.headers.get("X-Forwarded-For")):
        return hops.split(",")[-1].strip()
    return request.META.get("REMOTE_ADDR", "")


def cookie_name(account: str) -> str:
    """One cookie per account, so that colleagues share a machine."""
    return f"{'' if settings.LOCAL else '__Host-'}device-{account[:8]}"


def new_cookie(account: str) -> str:
    """The signed word of the server that this device logged in to this account."""
    return signing.TimestampSigner(salt=SALT).sign(f"{account}.{secrets.token_urlsafe(12)}")


def device_of(request, account: str) -> str:
    """A digest of the device when it once logged in to this account, else "". A cookie of another account is none."""
    try:
        word = signing.TimestampSigner(salt=SALT).unsign(request.COOKIES.get(cookie_name(account), ""), max_age=A_YEAR)
    except signing.BadSignature:
        return ""
    return digest("device", word) if word.startswith(f"{account}.") else ""


@dataclass(frozen=True)
class Try:
    """Where one attempt comes from; every part a digest, `device` "" when it is unknown."""

    account: str
    place: str
    device: str


def try_of(request, credentials) -> Try:
    """The attempt of a request to log in."""
    typed = (credentials or {}).get("email") or (credentials or {}).get("username") or ""
    account = digest("account", typed.strip().lower())
    return Try(account, digest("place", place_of(request)), device_of(request, account))


def is_too_many(attempt: Try) -> bool:
    """Whether this place, account or device guessed too often lately. One query, also for an account that is none."""
    lately = FailedLogin.objects.filter(at__gt=timezone.now() - WINDOW)
    if attempt.device:
        return lately.filter(account=attempt.account, device=attempt.device).count() >= HERE
    unknown = lately.filter(device="").filter(Q(account=attempt.account) | Q(place=attempt.place))
    mine, there = Q(account=attempt.account), Q(place=attempt.place)
    found = unknown.aggregate(
        here=Count("pk", filter=mine & there), account=Count("pk", filter=mine), place=Count("pk", filter=there)
    )
    return found["here"] >= HERE or found["account"] >= ACCOUNT or found["place"] >= PLACE


class Handler(AbstractAxesHandler, AxesBaseHandler):
    """How django-axes asks us."""

    def is_locked(self, request, credentials=None):
        """Before a password is looked at."""
        return is_too_many(try_of(request, credentials))

    def get_failures(self, request, credentials=None):
        """Not asked: `is_locked` decides."""
        return 0

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        """Count a guess that was looked at; one that was refused unseen does not keep the door shut longer."""
        if request is None:
            return
        attempt = try_of(request, credentials)
        if is_too_many(attempt):
            request.axes_locked_out = True
            return
        FailedLogin.objects.create(account=attempt.account, place=attempt.place, device=attempt.device)
        FailedLogin.objects.filter(at__lt=timezone.now() - KEPT).delete()
        request.axes_locked_out = is_too_many(attempt)

    def user_logged_in(self, sender, request, user, **kwargs):
        """From now on this device is known to this account."""
        if request is not None:
            request.new_device_of = digest("account", user.email.lower())

    def user_logged_out(self, sender, request, user, **kwargs):
        """Nothing: the device stays known."""


@receiver(password_reset)
def _proved_by_mail(sender, request, user, **kwargs):
    """Who reads the mail of an account is its owner, also while others guess."""
    request.new_device_of = digest("account", user.email.lower())


class KnownDevice:
    """Gives a device its cookie after it logged in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if account := getattr(request, "new_device_of", ""):
            response.set_cookie(
                cookie_name(account), new_cookie(account), max_age=A_YEAR, secure=settings.SESSION_COOKIE_SECURE,
                httponly=True, samesite="Lax",
            )  # fmt: skip
        return response
