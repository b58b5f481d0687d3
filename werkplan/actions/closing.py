"""Closing a dossier when there is nothing left to do, and opening it again."""

from django.db import transaction

from clients.models import Handover
from clients.timeline import tell
from werkcentrum.access import actions as access
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict
from werkplan.models import Werkplan
from werkplan.models.plan import State


@transaction.atomic
def close_dossier(*, client, by):
    """Close a dossier; Conflict (409) while its plan runs or an offer waits. Everybody but the lead loses it now."""
    plan = Werkplan.objects.filter(client=client.pk).first()
    if plan and plan.state != State.CLOSED:
        raise Conflict("Het plan loopt nog. Sluit eerst het plan af; daarna sluit u het dossier.")
    if Handover.objects.open().filter(client=client.pk).exists():
        raise Conflict("Dit dossier is aangeboden aan een partner. Trek dat aanbod eerst in.")
    event = record("werkplan.close_dossier", client, by=by, dossier=client.pk)
    tell(client=client, kind="dossier", text="Het dossier is gesloten.", event=event, by=by, milestone=True)
    return access.close_dossier(dossier=client.dossier, by=by)


@transaction.atomic
def reopen_dossier(*, client, by):
    """Open it again, with its lead and nobody else; Conflict (409) when it is open."""
    dossier = access.reopen_dossier(dossier=client.dossier, by=by)
    event = record("werkplan.reopen_dossier", client, by=by, dossier=client.pk)
    tell(client=client, kind="dossier", text="Het dossier is weer open.", event=event, by=by, milestone=True)
    return dossier
