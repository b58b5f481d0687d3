"""What happened to a person, as a list to read and to print: filters that live in the address, one page at a time."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone

from clients.models import Entry
from clients.voices import Voice, told
from werkcentrum.permissions import FieldGroup
from werkcentrum.web.dates import full_date, relative

AT_ONCE = 20
ON_PAPER = 400
"""Lines on paper at most: a table of thousands of rows takes minutes to make (measured)."""
ICONS = {"client": "person", "staff": "talk", "partner": "partner", "system": "repeat"}
SUBJECTS = {
    "plan": ("Plan en stappen", ("plan", "goal", "step", "inzet", "agreement", "version", "card", "debt")),
    "contact": ("Afspraken en gesprekken", ("appointment", "contact", "note", "review")),
    "inkomen": ("Inkomen", ("income",)),
    "hulp": ("Wie helpt", ("handover", "team", "dossier")),
    "gegevens": ("Gegevens", ("register", "privacy", "intake", "person", "document", "consent", "rights")),
}
"""Word in the address → (name of the filter, kinds of lines)."""
DOERS = {"klant": ("De klant", Entry.Voice.CLIENT), "medewerker": ("Medewerkers", Entry.Voice.STAFF)}
GROUP_OF = {"income": FieldGroup.INCOME, "intake": FieldGroup.PROFILE, "debt": FieldGroup.BARRIERS}
"""Lines of these kinds tell something of a group that not everybody who sees the plan has."""


@dataclass(frozen=True)
class Filters:
    """What the address asks for; what it does not understand is left out."""

    milestones: bool = False
    subject: str = ""
    doer: str = ""
    voice: Voice = Voice.COACH
    after: str = ""
    picks: tuple[int, ...] = ()

    @classmethod
    def of(cls, query, voice=None):
        """Filters from a query string; `voice` when the reader has no choice."""
        asked = query.get("stem", "")
        return cls(
            milestones=query.get("toon") == "mijlpalen",
            subject=query.get("over", "") if query.get("over") in SUBJECTS else "",
            doer=query.get("wie", "") if query.get("wie") in DOERS else "",
            voice=voice or (Voice(asked) if asked in Voice.values else Voice.COACH),
            after=query.get("na", ""),
            picks=tuple(int(word) for word in query.getlist("regel")[:ON_PAPER] if word.isdecimal() and len(word) < 19),
        )

    def url(self, path="", **changes):
        """The address of the list with these filters and some changes; it starts at the newest line."""
        other = replace(self, after="", picks=(), **changes)
        voice = "" if other.voice == Voice.COACH else str(other.voice)
        words = {"toon": "mijlpalen" if other.milestones else "", "over": other.subject, "wie": other.doer}
        query = urlencode({name: word for name, word in (words | {"stem": voice}).items() if word})
        return f"{path}?{query}" if query else path


def lines_of(client, filters, groups):
    """The lines of this client that `filters` ask for and `groups` may see, newest first, unsliced."""
    rows = Entry.objects.filter(client=client).select_related("actor").order_by("-at", "-pk")
    rows = rows.exclude(kind__in=[kind for kind, group in GROUP_OF.items() if group not in groups])
    if filters.picks:
        return rows.filter(pk__in=filters.picks)
    if filters.milestones:
        rows = rows.filter(milestone=True)
    if filters.subject:
        rows = rows.filter(kind__in=SUBJECTS[filters.subject][1])
    if filters.doer:
        rows = rows.filter(voice=DOERS[filters.doer][1])
    return _after(rows, filters.after)


def page_of(client, filters, groups, path) -> tuple[list[Entry], str]:
    """(at most AT_ONCE lines, the address of the next page or ""): one statement."""
    found = list(lines_of(client, filters, groups)[: AT_ONCE + 1])
    if len(found) <= AT_ONCE:
        return found, ""
    last = found[AT_ONCE - 1]
    address = filters.url(path)
    mark = urlencode({"na": f"{last.at.isoformat()}~{last.pk}"})
    return found[:AT_ONCE], f"{address}{'&' if '?' in address else '?'}{mark}"


def days_of(entries, voice):
    """[(day in words, full date, events as ready strings)], for the page."""
    today = timezone.localdate()
    days = groupby(entries, key=lambda row: timezone.localtime(row.at).date())
    return [
        (relative(day, today).capitalize(), full_date(day), [event_of(row, voice) for row in rows])
        for day, rows in days
    ]


def event_of(row, voice) -> dict:
    """One line as ready strings; only colleagues and the archive read the number of the event."""
    line = told(row, voice)
    return {
        "pk": row.pk,
        "icon": ICONS[row.voice],
        "text": line.text,
        "who": line.who,
        "day": full_date(timezone.localtime(row.at).date()),
        "time": f"{timezone.localtime(row.at):%H:%M}",
        "milestone": row.milestone,
        "before": line.before,
        "after": line.after,
        "why": line.why,
        "event": "" if voice == Voice.CLIENT else str(row.event_id),
        "deed": row.deed if voice == Voice.ARCHIVE else "",
    }


def chips_of(filters):
    """The rows of chips: what about, who did it, in whose words."""
    subjects = [("", "Alles")] + [(word, name) for word, (name, _kinds) in SUBJECTS.items()]
    doers = [("", "Iedereen")] + [(word, name) for word, (name, _voice) in DOERS.items()]
    return {
        "subjects": [_chip(name, filters, subject=word) for word, name in subjects],
        "weight": [_chip("Alles", filters, milestones=False), _chip("Alleen mijlpalen", filters, milestones=True)],
        "doers": [_chip(name, filters, doer=word) for word, name in doers],
        "voices": [_chip(voice.label, filters, voice=voice) for voice in Voice],
    }


def _chip(label, filters, **change):
    ((name, value),) = change.items()
    return {"label": label, "url": filters.url(**change) or ".", "current": getattr(filters, name) == value}


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
