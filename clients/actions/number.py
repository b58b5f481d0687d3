"""The BSN of a person: written, added later, put right, and shown on a click; the only code that opens it."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from clients import bsn, lookup
from clients.actions import lookup as lookups
from clients.actions.intake import note_source
from clients.models import NationalNumber, NumberIndex
from clients.timeline import tell
from werkcentrum.access import policy
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


def put_number(*, client, number, by):
    """Write the BSN (clean, nine digits) of a person who has none. IntegrityError when another dossier has it."""
    row = NationalNumber(client=client)
    row.put(number)
    row.save(force_insert=True)
    _put_indexes(client, number)


def _put_indexes(client, number):
    """One index per live key: whichever of them a colleague's process knows, the database sees the same number."""
    NumberIndex.objects.bulk_create(
        NumberIndex(client=client, key_id=key_id, index=index) for key_id, index in bsn.indexes(number).items()
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
    try:
        with transaction.atomic():
            put_number(client=client, number=number, by=by)
    except IntegrityError:
        _elsewhere(number, by)
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
    try:
        with transaction.atomic():
            NumberIndex.objects.filter(client=client).delete()
            _put_indexes(client, number)
            row.put(number)
            row.save(update_fields=["sealed", "key_id"])
    except IntegrityError:
        _elsewhere(number, by)
    note_source(client=client, field="bsn", by=by)
    # AVG: no history of the number; the log says that it changed, by whom and why.
    event = record("clients.correct_bsn", client, by=by, dossier=client.pk, why=why)
    tell(client=client, kind="person", text="BSN verbeterd.", event=event, by=by)


def _require_use(client, by):
    policy.require(by, P.CLIENT_EDIT, client.pk)
    if not lookup.may_use_bsn(by):
        raise PermissionDenied(FieldGroup.BSN)


def _elsewhere(number, by):
    found = lookup.matches(lookup.Question(bsn=number))
    lookups.require_room(by=by)
    lookups.note(by=by, found=found)
    raise NumberElsewhere(lookup.answer(by, found)) from None


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
