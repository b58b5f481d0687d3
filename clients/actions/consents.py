"""Recording what somebody says yes to, and taking it back: that works at once."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.models import Consent
from clients.timeline import tell
from werkcentrum.access import policy
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.web.dates import long_date

YEAR = datetime.timedelta(days=366)


@transaction.atomic
def give(*, client, purpose, groups, valid_from, valid_until, way, by, receiver=None, receiver_kind=""):
    """Record a consent to a cell (`receiver`) or to a kind of partner, for these groups of data, until a day.

    Raises Refused (422) beyond twelve months, Conflict (409) when one for the same purpose and receiver runs already.
    """
    policy.require(by, P.CONSENT_RECORD, client.pk)
    if valid_until < valid_from:
        raise Refused("Het einde ligt voor het begin. Kies een latere dag.", field="valid_until")
    if valid_until > valid_from + YEAR:
        raise Refused("Toestemming geldt ten hoogste 12 maanden. Kies een eerdere einddatum.", field="valid_until")
    try:
        with transaction.atomic():
            row = Consent.objects.create(
                client=client,
                purpose=purpose,
                groups=sorted(str(group) for group in groups),
                receiver=receiver,
                receiver_kind=receiver_kind,
                valid_from=valid_from,
                valid_until=valid_until,
                way=way,
                recorded_by=by.user,
            )
    except IntegrityError as error:
        raise Conflict(
            "Voor dit doel en deze partner loopt in die tijd al een toestemming. Trek die eerst in, of kies een latere "
            "begindatum."
        ) from error
    event = record("clients.give_consent", row, by=by, dossier=client.pk, purpose=purpose, until=valid_until)
    text = (
        f"Toestemming gegeven: {row.get_purpose_display().lower()}, aan {row.to}, tot en met {long_date(valid_until)}."
    )
    tell(client=client, kind="consent", text=text, event=event, by=by)
    return row


@transaction.atomic
def withdraw(*, consent, by):
    """Take a consent back, by the client herself or recorded for her. What rests on it ends in this transaction.

    Raises Conflict (409) when it was taken back or ended before.
    """
    # AVG 7.3: withdrawing is as easy as giving, so it is possible on every dossier, a restricted one included.
    policy.require(by, P.OWN_RIGHTS if by.is_client else P.CONSENT_RECORD, consent.client_id)
    row = Consent.objects.select_for_update(of=("self",)).select_related("receiver__partner").get(pk=consent.pk)
    if row.withdrawn_at:
        raise Conflict("Deze toestemming is al ingetrokken.")
    if row.valid_until < timezone.localdate():
        raise Conflict("Deze toestemming is al afgelopen. Er is niets meer in te trekken.")
    row.withdrawn_at, row.withdrawn_by = timezone.now(), by.user
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    event = record("clients.withdraw_consent", row, by=by, dossier=row.client_id, purpose=row.purpose)
    text = f"Toestemming ingetrokken: {_told(row)}."
    tell(client=row.client_id, kind="consent", text=text, event=event, by=by)
    return row


def _told(row):
    return f"{row.get_purpose_display().lower()}, aan {row.to}"
