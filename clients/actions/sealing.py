"""Sealing with what a floor up belongs to it: a hidden address leaves the record in the same step."""

from django.db import transaction

from clients.actions.address import hide_address, show_address
from werkcentrum.access import actions as access
from werkcentrum.access.models import Seal


@transaction.atomic
def seal(*, dossier, reason, named, by, lead=None):
    """Seal a dossier; raises as `access.actions.seals.seal`. Nothing of it stands on the timeline: no signpost."""
    row = access.seal(dossier=dossier, reason=reason, named=named, lead=lead, by=by)
    if row.reason == Seal.Reason.HIDDEN_ADDRESS:
        hide_address(dossier=dossier, by=by)
    return row


@transaction.atomic
def unseal(*, dossier, by):
    """Lift the seal; a hidden address comes back in the record."""
    access.unseal(dossier=dossier, by=by)
    show_address(dossier=dossier, by=by)
