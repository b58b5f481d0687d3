"""How one gets an account: never by oneself."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from a membership, so the door for signing up stays shut."""

    def is_open_for_signup(self, request):
        """Nobody signs up."""
        return False
