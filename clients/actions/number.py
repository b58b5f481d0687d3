"""The BSN of a person: written, added later, put right, and shown on a click; the only code that opens it."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from clients import bsn, lookup
from clients.actions import lookup as lookups
from clients.actions.intake import note_source
from clients.models import NationalNumber, NumberIndex
from clients.timeline import tell
from werkcentrum.access import policy
from werkcentrum.access.models import Review
from werkcentrum.access.review.silent import open_silently
from werkcentrum.audit.record import record
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused

WRONG = {"typed": "Verkeerd overgetypt", "document": "Van een verkeerd document overgenomen", "issued": "Nieuw BSN"}
"""Why a number is put right; goes into the log, with neither number."""


class NumberElsewhere(Conflict):
    """The BSN belongs to another dossier; `answer` says where, as far as this actor may know."""

    def __init__(self, answer):
        super().__init__("Dit BSN hoort bij een ander dossier. Controleer het nummer. Klopt het, bel dan die partner.")
        self.answer = answer


def put_number(*, client, number, by, hidden=()):
    """Write the BSN (clean, nine digits) of a person who has none. IntegrityError when another dossier has it.

    On the number of sealed dossiers (`hidden`, ids from `lookup.ask`) it is parked, and nobody here can tell: the same
    statements, and a task for the privacy officer. See ADR 0007.
    """
    row = NationalNumber(client=client)
    row.put(number)
    _park(row, hidden)
    row.save(force_insert=True)
    _put_indexes(row, number)
    if by is not None:
        open_silently(kind=Review.Kind.PARKED, dossiers=hidden, by=by, instead=client.dossier)


def _park(row, hidden):
    row.parked_for_id = hidden[0] if hidden else None


def _put_indexes(row, number):
    """One index per live key: whichever of them a colleague's process knows, the database sees the same number."""
    parked = row.parked_for_id is not None
    NumberIndex.objects.bulk_create(
        NumberIndex(client_id=row.pk, key_id=key_id, index=index, parked=parked)
        for key_id, index in bsn.indexes(number).items()
    )


@transaction.atomic
def add_bsn(*, client, number, by):
    """Add the BSN (clean, nine digits) of somebody who was registered without one.

    Raises Conflict (409) when she has one already, NumberElsewhere (409) when it is somebody else's: that answer is
    counted and logged like a look-up. PermissionDenied for who may not use the BSN (UAVG 46).
    """
    _require_use(client, by)
    if NationalNumber.objects.filter(client=client).exists():
        raise Conflict("Van deze klant is al een BSN bekend. Klopt dat niet? Kies dan “BSN verbeteren”.")
    hidden = _free(number, by)
    try:
        with transaction.atomic():
            put_number(client=client, number=number, hidden=hidden, by=by)
    except IntegrityError:
        _free(number, by)
        raise
    note_source(client=client, field="bsn", by=by)
    event = record("clients.add_bsn", client, by=by, dossier=client.pk)
    tell(client=client, kind="person", text="BSN toegevoegd.", event=event, by=by)


@transaction.atomic
def correct_bsn(*, client, number, why, by):
    """Replace a wrong BSN by `number` (clean, nine digits); `why` is a key of `WRONG`. The old number is not kept.

    Raises Conflict (409) when there is none yet, Refused (422) when it is the same number, NumberElsewhere (409) when
    it is somebody else's (counted like a look-up), PermissionDenied for who may not use the BSN (UAVG 46).
    """
    _require_use(client, by)
    row = NationalNumber.objects.select_for_update(of=("self",)).filter(client=client).first()
    if row is None:
        raise Conflict("Van deze klant is nog geen BSN bekend. Kies “BSN toevoegen”.")
    if row.text() == number:
        raise Refused("Dit is het BSN dat er al staat. Er is niets veranderd.", field="bsn")
    hidden = _free(number, by)
    try:
        with transaction.atomic():
            NumberIndex.objects.filter(client=client).delete()
            _park(row, hidden)
            _put_indexes(row, number)
            row.put(number)
            row.save(update_fields=["sealed", "key_id", "parked_for"])
            open_silently(kind=Review.Kind.PARKED, dossiers=hidden, by=by, instead=client.dossier)
    except IntegrityError:
        _free(number, by)
        raise
    note_source(client=client, field="bsn", by=by)
    # AVG: no history of the number; the log says that it changed, by whom and why.
    event = record("clients.correct_bsn", client, by=by, dossier=client.pk, why=why)
    tell(client=client, kind="person", text="BSN verbeterd.", event=event, by=by)


def _require_use(client, by):
    policy.require(by, P.CLIENT_EDIT, client.pk)
    if not lookup.may_use_bsn(by):
        raise PermissionDenied(FieldGroup.BSN)


def _free(number, by) -> tuple[int, ...]:
    """Raise NumberElsewhere when a dossier that may show has the number; the sealed ones that have it come back."""
    outcome = lookup.ask(by, lookup.Question(bsn=number))
    if outcome.shown:
        lookups.require_room(by=by)
        lookups.note(by=by, found=outcome.shown)
        raise NumberElsewhere(outcome.answer) from None
    return outcome.hidden


@transaction.atomic
def read_bsn(*, opened, by) -> str:
    """The BSN of an opened dossier, "" when it has none. Only with the task of UWV or a municipality; always logged.

    Raises PermissionDenied for every other ground (UAVG 46), whatever the role.
    """
    client, stance = opened.client, opened.stance
    stance.require(P.BSN_READ)
    # SECURITY: role and relation are not enough; the ground must be a task of law.
    if FieldGroup.BSN not in stance.groups:
        raise PermissionDenied(FieldGroup.BSN)
    row = NationalNumber.objects.filter(client=client).first()
    record("clients.read_bsn", client, by=by, dossier=client.pk)
    return row.text() if row else ""
