"""What makes it difficult: write it down, say what helps, and say that it is solved."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.timeline import tell
from werkcentrum.access.policy import stance
from werkcentrum.audit.record import record
from werkcentrum.permissions import FieldGroup
from werkcentrum.refusal import Conflict, Refused, save_version
from werkplan.lookback import sees_justice
from werkplan.models import Obstacle
from werkplan.policy import hold

JUSTICE = Obstacle.Kind.JUSTICE
NO_WORDS = "Over politie of justitie schrijven wij alleen op dát er een gesprek nodig is. Laat de tekst leeg (AVG 10)."


def hold_barriers(*, plan, kind, by):
    """The plan, locked, for who may read and write about this kind of obstacle; PermissionDenied (403) otherwise."""
    held, how = hold(plan, by=by), stance(by, plan.client_id)
    # SECURITY: barriers are for UWV, the municipality and the client herself, whoever else leads (AVG 9); that a talk
    # about police or justice is needed, for the municipality alone (AVG 10).
    if FieldGroup.BARRIERS not in how.groups or (kind == JUSTICE and not sees_justice(how)):
        raise PermissionDenied(FieldGroup.BARRIERS)
    return held


def _told(row, verb, text, by):
    event = record(f"werkplan.{verb}", row, by=by, dossier=row.plan.client_id)
    # AVG 9: what it is about stands with the obstacle, for who may read it; the timeline says that there is one.
    tell(client=row.plan.client_id, kind="obstacle", text=text, event=event, by=by)
    return row


def _checked(kind, words, helps):
    if kind == JUSTICE and (words or helps):
        raise Refused(NO_WORDS, field="words" if words else "helps")


@transaction.atomic
def add_obstacle(*, plan, kind, words, helps, by):
    """Write down one of the nine, once while it is there. Raises Conflict, or Refused for words about justice."""
    held = hold_barriers(plan=plan, kind=kind, by=by)
    _checked(kind, words, helps)
    try:
        with transaction.atomic():
            row = Obstacle.objects.create(plan=held, kind=kind, words=words, helps=helps)
    except IntegrityError:
        raise Conflict("Dit staat er al. Wijzig wat er staat, of zeg dat het is opgelost.", field="kind") from None
    return _told(row, "add_obstacle", "Er is opgeschreven wat het lastig maakt.", by)


@transaction.atomic
def edit_obstacle(*, obstacle, version, words, helps, by):
    """Other words, or what helps. Raises Stale on an older `version`, Refused for words about justice."""
    obstacle.plan = hold_barriers(plan=obstacle.plan, kind=obstacle.kind, by=by)
    _checked(obstacle.kind, words, helps)
    obstacle.words, obstacle.helps = words, helps
    save_version(obstacle, version, ["words", "helps"])
    return _told(obstacle, "edit_obstacle", "Wat het lastig maakt is bijgewerkt.", by)


@transaction.atomic
def solve_obstacle(*, obstacle, by):
    """It is no longer in the way. Raises Conflict when that was said before."""
    held = hold_barriers(plan=obstacle.plan, kind=obstacle.kind, by=by)
    row = Obstacle.objects.select_for_update(of=("self",)).get(pk=obstacle.pk)
    if row.solved_on:
        raise Conflict("Dit was al opgelost.")
    row.plan, row.solved_on = held, timezone.localdate()
    row.save(update_fields=["solved_on"])
    return _told(row, "solve_obstacle", "Iets dat het lastig maakte, is opgelost.", by)
