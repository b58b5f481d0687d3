"""The history of one part of a plan: per change what was and what became, who did it, why, and under which event."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import Http404
from django.utils import timezone

from clients.models import Entry
from clients.story import event_of
from clients.voices import Voice
from werkcentrum.web.dates import full_date, long_date
from werkplan.models import Agreement, Goal, Inzet, Step

PARTS: dict[str, tuple[type[Model], str]] = {
    "doel": (Goal, "Geschiedenis van dit doel"),
    "stap": (Step, "Geschiedenis van deze stap"),
    "afspraak": (Agreement, "Geschiedenis van deze afspraak"),
    "inzet": (Inzet, "Geschiedenis van deze hulp"),
}
"""Word in the address → (model, heading)."""
UNTOLD = {"id", "version", "plan", "step", "goal", "position", "code"}
"""Columns that say nothing to a reader."""


@dataclass(frozen=True)
class Change:
    """One deed: `lines` are (what, was, became); the first of a part has no "was"."""

    day: str
    time: str
    text: str
    who: str
    why: str
    event: str
    lines: list[tuple[str, str, str]]


def history_of(plan, kind, pk) -> tuple[str, list[Change]]:
    """(heading, changes with the newest first) of a part of this plan. Raises Http404 when it is no part of it.

    Two statements, whatever the number of changes. The client reads it in the words of `clients/voices.toml` elsewhere.
    """
    if kind not in PARTS:
        raise Http404
    model, heading = PARTS[kind]
    if not model._default_manager.filter(plan=plan, pk=pk).exists():
        raise Http404
    rows = list(model.history.filter(id=pk).order_by("history_date", "history_id"))  # type: ignore[attr-defined]
    told = {
        entry.event_id: event_of(entry, Voice.COACH)
        for entry in Entry.objects.filter(
            client=plan.client_id, event_id__in=[row.event_id for row in rows]
        ).select_related("actor")
    }
    changes = [_change(row, before, told.get(row.event_id)) for before, row in zip([None, *rows], rows, strict=False)]
    return heading, [change for change in reversed(changes) if change.lines or change.text]


def _change(row, before, told) -> Change:
    at = timezone.localtime(row.history_date)
    return Change(
        day=full_date(at.date()),
        time=f"{at:%H:%M}",
        text=told["text"] if told else "Bijgewerkt.",
        who=told["who"] if told else "",
        why=told["why"] if told else "",
        event=str(row.event_id or ""),
        lines=_lines(row, before),
    )


def _lines(row, before):
    fields = [field for field in row.tracked_fields if field.name not in UNTOLD]
    pairs = [(field, _words(field, before) if before else "", _words(field, row)) for field in fields]
    return [(str(field.verbose_name).capitalize(), was, now) for field, was, now in pairs if was != now]


def _words(field, row) -> str:
    value: Any = getattr(row, field.attname)
    if value in (None, ""):
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.is_relation:
        return str(getattr(row, field.name))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return long_date(value) if hasattr(value, "year") else str(value)
