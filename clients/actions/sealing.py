"""Sealing with what a floor up belongs to it: a hidden address leaves the record, an offer that waits ends."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from clients.actions.address import hide_address, show_address
from clients.models import Handover
from werkcentrum.access import actions as access
from werkcentrum.access import door
from werkcentrum.access.models import Involvement, Notice, Relation, Seal
from werkcentrum.access.notices import notify
from werkcentrum.audit.history import pending_event_id
from werkcentrum.audit.record import record


@transaction.atomic
def seal(*, dossier, reason, named, by, lead=None):
    """Seal a dossier; raises as `access.actions.seals.seal`. Nothing of it stands on the timeline: no signpost.

    An offer that waits is withdrawn in the same step: nobody at the receiver could answer it any longer. Who leads is
    told to call the privacy officer, who makes somebody of the receiver the lead when it has to go there.
    """
    row = access.seal(dossier=dossier, reason=reason, named=named, lead=lead, by=by)
    _end_offer(dossier, by)
    if row.reason == Seal.Reason.HIDDEN_ADDRESS:
        hide_address(dossier=dossier, by=by)
    return row


def _end_offer(dossier, by):
    # SECURITY: crosses the second door: the privacy officer ends an offer that she cannot read.
    facts = (dossier.pk, timezone.now(), pending_event_id(), by.user and by.user.pk)
    for offer, person in door.call("clients_end_sealed_offer", *facts):
        record("clients.withdraw", Handover(pk=offer), by=by, dossier=dossier.pk, why="besloten")
        live = Involvement.objects.live().filter(dossier=dossier)
        for row in live.filter(relation=Relation.PROPOSED).select_related("dossier"):
            access.end_involvement(row=row, by=by)
        leads = live.filter(relation=Relation.LEAD).values_list("user_id", "participation_id")
        notify(leads, Notice.Kind.OFFER_ENDED, reverse("clients:person", args=[person]))


@transaction.atomic
def unseal(*, dossier, by):
    """Lift the seal; a hidden address comes back in the record."""
    access.unseal(dossier=dossier, by=by)
    show_address(dossier=dossier, by=by)
