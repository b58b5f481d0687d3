"""The first password of a new account: a link of one use and one hour. SECURITY: never a password in a mail."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import send_mail
from django.urls import reverse

SUBJECT = "Kies uw wachtwoord voor Werkcentrum"
TEXT = """U krijgt toegang tot Werkcentrum. Kies eerst een wachtwoord, via deze link:

{link}

De link werkt een uur en een keer. Verlopen? Vraag de functioneel beheerder om een nieuwe.
"""


def needs_password(user) -> bool:
    """Whether the account has no password yet."""
    return bool(user and user.is_active and not user.has_usable_password())


def link_for(request, user) -> str:
    """The address where the owner of a new account chooses a password; it dies when one is chosen."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    uid, _, token = key.partition("-")
    return request.build_absolute_uri(reverse("account_reset_password_from_key", args=[uid, token]))


def send_link(request, user):
    """Mail the link to the account's own address. AVG: no name in it, nobody else reads it."""
    send_mail(SUBJECT, TEXT.format(link=link_for(request, user)), None, [user.email])
