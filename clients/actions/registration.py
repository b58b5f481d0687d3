"""Registering somebody: one person, one dossier, whoever else is doing the same at another desk."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from clients import doubles, lookup
from clients.actions import lookup as lookups
from clients.actions.intake import start_intake
from clients.actions.number import put_number
from clients.actions.visits import record_visit
from clients.models import Client, IntakeAnswer, Visit
from clients.privacy import privacy_notice
from clients.timeline import tell
from werkcentrum.access import actions as access
from werkcentrum.access.models import Membership, Relation
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission
from werkcentrum.refusal import Conflict


class AlreadyKnown(Conflict):
    """There is a dossier with this BSN; `answer` says where, for this actor."""

    def __init__(self, answer):
        super().__init__("Er is al een dossier met dit BSN. Iemand krijgt nooit een tweede dossier.")
        self.answer = answer


class PossibleDoubles(Conflict):
    """People who may be the same; `cards` to show, `proof` to send back when it is none of them."""

    def __init__(self, cards, proof):
        super().__init__("Misschien staat deze persoon al ingeschreven. Kijk samen met de klant of dit klopt.")
        self.cards = cards
        self.proof = proof


@dataclass(frozen=True)
class Papers:
    """What was seen and said at the desk: BSN or why not, the identity document, and the privacy notice."""

    bsn: str = ""
    no_bsn: str = ""
    document: str = ""
    seen_on: date | None = None


@transaction.atomic
def register(*, by, person, papers, reason, channel=Visit.Channel.DESK, none_of_these="") -> Client:
    """Open the one dossier of a person, led by `by`, with her team, the visit and the start of the intake.

    `person` is an unsaved Client. Raises AlreadyKnown (the BSN has a dossier), PossibleDoubles unless `none_of_these`
    is the proof of exactly those cards, Conflict when the daily limit is reached. All three are 409.
    """
    by.require(Permission.CLIENT_REGISTER)
    _queue_for(person.birth_on)
    hidden = _refuse_known(by, papers.bsn)
    _refuse_doubles(by, person, none_of_these)
    try:
        with transaction.atomic():
            _create(by, person, papers, hidden)
    except IntegrityError as error:
        if "numberindex" not in str(error):
            raise
        _refuse_known(by, papers.bsn)  # another desk was first
        raise
    _tell(by, person, papers)
    _start_intake(by, person, papers)
    _team(by, person)
    record_visit(
        by=by, reason=reason, channel=channel, municipality=person.municipality, outcome=Visit.Outcome.REGISTERED
    )
    return person


def _queue_for(birth_on):
    """Registrations of one birth date wait for each other, so that the second desk sees what the first made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"clients.register:{birth_on}"])


def _refuse_known(by, bsn) -> tuple[int, ...]:
    """Raise AlreadyKnown when there is a dossier with this BSN; the sealed ones, that nobody may hear of, come back."""
    if not bsn:
        return ()
    outcome = lookup.ask(by, lookup.Question(bsn=bsn))
    if outcome.shown:
        lookups.require_room(by=by)
        lookups.note(by=by, found=outcome.shown)
        raise AlreadyKnown(outcome.answer)
    return outcome.hidden


def _refuse_doubles(by, person, none_of_these):
    cards = doubles.find(
        birth_on=person.birth_on,
        precision=person.birth_precision,
        surname=person.surname,
        partner_surname=person.partner_surname,
        postcode=person.postcode,
    )
    proof = doubles.proof(cards, by.user)
    if not cards or none_of_these == proof:
        return
    lookups.require_room(by=by)
    # SECURITY: every card shown is a line in the log, and counts for the daily limit.
    by.saw([card.dossier_id for card in cards], "double")
    raise PossibleDoubles(cards, proof)


def _create(by, person, papers, hidden):
    person.region = person.municipality.region
    person.dossier = access.open_dossier(region=person.region, user=by.user, participation=by.cell, by=by)
    person.save(force_insert=True)
    if papers.bsn:
        put_number(client=person, number=papers.bsn, hidden=hidden, by=by)


def _start_intake(by, person, papers):
    """Begin the intake; kind and day of the document are known already. No copy, no number (Pwet 17.3)."""
    intake = start_intake(client=person, by=by)
    if not papers.document:
        return
    for field, value in (("id_kind", papers.document), ("id_seen", {"seen_on": papers.seen_on.isoformat()})):
        IntakeAnswer.objects.create(
            intake=intake,
            client=person,
            field=field,
            value=value,
            obtained_on=papers.seen_on,
            confirmed_on=papers.seen_on,
            recorded_by=by.user,
        )
    record("clients.see_document", intake, by=by, dossier=person.pk, document=papers.document, seen_on=papers.seen_on)


def _tell(by, person, papers):
    version = privacy_notice(timezone.localdate())
    event = record("clients.register", person, by=by, dossier=person.pk, no_bsn=papers.no_bsn, privacy_notice=version)
    where = by.membership.desk.name if by.membership.desk else by.cell.partner.name
    tell(client=person, kind="register", text=f"Ingeschreven bij {where}", event=event, by=by, milestone=True)
    tell(client=person, kind="privacy", text=f"Uitleg over privacy besproken (versie {version})", event=event, by=by)


def _team(by, person):
    """Colleagues of the same desk may resume: at most eight, by name, and no more than those."""
    if by.membership.desk_id is None:
        return
    rows = Membership.objects.on(timezone.localdate()).filter(
        desk=by.membership.desk_id, role="gids", participation=by.cell
    )
    rows = rows.filter(user__is_active=True).exclude(user=by.user).select_related("user").order_by("user__name", "pk")
    for row in rows[: access.TEAM_AT_MOST]:
        access.involve(dossier=person.dossier, user=row.user, participation=by.cell, relation=Relation.TEAM, by=by)
