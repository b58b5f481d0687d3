"""The register of incidents: adding one, judging it within 72 hours, closing it (AVG 33)."""

from django.db import transaction
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from werkcentrum.access.models import Incident
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission
from werkcentrum.refusal import Conflict


@transaction.atomic
def add_incident(*, what, by) -> Incident:
    """Put an incident in the register of the region; the clock starts now."""
    by.require(Permission.RIGHTS_HANDLE)
    incident = Incident.objects.create(region=by.region, recorded_by=by.user, detected_at=timezone.now(), what=what)
    record("incident.open", incident, by=by)
    return incident


def _hold(incident, by):
    by.require(Permission.RIGHTS_HANDLE)
    return Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk, region=by.region)


def _move(row, by, move, action, **values):
    try:
        move(at=timezone.now(), **values)
    except TransitionNotAllowed:
        raise Conflict(
            f"Dit incident is intussen {row.get_state_display()}. Bekijk het opnieuw voordat u verdergaat."
        ) from None
    row.save()
    record(action, row, by=by, dossier=row.dossier_id)
    return row


@transaction.atomic
def judge_incident(*, incident, reported, clients_told, why, by) -> Incident:
    """Keep whether it was reported to the supervisor and told to the client, and why. Conflict when judged already."""
    row = _hold(incident, by)
    values = {"reported": reported, "clients_told": clients_told, "why": why}
    return _move(row, by, row.judge, "incident.judge", **values)


@transaction.atomic
def close_incident(*, incident, measures, glass_again, by) -> Incident:
    """Close a judged incident; `glass_again` gives the employee emergency access back. Conflict when not judged."""
    row = _hold(incident, by)
    return _move(row, by, row.close, "incident.close", measures=measures, glass_again=glass_again)


def clock(incident, now) -> str:
    """What the clock of 72 hours says, in Dutch."""
    if incident.judged_at:
        hours = int((incident.judged_at - incident.detected_at).total_seconds() // 3600)
        return f"beoordeeld na {hours} uur"
    left = int((incident.report_by - now).total_seconds() // 3600)
    return f"nog {left} uur" if left >= 0 else f"{-left} uur te laat"
