"""Ending offers that nobody answered in time, together with their plans: the nightly deed, and nothing else."""

from django.db import transaction

from clients.actions import handover_clock as dossiers
from clients.handover_terms import waiting_offers
from werkplan.actions.handover import return_plan


def escalate_handovers(*, on, by) -> int:
    """See `clients.actions.handover_clock.escalate_handovers`."""
    return dossiers.escalate_handovers(on=on, by=by)


def expire_handovers(*, on, by) -> int:
    """Let every offer expire of which the term ended before `on`; the plan returns to the state it had.

    Idempotent, one transaction per offer: to be run nightly as system. Returns how many expired.
    """
    return sum(_expire(pk, by) for pk in waiting_offers(expires_on__lt=on))


@transaction.atomic
def _expire(pk, by) -> bool:
    handover = dossiers.expire(handover=pk, by=by)
    if handover is None:
        return False
    return_plan(client=handover.client, by=by, action="werkplan.expire_offer")
    return True
