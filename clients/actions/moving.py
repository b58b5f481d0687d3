"""Moving house: the address changes at once, the dossier stays where it is until somebody there has taken over."""

from django.db import transaction

from clients.actions.intake import note_source
from clients.models import HiddenAddress
from clients.timeline import tell
from werkcentrum.access import actions as access
from werkcentrum.access import policy
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict, save_version
from werkcentrum.regions.models import Municipality

ADDRESS = ("postcode", "house_number", "house_letter", "house_addition", "street", "place")


@transaction.atomic
def move_house(*, client, version, municipality, values, by):
    """Write a new municipality (anywhere in the country) and address (`values`: column → value) over `version`.

    The lead and the plan stay as they are: who moves to another municipality or region is then offered to the partner
    there (Participatiewet 40.1, 67.1.c). Raises Stale (409) when somebody saved meanwhile, Refused (422) when the
    municipality is the same.
    """
    policy.require(by, P.CLIENT_EDIT, client.pk)
    old = client.municipality
    new = Municipality.objects.select_related("region").get(pk=municipality.pk)
    if new.pk == old.pk:
        raise Conflict(
            f"De klant woont al in {old.name}. Wijzig een ander adres daar bij de gegevens.", field="municipality"
        )
    client.municipality = new
    # SECURITY: a hidden address is not touched here; it has a page of its own.
    columns = [] if HiddenAddress.objects.filter(client=client.pk).exists() else [c for c in ADDRESS if c in values]
    for column in columns:
        setattr(client, column, values[column])
    save_version(client, version, ["municipality", *columns])
    event = record("clients.move", client, by=by, dossier=client.pk, before=old.code, after=new.code)
    note_source(client=client, field="address", by=by)
    text = f"Verhuisd van {old.name} naar {new.name}."
    tell(client=client, kind="person", text=text, event=event, by=by, milestone=True, before=old.name, after=new.name)
    return client


def follow_region(*, client, cell, by):
    """End the support of the region that one left, after the lead moved to `cell` in this transaction.

    The database itself lets dossier, person and plan belong to the region of the new lead (migration `region_follows`).
    """
    before = client.region_id
    client.refresh_from_db(fields=["region"])
    if client.region_id == before:
        return
    access.leave_region(dossier=client.dossier, region=cell.region, by=by)
    record("clients.follow_region", client, by=by, dossier=client.pk, before=before, after=cell.region_id)
