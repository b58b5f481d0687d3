"""Taking emergency access to somebody who was just looked up."""

from django.urls import reverse

from clients import lookup
from clients.models import Client
from werkcentrum.access.glass.actions import take_glass
from werkcentrum.refusal import Conflict


def take(*, token, reason, explanation, by):
    """Take emergency access to the person of a look-up's `token`; see `take_glass` for what it refuses.

    Raises Conflict (409) when the look-up is too long ago.
    """
    dossier = lookup.looked_up(by, token)
    if dossier is None:
        raise Conflict("Zoek de klant eerst opnieuw op. Noodtoegang kan tot 15 minuten na het opzoeken.")

    def path():
        address = Client.objects.filter(pk=dossier).values_list("public_id", flat=True).get()
        return reverse("clients:watchers", args=[address])

    return take_glass(dossier=dossier, by=by, reason=reason, explanation=explanation, lead_path=path)
