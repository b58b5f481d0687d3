"""What a partner's system does: bring a card, change it, withdraw it. The owner keeps the truth, we keep the card."""

import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.timeline import tell
from werkcentrum.access import policy
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict
from werkplan.models import ActivityCard, ExchangeCode

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
FACTS = ("kind", "title", "status", "starts_on", "ends_on", "next_on", "contact")
OLDER = "Wij hebben al een nieuwere versie van deze kaart. Er is niets gewijzigd."
OTHER = "Met dit versienummer kwam eerder iets anders. Stuur een hoger versienummer."
SOMEBODY_ELSE = "Dit kenmerk is al van een kaart van iemand anders. Gebruik voor elke kaart een eigen kenmerk."
TOGETHER = "Deze kaart kwam twee keer tegelijk. Stuur haar opnieuw."


@transaction.atomic
def bring(*, client_id, reference, number, changed_at, by, **facts) -> tuple[ActivityCard, bool]:
    """Keep what the owner tells now: (card, whether it is new). The same version twice is one deed.

    `by` is a system with a key that may tell of this person (asked by the caller, and once more by the database).
    Raises Conflict (409) for an older version, another text under the same number, or the reference of somebody else.
    """
    card = _mine(by, reference)
    if card is None:
        try:
            with transaction.atomic():
                card = ActivityCard.objects.create(
                    client_id=client_id,
                    owner=by.cell,
                    reference=reference,
                    number=number,
                    changed_at=changed_at,
                    **facts,
                )
        except IntegrityError as error:
            raise Conflict(TOGETHER) from error
        _note(card, "bring_card", by=by, after=card.get_status_display())
        return card, True
    if card.client_id != client_id:
        raise Conflict(SOMEBODY_ELSE)
    same = all(getattr(card, name) == facts[name] for name in FACTS) and card.withdrawn_at is None
    if number < card.number or (number == card.number and not same):
        raise Conflict(OLDER if number < card.number else OTHER)
    if number > card.number:
        _change(card, number, changed_at, facts, by)
    return card, False


def _mine(by, reference):
    rows = ActivityCard.objects.brought_by(by).select_for_update(of=("self",))
    return rows.filter(reference=reference).first()


def _change(card, number, changed_at, facts, by):
    before, back = card.get_status_display(), card.withdrawn_at is not None
    card.number, card.changed_at, card.withdrawn_at = number, changed_at, None
    for name in FACTS:
        setattr(card, name, facts[name])
    card.save()
    told = back or before != card.get_status_display()
    _note(card, "change_card", by=by, quiet=not told, before=before, after=card.get_status_display())


@transaction.atomic
def withdraw(*, reference, by) -> ActivityCard | None:
    """Mark a card as withdrawn by its owner; None when it never brought one. Possible without a ground, and twice."""
    card = _mine(by, reference)
    if card and card.withdrawn_at is None:
        card.withdrawn_at = timezone.now()
        card.save(update_fields=["withdrawn_at", "received_at"])
        _note(card, "withdraw_card", by=by)
    return card


def _note(card, verb, *, by, quiet=False, before="", after=""):
    codes = {"kind": card.kind, "status": card.status, "number": card.number}
    event = record(f"werkplan.{verb}", card, by=by, dossier=card.client_id, **codes)
    if quiet:
        return
    kind = "debt" if card.kind == ActivityCard.Kind.DEBT else "card"
    words = {
        "bring_card": f"{by.cell.partner.name} doet iets: ‘{card.title}’",
        "change_card": f"{by.cell.partner.name} werkte bij: ‘{card.title}’",
        "withdraw_card": f"{by.cell.partner.name} trok in: ‘{card.title}’",
    }
    tell(client=card.client_id, kind=kind, text=words[verb], event=event, by=by, before=before, after=after)


@transaction.atomic
def give_code(*, client, participation, by) -> ExchangeCode:
    """The code by which a partner points at this person, made once per partner."""
    policy.require(by, P.WERKPLAN_EDIT, client.pk)
    found = ExchangeCode.objects.filter(client=client, participation=participation).first()
    if found:
        return found
    signs = "".join(secrets.choice(LETTERS) for _ in range(12))
    code = ExchangeCode.objects.create(
        client=client,
        participation=participation,
        code=f"{signs[:4]}-{signs[4:8]}-{signs[8:]}",
        made_by=by.user,
    )
    event = record("werkplan.give_code", code, by=by, dossier=client.pk, cell=participation.pk)
    text = f"Koppelcode gegeven aan ‘{participation.partner.name}’"
    tell(client=client, kind="card", text=text, event=event, by=by)
    return code
