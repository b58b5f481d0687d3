"""How the work for later stands: who works, what waits, what is stuck, and how each task of the night went."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from werkcentrum.outbox import night
from werkcentrum.outbox.models import Beat, Message
from werkcentrum.outbox.registry import night_tasks

ALIVE = timedelta(minutes=2)
LATE = timedelta(minutes=10)
SHOWN = 50


@dataclass(frozen=True)
class NightLine:
    """One task of the night: when it last ran and what it said, or what went wrong."""

    title: str
    at: datetime | None
    look: str
    state: str
    said: str


@dataclass(frozen=True)
class Health:
    """Everything the page tells."""

    beat: datetime | None
    alive: bool
    waiting: int
    oldest: datetime | None
    late: bool
    failed: int
    stuck: list
    nights: list[NightLine]
    next_night: datetime


def title_of(name) -> str:
    """What the page calls a task."""
    titles = {task.name: task.title for task in night_tasks()} | {night.START: "Begin van de nacht"}
    return titles.get(name) or {"signals": "Signalen van een klant berekenen"}.get(name, name)


def health() -> Health:
    """In four queries, whatever waits."""
    now = timezone.now()
    beat = Beat.objects.aggregate(last=Max("at"))["last"]
    due = Message.objects.due(now).aggregate(
        number=Count("pk"), oldest=Min("run_at"), failed=Count("pk", filter=~Q(error=""))
    )
    stuck = Message.objects.stuck().order_by("-stuck_at")[:SHOWN]
    oldest = due["oldest"]
    day = timezone.localdate(now)
    coming = night.begins(day) if now < night.begins(day) else night.begins(day + timedelta(days=1))
    return Health(
        beat=beat,
        alive=beat is not None and now - beat < ALIVE,
        waiting=due["number"],
        oldest=oldest,
        late=oldest is not None and now - oldest > LATE,
        failed=due["failed"],
        stuck=[{"pk": row.pk, "title": title_of(row.name), "at": row.stuck_at, "error": row.error} for row in stuck],
        nights=_nights(),
        next_night=coming,
    )


def _nights():
    tasks = night_tasks()
    rows = Message.objects.filter(name__in=[task.name for task in tasks]).order_by("name", "-pk").distinct("name")
    last = {row.name: row for row in rows}
    return [_night_line(task, last.get(task.name)) for task in tasks]


def _night_line(task, row):
    if row is None:
        return NightLine(task.title, None, "", "Nog niet geweest", "")
    if row.done_at:
        return NightLine(task.title, row.done_at, "done", "Gelukt", row.said)
    if row.stuck_at:
        return NightLine(task.title, row.stuck_at, "stop", "Vastgelopen", row.error)
    if row.error:
        return NightLine(task.title, row.run_at, "wait", "Mislukt, wordt opnieuw geprobeerd", row.error)
    return NightLine(task.title, row.run_at, "wait", "Wacht", "")
