"""Changing what the record says about a person; adding the BSN later, and showing it on request."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from clients import bsn, lookup
from clients.actions import lookup as lookups
from clients.actions.intake import note_source
from clients.models import NationalNumber
from clients.timeline import tell
from werkcentrum.access import policy
from werkcentrum.audit.record import record
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, Refused, save_version
from werkcentrum.regions.models import Municipality

# Which question of the intake a column answers.
ANSWERS = {
    "name": ("first_names", "call_name", "prefix", "surname", "partner_prefix", "partner_surname", "name_use"),
    "birth_date": ("birth_on", "birth_precision"),
    "address": (
        "postcode", "house_number", "house_letter", "house_addition", "street", "place", "municipality_id",
    ),
    "phone_email": ("phone", "email"),
}  # fmt: skip
TOLD = {"name": "naam", "birth_date": "geboortedatum", "address": "adres", "phone_email": "telefoon en e-mail"}


@transaction.atomic
def edit_person(*, client, version, values, by):
    """Save changed columns (`values`: column → value) over `version`; returns the names of what changed.

    Raises Stale (409) when somebody saved meanwhile, Refused (422) for a municipality of another region: that is a
    handover, not a correction.
    """
    policy.require(by, P.CLIENT_EDIT, client.pk)
    changed = {column: value for column, value in values.items() if getattr(client, column) != value}
    if not changed:
        return []
    _same_region(client, changed.get("municipality_id"))
    for column, value in changed.items():
        setattr(client, column, value)
    save_version(client, version, [*changed, "sort_name", "search_name"])
    fields = [field for field, columns in ANSWERS.items() if set(columns) & set(changed)]
    event = record("clients.edit", client, by=by, dossier=client.pk, fields=sorted(changed))
    for field in fields:
        note_source(client=client, field=field, by=by)
    text = f"Bijgewerkt: {', '.join(TOLD[field] for field in fields)}."
    tell(client=client, kind="person", text=text, event=event, by=by)
    return fields


def _same_region(client, municipality_id):
    if municipality_id is None:
        return
    town = Municipality.objects.select_related("region").get(pk=municipality_id)
    if town.region_id != client.region_id:
        raise Refused(
            f"{town.name} hoort bij Werkcentrum {town.region.name}. Verhuist de klant daarheen? Bel dat Werkcentrum "
            "en spreek de overdracht af; het dossier blijft tot dan hier.",
            field="municipality",
        )


class NumberElsewhere(Conflict):
    """The BSN belongs to another dossier; `answer` says where, as far as this actor may know."""

    def __init__(self, answer):
        super().__init__("Dit BSN hoort bij een ander dossier. Controleer het nummer. Klopt het, bel dan die partner.")
        self.answer = answer


@transaction.atomic
def add_bsn(*, client, number, by):
    """Add the BSN (clean, nine digits) of somebody who was registered without one.

    Raises Conflict (409) when she has one already, NumberElsewhere (409) when it is somebody else's: that answer is
    counted and logged like a look-up. PermissionDenied for who may not use the BSN (UAVG 46).
    """
    policy.require(by, P.CLIENT_EDIT, client.pk)
    if not lookup.may_use_bsn(by):
        raise PermissionDenied(FieldGroup.BSN)
    if NationalNumber.objects.filter(client=client).exists():
        raise Conflict("Van deze klant is al een BSN bekend. Klopt dat niet? Vraag de privacy officer om hulp.")
    try:
        with transaction.atomic():
            key_id, sealed = bsn.seal(number, owner=client.public_id.bytes)
            NationalNumber.objects.create(client=client, index=bsn.index(number), sealed=sealed, key_id=key_id)
    except IntegrityError:
        found = lookup.matches(lookup.Question(bsn=number))
        lookups.require_room(by=by)
        lookups.note(by=by, found=found)
        raise NumberElsewhere(lookup.answer(by, found)) from None
    note_source(client=client, field="bsn", by=by)
    event = record("clients.add_bsn", client, by=by, dossier=client.pk)
    tell(client=client, kind="person", text="BSN toegevoegd.", event=event, by=by)


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
    return bsn.unseal(bytes(row.sealed), key_id=row.key_id, owner=client.public_id.bytes) if row else ""
