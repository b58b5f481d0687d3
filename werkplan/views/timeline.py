"""The timeline of a dossier: one line an event, grouped by day, newest first."""

from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone

from clients.models import Entry
from clients.policy import open_client
from werkcentrum.access.routes import tagged
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P
from werkcentrum.web.dates import full_date, relative
from werkplan.views.frame import show_page

AT_ONCE = 20
ICONS = {"client": "person", "staff": "talk", "partner": "partner", "system": "repeat"}


@tagged("timeline", "read")
def show(request, public_id):
    """Everything that happened, or only the milestones; twenty lines at a time, in one query."""
    opened = open_client(request.actor, public_id, part="timeline", needs=P.CLIENT_READ, group=FieldGroup.PLAN)
    milestones = request.GET.get("toon") == "mijlpalen"
    rows = Entry.objects.filter(client=opened.client).select_related("actor").order_by("-at", "-pk")
    if milestones:
        rows = rows.filter(milestone=True)
    found = list(_after(rows, request.GET.get("na", ""))[: AT_ONCE + 1])
    more = found[AT_ONCE - 1] if len(found) > AT_ONCE else None
    context = {
        "days": _days(found[:AT_ONCE]),
        "chips": _chips(request.path, milestones),
        "next_url": _url(request.path, milestones, more) if more else "",
        "milestones": milestones,
        "first": "na" not in request.GET,
    }
    return show_page(request, "werkplan/timeline.html", opened, tab="timeline", **context)


def _after(rows, mark):
    """Rows older than the mark `moment~id`; a mark that is none is ignored."""
    moment, _, pk = mark.partition("~")
    try:
        at, number = datetime.fromisoformat(moment), int(pk)
    except ValueError:
        return rows
    if timezone.is_naive(at):
        return rows
    return rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=number))


def _url(path, milestones, row=None):
    query = {"toon": "mijlpalen"} if milestones else {}
    if row:
        query["na"] = f"{row.at.isoformat()}~{row.pk}"
    return f"{path}?{urlencode(query)}" if query else path


def _chips(path, milestones):
    return [
        {"label": "Alles", "url": path, "current": not milestones},
        {"label": "Mijlpalen", "url": _url(path, True), "current": milestones},
    ]


def _days(rows):
    today = timezone.localdate()
    days = groupby(rows, key=lambda row: timezone.localtime(row.at).date())
    return [
        (relative(day, today).capitalize(), full_date(day), [_event(row) for row in events]) for day, events in days
    ]


def _event(row):
    who = row.actor.name if row.actor and row.voice != Entry.Voice.CLIENT else row.get_voice_display()
    return {
        "icon": ICONS[row.voice],
        "text": row.text,
        "who": ", ".join(part for part in (who, row.partner_name) if part),
        "time": f"{timezone.localtime(row.at):%H:%M}",
        "milestone": row.milestone,
        "before": row.before,
        "after": row.after,
    }
