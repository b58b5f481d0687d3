"""A destruction list: one person prepares it, another approves it, the nightly job carries it out."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.privacy import hooks
from werkcentrum.privacy.due import due_dossiers, due_others
from werkcentrum.privacy.erase import erase
from werkcentrum.privacy.models import Destruction, DestructionLine, LegalHold
from werkcentrum.privacy.terms import terms
from werkcentrum.refusal import Conflict

RUNNING = "Er wacht al een lijst in deze regio. Laat die eerst goedkeuren of afwijzen."
WAITING = (Destruction.State.PREPARED, Destruction.State.APPROVED)
AT_ONCE = 200


@transaction.atomic
def prepare(*, by):
    """Put everything whose term is over in the actor's region on a list that another person must approve.

    Raises Conflict (409) when nothing is due, or a list waits already.
    """
    by.require(P.RETENTION_PREPARE)
    today = timezone.localdate()
    if Destruction.objects.filter(region=by.region, state__in=WAITING).exists():
        raise Conflict(RUNNING)
    due, others = due_dossiers(by.region.pk, today), due_others(by.region.pk, today)
    if not due and not any(others.values()):
        raise Conflict("Er is nu niets waarvan de bewaartermijn voorbij is.")
    try:
        with transaction.atomic():
            made = Destruction.objects.create(region=by.region, as_of=today, prepared_by=by.user)
    except IntegrityError as error:
        raise Conflict(RUNNING) from error
    DestructionLine.objects.bulk_create(
        [
            *(
                DestructionLine(destruction=made, dossier_id=row.dossier_id, term=row.term, triggered_on=row.closed_on)
                for row in due
            ),
            *(DestructionLine(destruction=made, term=key, count=count) for key, count in others.items() if count),
        ]
    )
    record("privacy.prepare", made, by=by, dossiers=len(due))
    return made


def _held(destruction, by, needs):
    """The list, locked, for who decides in its region; never for who prepared it."""
    by.require(needs)
    row = Destruction.objects.select_for_update(of=("self",)).get(pk=destruction.pk)
    if row.region_id != by.region.pk:
        raise PermissionDenied(needs)
    if row.prepared_by_id == by.user.pk:
        raise Conflict("U zette deze lijst zelf klaar. Een ander keurt haar goed of af.")
    if row.state != Destruction.State.PREPARED:
        raise Conflict("Over deze lijst is al besloten. Vernieuw de pagina.")
    return row


@transaction.atomic
def approve(*, destruction, by):
    """Approve a list: the nightly job erases what is on it. By another person than who prepared it."""
    row = _held(destruction, by, P.RETENTION_APPROVE)
    row.approve(by=by.user, at=timezone.now())
    row.save()
    record("privacy.approve", row, by=by)
    return row


@transaction.atomic
def refuse(*, destruction, reason, by):
    """Refuse a list, with a reason; nothing is erased."""
    row = _held(destruction, by, P.RETENTION_APPROVE)
    row.refuse(by=by.user, at=timezone.now(), refusal=reason)
    row.save()
    record("privacy.refuse", row, by=by)
    return row


@transaction.atomic
def hold(*, dossier, reason, by):
    """Keep a dossier of the actor's region although its term is over. Raises Conflict (409) when it is held already."""
    by.require(P.RETENTION_APPROVE)
    if dossier.region_id != by.region.pk:
        raise PermissionDenied(P.RETENTION_APPROVE)
    try:
        with transaction.atomic():
            row = LegalHold.objects.create(dossier=dossier, reason=reason, placed_by=by.user)
    except IntegrityError as error:
        raise Conflict("Dit dossier wordt al bewaard.") from error
    record("privacy.hold", row, by=by, dossier=dossier.pk)
    return row


@transaction.atomic
def lift(*, hold, by):
    """Let the term count again."""
    by.require(P.RETENTION_APPROVE)
    row = LegalHold.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=hold.pk)
    if row.dossier.region_id != by.region.pk:
        raise PermissionDenied(P.RETENTION_APPROVE)
    if row.lifted_at:
        raise Conflict("Dit was al opgeheven.")
    row.lifted_at, row.lifted_by = timezone.now(), by.user
    row.save(update_fields=["lifted_at", "lifted_by"])
    record("privacy.lift", row, by=by, dossier=row.dossier_id)
    return row


def carry_out(*, destruction, by, progress=None) -> int:
    """Erase what is on an approved list, some hundreds at a time; returns how many people. Safe to repeat.

    By the owner of the tables only. A dossier that came under legal hold after the approval is kept.
    """
    kept = LegalHold.objects.filter(lifted_at=None).values("dossier")
    gone = 0
    people = destruction.lines.filter(dossier__isnull=False)
    for key in people.values_list("term", flat=True).distinct().order_by("term"):
        while True:
            todo = people.filter(term=key, erased=False).exclude(dossier__in=kept)
            lines = list(todo.select_related("dossier").order_by("pk")[:AT_ONCE])
            if not lines:
                break
            with transaction.atomic():
                gone += erase(dossiers=[line.dossier for line in lines], term=key, by=by)
                DestructionLine.objects.filter(pk__in=[line.pk for line in lines]).update(erased=True)
            if progress:
                progress(gone)
    with transaction.atomic():
        _erase_others(destruction)
        row = Destruction.objects.select_for_update().get(pk=destruction.pk)
        row.finish(at=timezone.now())
        row.save()
        record("privacy.carry_out", row, by=by, erased=gone)
    return gone


def _erase_others(destruction):
    held, rows = terms(destruction.as_of), hooks.others()
    for line in destruction.lines.filter(dossier=None, erased=False):
        found = rows[line.term][0](destruction.region_id, held[line.term].ended_before(destruction.as_of))
        found._raw_delete(found.db)
    destruction.lines.filter(dossier=None).update(erased=True)
