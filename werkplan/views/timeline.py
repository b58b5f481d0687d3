"""The timeline of a dossier: one line an event, grouped by day, newest first; for colleagues, and for the client."""

from datetime import datetime, time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients.policy import open_client
from clients.shown import person
from clients.story import ON_PAPER, Filters, chips_of, days_of, event_of, lines_of, page_of
from clients.voices import Voice
from werkcentrum.access.routes import tagged
from werkcentrum.audit.record import record
from werkcentrum.paper import paper
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Refused
from werkcentrum.web.dates import long_date
from werkplan.history import history_of
from werkplan.mine import open_own
from werkplan.policy import open_plan
from werkplan.views.frame import show_page

TITLE = "Verloop van het dossier"
OWN_TITLE = "Wat is er gebeurd"


@tagged("timeline", "read")
def show(request, public_id):
    """What happened, by subject, by who did it, in one of three voices; twenty lines at a time, in one query."""
    opened = open_client(request.actor, public_id, part="timeline", needs=P.CLIENT_READ, group=FieldGroup.PLAN)
    filters = Filters.of(request.GET)
    entries, next_url = page_of(opened.client, filters, opened.stance.groups, request.path)
    context = {
        "days": days_of(entries, filters.voice),
        "chips": chips_of(filters),
        "folded": not (filters.doer or filters.voice != Voice.COACH),
        "next_url": next_url,
        "picking": "kiezen" in request.GET,
        "filters": filters,
        "pick_url": f"{filters.url()}&kiezen" if filters.url() else "?kiezen",
        "first": not filters.after,
        "is_filtered": bool(filters.milestones or filters.subject or filters.doer),
    }
    return show_page(request, "werkplan/timeline.html", opened, tab="timeline", **context)


@tagged("timeline", "print")
@require_safe
def on_paper(request, public_id):
    """The lines that were picked, or all that the filters leave, as PDF in the chosen voice."""
    opened = open_client(request.actor, public_id, part="timeline", needs=P.CLIENT_READ, group=FieldGroup.PLAN)
    filters = Filters.of(request.GET)
    return _paper(request, opened, filters, TITLE, back=("werkplan:timeline", opened.client.public_id))


@tagged("history", "read")
@require_safe
def history(request, public_id, kind, pk):
    """What became of one goal, step, agreement or offer: before and after, who, why, under which event."""
    opened = open_plan(request.actor, public_id, part="timeline")
    heading, changes = history_of(opened.plan, kind, pk)
    return show_page(request, "werkplan/history.html", opened, heading=heading, changes=changes)


@tagged("timeline", "read", needs=P.OWN_PLAN_READ)
@require_safe
def my_story(request):
    """What happened, in the client's own words: no names of staff, no terms of the trade."""
    own = open_own(request.actor, part="own_timeline")
    filters = Filters.of(request.GET, voice=Voice.CLIENT)
    entries, next_url = page_of(own.client, filters, own.stance.groups, request.path)
    context = {
        "client": person(own),
        "days": days_of(entries, Voice.CLIENT),
        "chips": chips_of(filters),
        "filters": filters,
        "paper_query": filters.url(),
        "next_url": next_url,
        "first": not filters.after,
    }
    return render(request, "portal/my_story.html", context)


@tagged("timeline", "print", needs=P.OWN_PLAN_READ)
@require_safe
def my_story_paper(request):
    """The same as PDF, to take along."""
    own = open_own(request.actor, part="own_timeline")
    filters = Filters.of(request.GET, voice=Voice.CLIENT)
    return _paper(request, own, filters, OWN_TITLE, back=("werkplan:my_story",))


def _paper(request, opened, filters, title, back):
    rows = list(lines_of(opened.client, filters, opened.stance.groups)[: ON_PAPER + 1])
    today = timezone.localdate()
    context = {
        "title": title,
        "name": opened.client.name,
        "as_of": long_date(today),
        "events": [event_of(row, filters.voice) for row in rows[:ON_PAPER]],
        "more": len(rows) > ON_PAPER,
        "archive": filters.voice == Voice.ARCHIVE,
    }
    created = timezone.make_aware(datetime.combine(today, time()))
    try:
        body = paper(render_to_string("pdf/story.html", context), title=title, created=created)
    except Refused as no:
        messages.error(request, no.sentence)
        return redirect(*back)
    record("werkplan.print_story", opened.client, by=request.actor, dossier=opened.client.pk, voice=str(filters.voice))
    # AVG: a file name travels further than the file; it says nothing about whom.
    headers = {"Content-Disposition": 'inline; filename="verloop.pdf"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)
