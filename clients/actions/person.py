"""Changing what the record says about a person."""

from django.db import transaction

from clients.actions.intake import note_source
from clients.timeline import tell
from werkcentrum.access import policy
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused, save_version
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
            f"{town.name} hoort bij Werkcentrum {town.region.name}. Verhuist de klant daarheen? Kies dan bij de "
            "gegevens voor ‘Verhuizing’; het dossier blijft hier tot iemand daar het overneemt.",
            field="municipality",
        )
