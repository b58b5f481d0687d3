"""Hiding where somebody lives: the address leaves the record, is sealed, and is read on a click by who is named."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction

from clients.models import Client, HiddenAddress
from werkcentrum.access import door
from werkcentrum.audit.record import record
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P

TAKEN = ("street", "house_number", "house_letter", "house_addition", "postcode", "place")
"""The columns of an address in the order in which the database gives and takes them."""


@transaction.atomic
def hide_address(*, dossier, by):
    """Move the address of a sealed dossier from the record (also from what it was before) to the sealed row.

    The municipality stays: it decides who is responsible, and is never worked out from this address.
    """
    by.require(P.DOSSIER_SEAL)
    # SECURITY: crosses the second door: the address passes here once, to be sealed with a key the database has not.
    for public_id, *values in door.call("clients_take_address", dossier.pk):
        row = HiddenAddress(client=Client(dossier_id=dossier.pk, public_id=_uuid(public_id)))
        row.put_parts(dict(zip(TAKEN, values, strict=True)))
        door.call("clients_keep_address", dossier.pk, bytes(row.sealed), row.key_id)
    record("clients.hide_address", dossier, by=by, dossier=dossier.pk)


@transaction.atomic
def show_address(*, dossier, by):
    """Put the address of a dossier that is no longer sealed back in the record."""
    by.require(P.DOSSIER_SEAL)
    # SECURITY: crosses the second door.
    for public_id, sealed, key_id in door.call("clients_lift_address", dossier.pk):
        client = Client(dossier_id=dossier.pk, public_id=_uuid(public_id))
        parts = HiddenAddress(client=client, sealed=bytes(sealed), key_id=key_id).parts()
        values = [parts[column] or (None if column == "house_number" else "") for column in TAKEN]
        door.call("clients_give_address", dossier.pk, *values)
        record("clients.show_address", dossier, by=by, dossier=dossier.pk)


def _uuid(value):
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


@transaction.atomic
def read_address(*, opened, by) -> dict:
    """The hidden address of an opened dossier, {} when there is none. Always logged.

    Raises PermissionDenied for who is not named, or has no task of UWV or a municipality.
    """
    _require(opened.stance)
    row = HiddenAddress.with_owner().filter(client=opened.client.pk).first()
    record("clients.read_address", opened.client, by=by, dossier=opened.client.pk)
    return row.parts() if row else {}


@transaction.atomic
def change_address(*, opened, values, by):
    """Write a new hidden address (column → value). No municipality, region or distance follows from it."""
    _require(opened.stance)
    opened.stance.require(P.CLIENT_EDIT)
    row = HiddenAddress.with_owner().select_for_update(of=("self",)).get(client=opened.client.pk)
    row.put_parts(values)
    row.save()
    record("clients.change_address", opened.client, by=by, dossier=opened.client.pk)


def _require(stance):
    # SECURITY: role and relation are not enough: named for the sealed dossier, and a task of law (or oneself).
    if not stance.opens_hidden_address:
        raise PermissionDenied(FieldGroup.SEALED_ADDRESS)
