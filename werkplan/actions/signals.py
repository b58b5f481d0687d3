"""What a person does with a signal: put it aside with a reason, or have it back. Making them is the installation's."""

from django.db import transaction
from django.utils import timezone

from werkcentrum.access import policy
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict
from werkplan.models import Signal


@transaction.atomic
def put_aside(*, signal, reason, by):
    """No longer show a signal in the lists, until its date changes. Conflict (409): it was, or its reason is gone."""
    row = _hold(signal, by)
    if row.aside_at:
        raise Conflict("Dit signaal is al opzij gelegd. Vernieuw de pagina.")
    row.aside_at, row.aside_by, row.aside_reason = timezone.now(), by.user, reason
    return _save(row, "put_aside", by, reason=reason)


@transaction.atomic
def bring_back(*, signal, by):
    """Show it again. Conflict (409): it is shown already, or its reason is gone."""
    row = _hold(signal, by)
    if not row.aside_at:
        raise Conflict("Dit signaal staat al in de lijst. Vernieuw de pagina.")
    row.aside_at, row.aside_by, row.aside_reason = None, None, ""
    return _save(row, "bring_back", by)


def _hold(signal, by):
    policy.require(by, P.WERKPLAN_EDIT, signal.client_id)
    row = Signal.objects.select_for_update().get(pk=signal.pk)
    if row.closed_at:
        raise Conflict("Dit signaal geldt niet meer: de datum is veranderd of voorbij.")
    return row


def _save(row, verb, by, **detail):
    row.save(update_fields=["aside_at", "aside_by", "aside_reason"])
    record(f"signal.{verb}", row, by=by, dossier=row.client_id, **detail)
    return row
