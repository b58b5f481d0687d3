"""What of a person stays in the figures, and which rows without a dossier have a term of their own."""

from django.utils import timezone

from clients.models import IncomePeriod, LightContact
from werkcentrum.access import door
from werkcentrum.access.models import Dossier, Involvement, Relation
from werkcentrum.privacy import hooks


@hooks.count_as
def codes_of(dossier_ids) -> dict:
    """Per dossier: the kind of partner that led last, and the leading income when it opened. Three queries."""
    opened = dict(Dossier.objects.filter(pk__in=dossier_ids).values_list("pk", "opened_at"))
    leads = Involvement.objects.filter(dossier__in=dossier_ids, relation=Relation.LEAD).order_by("valid_from")
    kinds = dict(leads.values_list("dossier", "participation__partner__kind"))
    found = {pk: {"partner": kinds.get(pk, ""), "situation": ""} for pk in opened}
    for row in IncomePeriod.objects.filter(client__in=dossier_ids).leading().order_by("valid_from"):
        first = timezone.localdate(opened[row.client_id])
        if row.valid_from <= first <= (row.valid_until or first) or not found[row.client_id]["situation"]:
            found[row.client_id]["situation"] = row.code
    return found


def _count_contacts(region_id, ended_before):
    # SECURITY: crosses the second door, with a number and nothing else.
    return door.call("clients_due_contacts", region_id, ended_before)[0][0]


@hooks.has_term("light_contact", count=_count_contacts)
def light_contacts(region_id, ended_before):
    """Names and questions without a dossier that were answered before a day; the anonymous visit stays."""
    return LightContact.objects.filter(visit__region=region_id, done_at__date__lte=ended_before)
