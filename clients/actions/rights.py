"""Asking, answering and carrying out what a person may ask about her own data (AVG 12 to 21)."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.models import Dispute, RightsRequest
from clients.policy import require_asking
from clients.rights import month_later
from clients.timeline import tell
from werkcentrum.access import policy
from werkcentrum.access.actions import restrict, unrestrict
from werkcentrum.access.models import Dossier
from werkcentrum.access.relations import Relation
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.privacy.models import EraseWish
from werkcentrum.refusal import Conflict, Refused, save_version

Kind, State = RightsRequest.Kind, RightsRequest.State
WORKING = (Relation.LEAD, Relation.TEAM)


@transaction.atomic
def ask(*, client, kind, way, by, text="", subject="", before="", asked_on=None):
    """Record a request, by the client herself or for her. It must be answered a month after it was asked.

    Raises Refused (422) for a day in the future or a year ago, Conflict (409) when the same request is open already.
    """
    require_asking(policy.stance(by, client.pk))
    today = timezone.localdate()
    day = asked_on or today
    if not 0 <= (today - day).days <= 365:
        raise Refused("Kies de dag waarop het gevraagd is: vandaag of eerder, en niet langer dan een jaar geleden.")
    try:
        with transaction.atomic():
            row = RightsRequest.objects.create(
                client=client, region=client.region, name=client.name, kind=kind, way=way, text=text, subject=subject,
                before=before, asked_on=day, due_on=month_later(day), recorded_by=by.user,
            )  # fmt: skip
    except IntegrityError as error:
        raise Conflict("Dit verzoek loopt al. Wij antwoorden daarop.") from error
    event = record("clients.ask_right", row, by=by, dossier=client.pk, kind=kind, due=row.due_on)
    tell(client=client, kind="rights", text=f"Verzoek: {_word(row)}.", event=event, by=by)
    return row


def _word(row):
    return row.get_kind_display().split(":")[0].lower()


def _hold(request):
    row = RightsRequest.objects.select_for_update().get(pk=request.pk)
    if row.state != State.OPEN:
        raise Conflict("Dit verzoek is al afgehandeld. Vernieuw de pagina.")
    return row


def _dossier(row):
    # SECURITY: who answers sees no client, only that there is a dossier in her region.
    return Dossier.objects.get(pk=row.client_id)


@transaction.atomic
def withdraw(*, request, by):
    """Take a request back; only the client herself."""
    policy.require(by, P.OWN_RIGHTS, request.client_id)
    row = _hold(request)
    row.withdraw()
    row.save()
    event = record("clients.withdraw_right", row, by=by, dossier=row.client_id)
    tell(client=row.client_id, kind="rights", text=f"Verzoek ingetrokken: {_word(row)}.", event=event, by=by)
    return row


@transaction.atomic
def note(*, request, text, version, by):
    """What the lead did or finds, for who answers. Raises Stale (409) when somebody wrote meanwhile."""
    stance = policy.stance(by, request.client_id)
    require_asking(stance)
    if stance.relation not in WORKING:
        raise PermissionDenied(P.CONSENT_RECORD)
    row = _hold(request)
    row.lead_note = text
    save_version(row, version, ["lead_note"])
    record("clients.note_right", row, by=by, dossier=row.client_id)
    return row


def _handled(request, by):
    by.require(P.RIGHTS_HANDLE)
    row = _hold(request)
    if row.region_id != by.region.pk:
        raise PermissionDenied(P.RIGHTS_HANDLE)
    return row


@transaction.atomic
def extend(*, request, until, reason, by):
    """Take up to two months more, once, with a reason that the client reads (AVG 12.3)."""
    row = _handled(request, by)
    if row.extended_to:
        raise Conflict("Dit verzoek is al een keer verlengd. Nog eens kan niet.")
    if not row.due_on < until <= month_later(month_later(row.due_on)):
        raise Refused("Verleng met ten hoogste twee maanden na de eerste termijn.", field="until")
    row.extended_to, row.extension_reason = until, reason
    row.save(update_fields=["extended_to", "extension_reason"])
    event = record("clients.extend_right", row, by=by, dossier=row.client_id, until=until)
    tell(client=row.client_id, kind="rights", text=f"Antwoord op verzoek verlengd: {_word(row)}.", event=event, by=by)
    return row


@transaction.atomic
def decide(*, request, granted, answer, by):
    """Answer a request. Granted: a restriction works at once, erasing comes on the next list, an objection is heeded.

    A refused correction leaves what stands there and puts the client's statement beside it.
    """
    row = _handled(request, by)
    move = row.grant if granted else row.refuse
    move(by=by.user, at=timezone.now(), answer=answer)
    row.save()
    event = record("clients.decide_right", row, by=by, dossier=row.client_id, kind=row.kind, granted=granted)
    outcome = "ingewilligd" if granted else "geweigerd"
    tell(client=row.client_id, kind="rights", text=f"Verzoek {outcome}: {_word(row)}.", event=event, by=by)
    if granted and row.kind == Kind.RESTRICT:
        restrict(dossier=_dossier(row), by=by)
    if granted and row.kind == Kind.ERASE:
        EraseWish.objects.get_or_create(dossier_id=row.client_id, defaults={"granted_by": by.user})
    if not granted and row.kind == Kind.CORRECT:
        Dispute.objects.create(
            client_id=row.client_id, request=row, subject=row.subject, value=row.before, statement=row.text,
            since=timezone.localdate(),
        )  # fmt: skip
    return row


@transaction.atomic
def lift_restriction(*, request, by):
    """Go on with the data after a granted restriction; the client reads it in the same moment (AVG 18.3)."""
    by.require(P.RIGHTS_HANDLE)
    row = RightsRequest.objects.get(pk=request.pk)
    if row.region_id != by.region.pk:
        raise PermissionDenied(P.RIGHTS_HANDLE)
    if row.kind != Kind.RESTRICT or row.state != State.GRANTED or _dossier(row).restricted_at is None:
        raise Conflict("Er is geen beperking om op te heffen.")
    unrestrict(dossier=_dossier(row), by=by)
    event = record("clients.lift_restriction", row, by=by, dossier=row.client_id)
    tell(client=row.client_id, kind="rights", text="De beperking is opgeheven.", event=event, by=by)
    return row
