"""Who knows a client from home does not open her dossier; she says so herself, and only another can undo it."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from werkcentrum.access import door
from werkcentrum.access.models import Involvement, Relation, User
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict

from .involvement import ground_of

NARROWER = (Relation.TEAM, Relation.SUPPORT, Relation.PROPOSED, Relation.FORMER, Relation.GLASS)


@transaction.atomic
def declare_kin(*, dossier, by):
    """Shut a dossier for `by`, in every cell she works in; what she had beside the lead ends.

    The lead stays hers on paper until the team leader has found somebody else: a dossier is never without one.
    """
    now = timezone.now()
    mine = Involvement.objects.filter(dossier=dossier, user=by.user)
    rows = mine.filter(relation=Relation.KIN, valid_until=None)
    row = rows.first()
    if row is None:
        row = Involvement.objects.create(
            dossier=dossier,
            user=by.user,
            participation=by.cell,
            relation=Relation.KIN,
            ground=ground_of(by.cell),
            valid_from=now,
            created_by=by.user,
        )
        record("access.declare_kin", row, by=by, dossier=dossier.pk)
    mine.live(now).filter(relation__in=NARROWER).update(valid_until=now)
    return row


class WhyNot(models.TextChoices):
    """Why somebody is no acquaintance after all; a code, never a story."""

    MISTAKE = "vergissing", "Het was een vergissing: de medewerker kent deze klant niet"
    OVER = "voorbij", "Dat is voorbij: zij hebben privé niets meer met elkaar te maken"


@dataclass(frozen=True)
class KinRow:
    """One colleague who said that she knows a client: a number of a dossier, nothing of the person."""

    pk: int
    name: str
    number: str
    since: date


def may_undo_kin(actor) -> bool:
    """Whether the role decides about it at all: the team leader, and the privacy officer of the region."""
    return actor.may(P.REVIEW_ACCESS) or actor.may(P.DOSSIER_SEAL)


def kin_rows(actor) -> list[KinRow]:
    """Colleagues about whom `actor` can undo it, newest first, never herself: two queries.

    Of the own cell for a team leader, without sealed dossiers; of the region for the privacy officer.
    """
    # SECURITY: crosses the second door: who decides here opens none of these dossiers.
    rows = [row for row in door.call("access_kin_rows") if row[1] != actor.user.pk]
    people = User.objects.in_bulk({user for _, user, *_ in rows})
    return [KinRow(pk, people[user].name, number, timezone.localdate(at)) for pk, user, _, number, at in rows]


@transaction.atomic
def undo_kin(*, row, why, by):
    """End a row (its id) of `kin_rows` now; what the colleague had beside the lead does not come back.

    Raises PermissionDenied for another role; Conflict (409) when it is not hers to undo, her own, or done already.
    """
    if not may_undo_kin(by):
        raise PermissionDenied(P.REVIEW_ACCESS)
    # SECURITY: the database lets nobody undo her own, nor another's directly: this function is the only way.
    ended = door.call("access_end_kin", row, timezone.now())
    if not ended:
        raise Conflict("Dit is al teruggedraaid, of het is niet aan u. Kies opnieuw.")
    [(dossier, user)] = ended
    record("access.undo_kin", Involvement(pk=row), by=by, dossier=dossier, user=user, why=str(WhyNot(why)))
