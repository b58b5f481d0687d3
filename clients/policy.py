"""Who may do what with a person: every page of a dossier enters through `open_client`."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404

from clients.models import Client
from werkcentrum.access import policy
from werkcentrum.permissions import Permission as P


@dataclass(frozen=True)
class OpenClient:
    """A person whose dossier the actor may open, and how the actor stands to it."""

    client: Client
    stance: policy.Stance


def open_client(actor, public_id, *, part, needs=None, group=None, known=False) -> OpenClient:
    """The person behind a visible dossier, with the reading noted.

    Raises Http404 when the actor may not open it (whether or not it exists), PermissionDenied when role or relation
    does not allow `needs` or does not show the `group` of fields. `known` also lets in who sees only the card (offered,
    former).
    """
    people = Client.objects.select_related("municipality", "region", "dossier")
    people = people.known_to(actor) if known else people.visible_to(actor)
    client = people.filter(public_id=public_id).first()
    if client is None:
        raise Http404
    stance = policy.stance(actor, client.pk)
    if needs is not None:
        stance.require(needs)
    if group is not None and group not in stance.groups:
        raise PermissionDenied(group)
    actor.saw([client.pk], part)
    return OpenClient(client, stance)


def require_asking(stance):
    """Raise PermissionDenied unless one may record a request about the data, also in a dossier that stands still."""
    if not stance.allows(P.OWN_RIGHTS if stance.actor.is_client else P.CONSENT_RECORD):
        raise PermissionDenied(P.CONSENT_RECORD)
