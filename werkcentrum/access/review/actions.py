"""The only writer of checks and of the register of incidents."""

from datetime import datetime, time

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from werkcentrum.access import door
from werkcentrum.access.actions import involve
from werkcentrum.access.glass.rules import REVIEW_WORKDAYS, on
from werkcentrum.access.models import Incident, Notice, Relation, Review
from werkcentrum.access.notices import holders, notify
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission
from werkcentrum.refusal import Conflict, Refused
from werkcentrum.vocabulary.workdays import after_workdays

TOLD = {
    Review.Kind.GLASS: Notice.Kind.GLASS_REVIEW,
    Review.Kind.REPORT: Notice.Kind.REPORT,
    Review.Kind.PATTERN: Notice.Kind.PATTERN,
}


def due_from(day):
    """The last day of the term for what happened on `day`: five working days (Algemene termijnenwet 3)."""
    return after_workdays(day, on(REVIEW_WORKDAYS, day))


@transaction.atomic
def open_review(
    *, kind, key, subject, subject_cell, region, by, cell=None, dossier=None, glass=None, findings=None
) -> Review:
    """Open a check of what `subject` did; `key` makes the same check the same row.

    It goes to the team leaders of `cell`; without one who may judge (nobody judges herself), or of a sealed dossier,
    to the privacy officer of the region. `findings` holds codes and numbers only.
    """
    reviewers = holders(Permission.REVIEW_ACCESS, cell=cell, without=subject) if cell else []
    if not reviewers or (dossier is not None and dossier.sealed):
        cell, reviewers = None, holders(Permission.AUDIT_READ, region=region, without=subject)
    now = timezone.now()
    review, made = Review.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "region": region,
            "participation": cell,
            "subject": subject,
            "subject_cell": subject_cell,
            "dossier": dossier,
            "glass": glass,
            "findings": findings or {},
            "opened_at": now,
            "due_on": due_from(timezone.localdate(now)),
        },
    )
    if made:
        record("review.open", review, by=by, dossier=dossier, kind=str(kind), subject=subject.pk)
        path = reverse("access:review_task", args=[review.public_id])
        notify(reviewers, TOLD.get(kind, Notice.Kind.SEALED), path)
    return review


def may_decide(actor, review) -> bool:
    """Whether this is the actor's to judge: her cell's, or the region's that has no other judge or whose term is over;
    never her own act.
    """
    if review.subject_id == actor.user.pk or not actor.is_live:
        return False
    if actor.may(Permission.REVIEW_ACCESS):
        return review.participation_id == actor.cell.pk
    hers = review.participation_id is None or timezone.localdate() > review.due_on
    return hers and actor.may(Permission.AUDIT_READ) and review.region_id == actor.region.pk


def _hold(review, by, allowed=may_decide):
    # Nothing is joined: who waited for the lock would see the row as it is, and what hangs on it as it was.
    row = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if not allowed(by, row):
        raise PermissionDenied(Permission.REVIEW_ACCESS)
    return row


def _too_late(row):
    if row.waits:
        return Conflict("Er is intussen iets veranderd aan deze toets. Bekijk haar opnieuw.")
    return Conflict(f"Deze toets is al beslist door {row.decided_by.name}. Er valt niets meer te beslissen.")


@transaction.atomic
def ask(*, review, by, question):
    """Ask the employee for more. Conflict (409) when it is decided already or a question is out."""
    row = _hold(review, by)
    try:
        row.ask(question=question)
    except TransitionNotAllowed:
        raise _too_late(row) from None
    row.save()
    record("review.ask", row, by=by, dossier=row.dossier_id)
    path = reverse("access:review_answer", args=[row.public_id])
    notify([(row.subject_id, row.subject_cell_id)], Notice.Kind.ASKED, path)
    return row


@transaction.atomic
def explain(*, review, by, answer):
    """Answer the question of who judges; only the employee herself."""
    row = _hold(review, by, lambda actor, row: row.subject_id == actor.user.pk)
    try:
        row.explain(answer=answer)
    except TransitionNotAllowed:
        raise _too_late(row) from None
    row.save()
    record("review.explain", row, by=by, dossier=row.dossier_id)
    notify(_judges(row), Notice.Kind.ANSWERED, reverse("access:review_task", args=[row.public_id]))
    return row


@transaction.atomic
def decide(*, review, by, justified, decision=""):
    """Judge what somebody did. Unjustified asks for words, ends what still runs and opens an incident (AVG 33).

    Raises PermissionDenied for who may not judge it, Refused (422) without words, Conflict (409) when it is decided.
    """
    row = _hold(review, by)
    if not justified and not decision.strip():
        raise Refused("Schrijf op waarom dit niet gerechtvaardigd is.", field="decision")
    move, now = (row.justify, timezone.now()) if justified else (row.condemn, timezone.now())
    try:
        move(by=by.user, at=now, decision=decision.strip())
    except TransitionNotAllowed:
        raise _too_late(row) from None
    row.save()
    record("review.decide", row, by=by, dossier=row.dossier_id, outcome=str(row.state))
    if not justified:
        _stop(row, by)
        _open_incident(row, by, now)
    if row.subject_cell_id:
        path = reverse("access:review_answer", args=[row.public_id])
        notify([(row.subject_id, row.subject_cell_id)], Notice.Kind.DECIDED, path)
    return row


def _judges(row):
    if row.participation_id:
        return holders(Permission.REVIEW_ACCESS, cell=row.participation_id, without=row.subject_id)
    return holders(Permission.AUDIT_READ, region=row.region_id, without=row.subject_id)


def _stop(row, by):
    """What was misused ends now."""
    for (ended,) in door.call("access_end_misused", row.pk):
        record("access.end_misused", row, by=by, dossier=row.dossier_id, involvement=ended)


def _open_incident(row, by, now):
    what = f"{row.get_kind_display()}: als niet gerechtvaardigd beoordeeld."
    incident = Incident.objects.create(
        region_id=row.region_id,
        review=row,
        dossier_id=row.dossier_id,
        recorded_by=by.user,
        detected_at=now,
        what=what,
    )
    record("incident.open", incident, by=by, dossier=row.dossier_id)
    path = reverse("access:incident", args=[incident.public_id])
    notify(holders(Permission.RIGHTS_HANDLE, region=row.region_id), Notice.Kind.INCIDENT, path)


@transaction.atomic
def open_card(*, review, by):
    """Look at the card and the log of the dossier for this check: a relation of its own, until the term ends."""
    row = _hold(review, by)
    if not row.waits:
        raise _too_late(row)
    if row.dossier is None or row.dossier.sealed:
        raise Refused("Bij deze toets hoort geen dossier dat u kunt bekijken.")
    running = row.dossier.involvements.live().filter(user=by.user, participation=by.cell, relation=Relation.REVIEW)
    if not running.exists():
        # What is late is looked at today; what is not, until the term ends: never longer than five working days.
        last = max(row.due_on, timezone.localdate())
        until = timezone.make_aware(datetime.combine(last, time.max))
        involve(dossier=row.dossier, user=by.user, participation=by.cell, relation=Relation.REVIEW, by=by, until=until)
    return row
