"""Throwing away a step that was made by mistake, while nobody else saw it; that it was there stays in the log."""

from django.db import transaction

from clients.timeline import tell
from werkcentrum.audit.models import Event, Reading
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict
from werkplan import rules
from werkplan.models import Inzet, Step
from werkplan.next_date import refresh_next_on
from werkplan.policy import hold


@transaction.atomic
def discard_step(*, step, by):
    """Delete a step of one's own with what was chosen for it. Raises Conflict as soon as it is more than a slip."""
    plan = hold(step.plan, by=by)
    row = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if sentence := rules.why_not_discard(*_facts(plan, row, by)):
        raise Conflict(sentence)
    title, key = row.title, row.pk
    Inzet.objects.filter(step=row).delete()
    row.delete()
    refresh_next_on(plan)
    event = record("werkplan.discard_step", plan, by=by, dossier=plan.client_id, step=key)
    tell(client=plan.client_id, kind="step", text=f"Per ongeluk gemaakt en weggegooid: ‘{title}’", event=event, by=by)


def _facts(plan, row, by):
    """(whether it is the actor's own, not decided about, not seen by another)."""
    made = Event.objects.filter(dossier=plan.client_id, action="werkplan.add_step", object_id=str(row.pk)).first()
    own = made is not None and made.actor_id == by.user.pk
    chosen = row.inzetten.exclude(state=Inzet.State.EXPLORED).exists()
    decided = row.state != Step.State.PROPOSED or chosen or row.answers.exists()
    since = made.at if made else None
    seen = since is not None and (
        _readings(plan, since).exclude(actor=by.user).exists()
        or plan.versions.filter(created_at__gte=since).exists()
        or Event.objects.filter(dossier=plan.client_id, action="werkplan.send_for_consent", at__gte=since).exists()
    )
    return own, decided, seen


def _readings(plan, since):
    """Openings of the dossier since then; a line in a list or a card shows no step."""
    rows = Reading.objects.filter(dossier=plan.client_id, at__gte=since)
    return rows.exclude(part__startswith="list:").exclude(part__startswith="card:")
