"""How one gets in: never by signing up, and with a demo account only in a demonstration."""

from allauth.account.adapter import DefaultAccountAdapter
from django.shortcuts import render

from werkcentrum.access.demo import may_log_in


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from a membership, so the door for signing up stays shut."""

    def is_open_for_signup(self, request):
        """Nobody signs up."""
        return False

    def pre_login(self, request, user, **kwargs):
        """SECURITY: the password of a demo account is public; outside a demonstration it opens nothing."""
        if not may_log_in(user):
            return render(request, "403.html", status=403)
        return super().pre_login(request, user, **kwargs)
