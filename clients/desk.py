"""What the desk has to know today: who came, who is to be called back, what is unfinished, who waits for a partner."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from clients.models import Handover, Intake, LightContact, Visit
from clients.receiver import partner_name
from werkcentrum.access import policy
from werkcentrum.web import dates

MOST = 12
"""Rows per list; what is beyond is told as a number."""
BAR = 100
"""Width of the longest bar, in the units of the drawing."""


@dataclass(frozen=True)
class Counters:
    """Today's contacts: `bars` per reason as (label, number, width), and three totals."""

    bars: list[tuple[str, int, int]]
    visits: int
    light: int
    registered: int


def counters(actor) -> Counters:
    """Contacts recorded today at the actor's desk (without a desk: by the actor). One query."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    rows = Visit.objects.visible_to(actor).filter(at__gte=midnight)
    rows = list(rows.values_list("reason", "outcome").annotate(number=Count("pk")))
    by_reason = {value: sum(number for reason, _, number in rows if reason == value) for value in Visit.Reason.values}
    most = max(by_reason.values(), default=0) or 1
    return Counters(
        bars=[
            (Visit.Reason(value).label, number, BAR * number // most) for value, number in by_reason.items() if number
        ],
        visits=sum(by_reason.values()),
        light=sum(number for _, outcome, number in rows if outcome == Visit.Outcome.LIGHT),
        registered=sum(number for _, outcome, number in rows if outcome == Visit.Outcome.REGISTERED),
    )


def call_backs(actor):
    """Light contacts to call back, the most urgent first, as (rows, how many more)."""
    rows = LightContact.objects.visible_to(actor).filter(done_at=None, call_back_on__isnull=False)
    rows = list(rows.select_related("recorded_by").order_by("call_back_on", "pk")[: MOST + 1])
    # AVG: names of people without a dossier were shown.
    if rows:
        actor.saw([None], "list:light_contacts")
    today = timezone.localdate()
    return [
        {
            "id": row.public_id,
            "name": row.call_name,
            "reach": [text for text in (row.phone, row.email) if text],
            "question": row.question,
            "when": dates.relative(row.call_back_on, today),
            "late": row.call_back_on < today,
            "due": row.call_back_on <= today,
            "who": row.recorded_by.name,
        }
        for row in rows[:MOST]
    ], len(rows) > MOST


def unfinished(actor):
    """Intakes of this desk that the actor may go on with, as (rows, whether there are more)."""
    rows = Intake.objects.visible_to(actor).filter(state=Intake.State.DRAFT, client__dossier__closed_at=None)
    if actor.membership.desk_id:
        rows = rows.filter(desk=actor.membership.desk_id)
    rows = list(rows.select_related("client", "started_by").order_by("-started_at")[: MOST + 1])
    actor.saw([row.client_id for row in rows[:MOST]], "list:intakes")
    return [
        {
            "name": row.client.name,
            "url": reverse("clients:intake", args=[row.client.public_id, 1]),
            "since": dates.relative(timezone.localtime(row.started_at).date(), timezone.localdate()),
            "who": "door uzelf" if row.started_by_id == actor.user.pk else f"door {row.started_by.name}",
        }
        for row in rows[:MOST]
    ], len(rows) > MOST


def waiting(actor):
    """Dossiers that the actor's cell offered and that wait for an answer, as (rows, whether there are more)."""
    rows = Handover.objects.open().filter(from_participation=actor.cell, client__in=policy.dossiers_open_to(actor))
    rows = rows.select_related("client", "to_participation__partner", "to_participation__region")
    rows = list(rows.order_by("due_on", "pk")[: MOST + 1])
    actor.saw([row.client_id for row in rows[:MOST]], "list:waiting")
    today = timezone.localdate()
    return [
        {
            "name": row.client.name,
            "url": reverse("clients:person", args=[row.client.public_id]),
            "to": partner_name(row.to_participation),
            "due": dates.relative(row.due_on, today),
            "late": row.due_on < today,
        }
        for row in rows[:MOST]
    ], len(rows) > MOST
