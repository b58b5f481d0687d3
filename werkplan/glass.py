"""What emergency access shows: name, contact, kind of income and titles of open steps. Nothing else is read."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from clients.header import born, lead_of
from clients.models import Client, IncomePeriod
from clients.receiver import partner_name
from werkcentrum.access.glass.queries import live_glass
from werkplan.models import Step
from werkplan.rules import OPEN_STEP


@dataclass(frozen=True)
class GlassPage:
    """The page as plain strings; G1, G2, the code of G4 and the titles of G8."""

    glass: Any
    name: str
    facts: list
    titles: list


def glass_page(actor, public_id) -> GlassPage | None:
    """The page of a live emergency access of this actor, or None. Notes the reading."""
    glass = live_glass(actor).filter(public_id=public_id).first()
    if glass is None:
        return None
    # SECURITY: crosses the second door, after the actor's own live row was found; only these columns.
    columns = (
        "first_names call_name prefix surname partner_prefix partner_surname name_use birth_on birth_precision "
        "street house_number house_letter house_addition postcode place phone email municipality__name"
    )
    client = Client.objects.select_related("municipality").only(*columns.split()).get(pk=glass.dossier_id)
    actor.purpose = "noodtoegang"
    actor.saw([client.pk], "glass")
    steps = Step.objects.filter(plan__client=client.pk, state__in=OPEN_STEP).order_by("position", "pk")
    return GlassPage(glass, client.name, _facts(client), list(steps.values_list("title", flat=True)))


def _facts(client):
    house = "".join(str(part) for part in (client.house_number or "", client.house_letter, client.house_addition))
    address = [f"{client.street} {house}".strip(), f"{client.postcode} {client.place}".strip()]
    lead = lead_of(client)
    facts = [
        ("Geboren", born(client)),
        ("Telefoon", client.phone),
        ("E-mail", client.email),
        ("Adres", ", ".join(part for part in address if part)),
        ("Gemeente", client.municipality.name),
        ("Soort inkomen", _income(client)),
        ("Regiehouder", f"{lead.user.name}, {partner_name(lead.participation)}" if lead else ""),
    ]
    return [{"label": label, "value": value} for label, value in facts]


def _income(client):
    """The kind of income of today, without dates."""
    today = timezone.localdate()
    rows = IncomePeriod.objects.filter(client=client.pk).leading()
    return next((row.label for row in rows if row.valid_from <= today <= (row.valid_until or today)), "")
