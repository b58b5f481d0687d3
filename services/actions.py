"""The only writers of offers: partners propose, the coordinator publishes, nothing disappears."""

from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from services import policy, rules
from services.models import Offer
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission
from werkcentrum.refusal import Conflict, Refused, Stale, save_version
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
    "places_taken",
    "waiting_days",
    "lead_days",
    "next_start_on",
    "legal_basis",
    "entitlement",
    "contact",
    "valid_from",
    "valid_until",
    "review_months",
    "provider_number",
]
CONSTRAINTS = {
    "offer_ends_after_it_starts": ("valid_until", "Het einde ligt voor het begin. Vul een latere einddatum in."),
    "offer_never_fuller_than_full": ("places", "Er zijn meer plaatsen bezet dan er zijn. Vul meer plaatsen in."),
    "offer_number_once_per_provider": (
        "provider_number",
        "Een ander aanbod van deze aanbieder heeft dit nummer al. Kies een ander nummer.",
    ),
    "offer_instrument_still_exists": ("instrument", "Deze regeling bestaat niet meer. Kies een ander instrument."),
}


@contextmanager
def _constraints():
    """Say in a sentence what the database refused."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as no:
        name = getattr(getattr(no.__cause__, "diag", None), "constraint_name", "")
        if name not in CONSTRAINTS:
            raise
        field, sentence = CONSTRAINTS[name]
        raise Refused(sentence, field=field) from no


def _check(offer):
    today, kind = timezone.localdate(), offer.instrument
    names = dict(Municipality.objects.filter(region=offer.region_id).values_list("code", "name"))
    found = [
        ("instrument", rules.why_not_instrument(kind, today)),
        ("instrument", _not_their_task(offer)),
        ("reach", rules.why_not_reach(offer.reach, offer.region.name, names)),
        ("situations", rules.why_not_situations(offer.situations, kind)),
        rules.why_not_period(offer.valid_from, offer.valid_until, offer.next_start_on),
        rules.why_not_places(offer.places, offer.places_taken),
    ]
    if offer.state == Offer.State.PUBLISHED:
        found.append(("valid_until", rules.why_not_publish(offer, today)))
    for field, sentence in filter(None, found):
        if sentence:
            raise Refused(sentence, field=field)


def _not_their_task(offer):
    if rules.may_provide(offer.instrument, offer.provider.partner.kind):
        return None
    return f"{offer.instrument.name} is geen taak van {offer.provider.partner.name}. Kies een ander instrument."


def _locked(offer, by, permission):
    """The row of an offer that `by` may see and do `permission` with, locked for this transaction."""
    by.require(permission)
    row = Offer.objects.select_for_update(of=("self",)).select_related(*policy.PARTS).get(pk=offer.pk)
    policy.require(by, permission, row)
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
    with _constraints():
        offer.save()
    record("services.create_offer", offer, by=by, instrument=offer.instrument_id)
    return offer


@transaction.atomic
def change_offer(*, offer, values, version, by):
    """Save changes unless somebody saved since `version` (Stale). What is published and changed stays published."""
    row = _locked(offer, by, Permission.OFFER_PROPOSE)
    if row.version != version:
        raise Stale(row)
    if row.state == Offer.State.WITHDRAWN:
        raise Conflict("Dit aanbod is ingetrokken en verandert niet meer. Maak een nieuw aanbod.")
    if row.state in rules.ON_THE_MENU and not by.may(Permission.OFFER_PUBLISH):
        raise Conflict("Dit aanbod staat op de menukaart. Vraag de regiocoördinator om de wijziging.")
    for name in WRITABLE:
        if name in values:
            setattr(row, name, values[name])
    _check(row)
    row.reviewed_on = timezone.localdate()
    with _constraints():
        save_version(row, version, [*WRITABLE, "reviewed_on", "updated_at"])
    record("services.change_offer", row, by=by, instrument=row.instrument_id)
    return row


def _step(offer, by, permission, action, verb, version=None):
    row = _locked(offer, by, permission)
    if version is not None and row.version != version:
        raise Conflict("Dit aanbod is net gewijzigd. Lees eerst wat er nu staat en beslis dan opnieuw.")
    try:
        verb(row)
    except TransitionNotAllowed as no:
        raise Conflict(f"Dit aanbod is nu {row.get_state_display().lower()}. Daarom kan dit niet meer.") from no
    row.version += 1
    with _constraints():
        row.save()
    record(action, row, by=by, instrument=row.instrument_id)
    return row


def _reason(text, why):
    if not text.strip():
        raise Refused(why, field="reason")
    return " ".join(text.split())[:300]


@transaction.atomic
def propose_offer(*, offer, by, version=None):
    """Propose a draft to the coordinator; what could never be published is refused at once, with the reason."""

    def verb(row):
        if sentence := rules.why_not_publish(row, timezone.localdate()):
            raise Refused(sentence)
        row.propose(by=by.user)

    return _step(offer, by, Permission.OFFER_PROPOSE, "services.propose_offer", verb, version)


@transaction.atomic
def publish_offer(*, offer, by, version=None):
    """Put a proposed offer on the menu; an abolished instrument is refused with date and reason."""

    def verb(row):
        if sentence := rules.why_not_publish(row, timezone.localdate()):
            raise Refused(sentence)
        row.publish(by=by.user, at=timezone.now())
        row.reviewed_on = timezone.localdate()

    return _step(offer, by, Permission.OFFER_PUBLISH, "services.publish_offer", verb, version)


@transaction.atomic
def return_offer(*, offer, reason, by, version=None):
    """Give a proposal back to its partner, who reads in `reason` what is still needed."""
    reason = _reason(reason, "Schrijf wat nog nodig is. De aanbieder leest dit.")

    def verb(row):
        row.return_to_draft(reason=reason)

    return _step(offer, by, Permission.OFFER_PUBLISH, "services.return_offer", verb, version)


@transaction.atomic
def withdraw_offer(*, offer, reason, by, version=None):
    """Take an offer off the menu, with a reason. Plans that use it keep it."""
    reason = _reason(reason, "Schrijf waarom dit aanbod verdwijnt. Coaches lezen die reden.")

    def verb(row):
        row.withdraw(reason=reason)

    return _step(offer, by, Permission.OFFER_PUBLISH, "services.withdraw_offer", verb, version)


@transaction.atomic
def pause_offer(*, offer, reason, until, by, version=None):
    """Take an offer off the menu for a while, until and including the date `until`. Plans that use it keep it."""
    reason = _reason(reason, "Schrijf waarom dit aanbod even stilstaat. Coaches lezen die reden.")
    if sentence := rules.why_not_until(until, timezone.localdate()):
        raise Refused(sentence, field="until")

    def verb(row):
        row.pause(reason=reason, until=until)

    return _step(offer, by, Permission.OFFER_PROPOSE, "services.pause_offer", verb, version)


@transaction.atomic
def resume_offer(*, offer, by, version=None):
    """Put a paused offer back on the menu, unless it could not be published today. Who does it says it is right."""

    def verb(row):
        if sentence := rules.why_not_publish(row, timezone.localdate()):
            raise Refused(sentence)
        row.resume()
        row.reviewed_on = timezone.localdate()

    return _step(offer, by, Permission.OFFER_PROPOSE, "services.resume_offer", verb, version)


@transaction.atomic
def confirm_offer(*, offer, by):
    """Say that an offer is still right, today; its version stays, so that nobody's open form becomes stale by it."""
    row = _locked(offer, by, Permission.OFFER_PROPOSE)
    if row.state not in rules.ON_THE_MENU:
        raise Conflict(f"Dit aanbod is nu {row.get_state_display().lower()}. Er valt niets na te kijken.")
    row.reviewed_on = timezone.localdate()
    row.save(update_fields=["reviewed_on", "updated_at"])
    record("services.confirm_offer", row, by=by, instrument=row.instrument_id)
    return row
