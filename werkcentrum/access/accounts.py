"""How one gets in: never by signing up, and with a demo account only in a demonstration."""

from allauth.account.adapter import DefaultAccountAdapter
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from werkcentrum.access.demo import may_log_in


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from a membership, so the door for signing up stays shut."""

    def is_open_for_signup(self, request):
        """Nobody signs up."""
        return False

    def is_safe_url(self, url):
        """SECURITY: after login one goes to a page of ours: a path, never a host, not even one of our own."""
        if not url or not url.startswith("/") or not url.isprintable():
            return False
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def pre_authenticate(self, request, **credentials):
        """SECURITY: guesses are counted by `access.lockout`; a count per account alone would lock its owner out."""

    def pre_login(self, request, user, **kwargs):
        """SECURITY: the password of a demo account is public; outside a demonstration it opens nothing."""
        if not may_log_in(user):
            return render(request, "403.html", status=403)
        return super().pre_login(request, user, **kwargs)
