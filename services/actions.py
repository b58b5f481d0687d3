"""The only writers of offers: partners propose, the coordinator publishes, nothing disappears."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from services import rules
from services.models import Offer
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission
from werkcentrum.refusal import Conflict, Refused, save_version
from werkcentrum.regions.models import Municipality

WRITABLE = [
    "instrument",
    "title",
    "description",
    "conditions",
    "reach",
    "situations",
    "needs",
    "cost_client",
    "price_payer",
    "financier",
    "places",
    "waiting_days",
    "lead_days",
    "next_start_on",
    "legal_basis",
    "entitlement",
    "contact",
    "valid_from",
    "valid_until",
]


def _check(offer):
    codes = Municipality.objects.filter(region=offer.region_id).values_list("code", flat=True)
    if sentence := rules.why_not_reach(offer.reach, codes):
        raise Refused(sentence, field="reach")
    if not rules.may_provide(offer.instrument, offer.provider.partner.kind):
        raise Refused(
            f"{offer.instrument.name} is geen taak van {offer.provider.partner.name}. Kies een ander instrument.",
            "instrument",
        )
    if offer.places is not None and offer.places < offer.places_taken:
        raise Refused(f"Er zijn al {offer.places_taken} plaatsen bezet. Vul ten minste dat aantal in.", field="places")


def _locked(offer, by):
    row = (
        Offer.objects.select_for_update(of=("self",))
        .select_related("instrument", "provider__partner", "region")
        .get(pk=offer.pk)
    )
    if row.provider_id != by.cell.pk and not (by.may(Permission.OFFER_PUBLISH) and row.region_id == by.region.pk):
        raise PermissionDenied("offer of another partner")
    return row


@transaction.atomic
def create_offer(*, values, by, provider=None):
    """A draft of one's own cell (a coordinator may draft for any cell of the region). `values`: fields of WRITABLE."""
    by.require(Permission.OFFER_PROPOSE)
    provider = provider or by.cell
    if provider.pk != by.cell.pk and not (by.may(Permission.OFFER_PUBLISH) and provider.region_id == by.region.pk):
        raise PermissionDenied("offer for another partner")
    offer = Offer(
        provider=provider, region=provider.region, **{name: values[name] for name in WRITABLE if name in values}
    )
    _check(offer)
    offer.save()
    record("services.create_offer", offer, by=by, instrument=offer.instrument_id)
    return offer


@transaction.atomic
def change_offer(*, offer, values, version, by):
    """Save changes unless somebody saved since `version` (Stale). What is published and changed stays published."""
    by.require(Permission.OFFER_PROPOSE)
    row = _locked(offer, by)
    if row.state == Offer.State.WITHDRAWN:
        raise Conflict("Dit aanbod is ingetrokken en verandert niet meer. Maak een nieuw aanbod.")
    if row.state == Offer.State.PUBLISHED and not by.may(Permission.OFFER_PUBLISH):
        raise Conflict("Dit aanbod staat op de menukaart. Vraag de regiocoördinator om de wijziging.")
    for name in WRITABLE:
        if name in values:
            setattr(row, name, values[name])
    _check(row)
    if row.state == Offer.State.PUBLISHED and (sentence := rules.why_not_publish(row, timezone.localdate())):
        raise Refused(sentence)
    save_version(row, version, WRITABLE)
    record("services.change_offer", row, by=by)
    return row


def _step(offer, by, permission, action, verb):
    by.require(permission)
    row = _locked(offer, by)
    try:
        verb(row)
    except TransitionNotAllowed as no:
        raise Conflict(f"Dit aanbod is {row.get_state_display().lower()}; dat kan nu niet. Ververs de pagina.") from no
    row.version += 1
    row.save()
    record(action, row, by=by, instrument=row.instrument_id)
    return row


@transaction.atomic
def propose_offer(*, offer, by):
    """Propose a draft to the coordinator."""
    return _step(offer, by, Permission.OFFER_PROPOSE, "services.propose_offer", lambda row: row.propose(by=by.user))


@transaction.atomic
def publish_offer(*, offer, by):
    """Put a proposed offer on the menu; an abolished instrument is refused with date and reason."""

    def verb(row):
        if sentence := rules.why_not_publish(row, timezone.localdate()):
            raise Refused(sentence)
        row.publish(by=by.user, at=timezone.now())

    return _step(offer, by, Permission.OFFER_PUBLISH, "services.publish_offer", verb)


@transaction.atomic
def return_offer(*, offer, by):
    """Give a proposal back to its partner to complete."""
    return _step(offer, by, Permission.OFFER_PUBLISH, "services.return_offer", lambda row: row.return_to_draft())


@transaction.atomic
def withdraw_offer(*, offer, reason, by):
    """Take an offer off the menu, with a reason. Plans that use it keep it."""
    if not reason.strip():
        raise Refused("Schrijf waarom dit aanbod verdwijnt. Coaches lezen die reden.", field="reason")
    return _step(
        offer,
        by,
        Permission.OFFER_PUBLISH,
        "services.withdraw_offer",
        lambda row: row.withdraw(reason=reason.strip()[:300]),
    )
