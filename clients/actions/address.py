"""Hiding where somebody lives: the address leaves the record, is sealed, and is read on a click by who is named."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from clients.models import Client, HiddenAddress
from clients.models.address import COLUMNS
from werkcentrum.audit.record import record
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P

EMPTY = dict.fromkeys(COLUMNS, "") | {"house_number": None}


@transaction.atomic
def hide_address(*, client, by):
    """Move the address from the person's record (also from what it was before) to the sealed row.

    The municipality stays: it decides who is responsible, and is never worked out from this address.
    """
    by.require(P.DOSSIER_SEAL)
    held = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    row = HiddenAddress.objects.filter(client=held).first() or HiddenAddress(client=held)
    if held.postcode or held.street:
        row.put_parts({column: getattr(held, column) for column in COLUMNS})
        row.save()
    elif row.key_id == "":
        row.put_parts({})
        row.save()
    # SECURITY: `update` on purpose: a new row of history would hold the address once more, and the old ones lose it.
    Client.objects.filter(pk=held.pk).update(**EMPTY)
    Client.history.filter(dossier=held.pk).update(**EMPTY)
    record("clients.hide_address", held, by=by, dossier=held.pk)


@transaction.atomic
def show_address(*, client, by):
    """Put the address back in the person's record."""
    by.require(P.DOSSIER_SEAL)
    row = HiddenAddress.with_owner().select_for_update(of=("self",)).filter(client=client.pk).first()
    if row is None:
        return
    parts = row.parts()
    Client.objects.filter(pk=client.pk).update(**(parts | {"house_number": parts["house_number"] or None}))
    row.delete()
    record("clients.show_address", client, by=by, dossier=client.pk)


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
