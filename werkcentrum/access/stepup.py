"""Showing once more who one is, before a deed that weighs: the BSN, emergency access, an export, rights, a seal."""

import functools
from urllib.parse import urlencode

from allauth.account.signals import authentication_step_completed
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone

from werkcentrum.access.kept import RESUME, WAS, keep, send_to

PROVED = "proved"
"""When this session last saw a password, a code or a passkey; seconds since 1970."""


def proved_recently(request) -> bool:
    """Whether somebody showed who she is within `ACCOUNT_REAUTHENTICATION_TIMEOUT` seconds, in this session."""
    age = timezone.now().timestamp() - request.session.get(PROVED, 0)
    return 0 <= age < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def step_up(view):
    """Decorate a view whose POST asks for a fresh proof; what was typed waits until it is given.

    Under `@tagged` and the method decorators. A GET is shown as always: only the deed is guarded. For a page whose
    reading itself weighs (an export by GET) use `@step_up_to_read`.
    """
    return _guarded(view, ("POST",))


def step_up_to_read(view):
    """As `step_up`, and for a GET too."""
    return _guarded(view, ("POST", "GET", "HEAD"))


def _guarded(view, methods):
    @functools.wraps(view)
    def asked(request, *args, **kwargs):
        if request.method in methods and not proved_recently(request):
            return ask(request)
        return view(request, *args, **kwargs)

    asked.step_up = methods  # type: ignore[attr-defined]
    return asked


def ask(request):
    """To the page that asks for password or second factor, and from there on with what was asked."""
    row = keep(request, request.user.pk)
    if row:
        request.session[RESUME] = str(row.pk)
    back = reverse("access:resume") if row else request.get_full_path() if request.method != "POST" else "/"
    return send_to(request, f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")


@receiver(user_logged_in)
def _begin(sender, request, user, **kwargs):
    """A session begins: the clocks of its longest time and of the proof start. (Django has changed its key already.)"""
    if request is not None:
        now = timezone.now().timestamp()
        request.session.update({"began": now, PROVED: now, "seen": int(now)})
        request.session.pop(WAS, None)
        type(request.session).clear_expired()


@receiver(authentication_step_completed)
def _proved_again(sender, request, method, user, **kwargs):
    if kwargs.get("reauthenticated") and request.user.is_authenticated:
        request.session[PROVED] = timezone.now().timestamp()
