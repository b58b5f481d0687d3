"""Who looked in a dossier, as the client reads it: a day and an employee are one line, and no line holds a name."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, Min
from django.db.models.functions import TruncDate
from django.utils import timezone

from clients.models import LookReport
from werkcentrum.access.models import Review
from werkcentrum.access.roles import ROLES
from werkcentrum.audit.aliases import CLIENT, aliases_of
from werkcentrum.audit.models import Reading
from werkcentrum.audit.parts import part_words
from werkcentrum.regions.models import Participation
from werkcentrum.web.dates import long_date

PAGE = 20
ROWS_A_LINE = 50
"""Readings behind one line, more than most have: how far back a page looks before it folds everything."""
PERIODS = {
    "30": ("Laatste 30 dagen", 30),
    "90": ("Laatste 3 maanden", 91),
    "365": ("Laatste jaar", 365),
    "": ("Alles", None),
}
"""What one can choose, in the address as a number of days; nothing is everything."""
REASONS = {
    "taak": ("Taak", "Dit hoort bij het werk van deze medewerker."),
    "noodtoegang": ("Noodtoegang", "Iemand moest u meteen kunnen helpen. Wij kijken dit altijd na."),
    "toetsing": ("Toetsing", "Iemand keek na of een ander terecht in uw dossier keek."),
    "opzoeken": ("Opzoeken", "Iemand keek of wij u al kennen."),
}


IN_A_LIST = "uw naam in een lijst"


@dataclass(frozen=True)
class Look:
    """One employee on one day: plain strings, and `key` to say which line is meant ("3.2026-11-24")."""

    key: str
    day: str
    times: str
    who: str
    role: str
    partner: str
    parts: list
    reason: str
    why: str
    mine: bool
    report: "Answer | None" = None


@dataclass(frozen=True)
class Answer:
    """What became of a report, in words."""

    state: str
    kind: str
    sentence: str
    due: str
    who: str
    day: str
    words: str


@dataclass(frozen=True)
class Looks:
    """One page of lines, where to go from here, and what became of everything she reported, newest first."""

    rows: list
    more: bool
    page: int
    answers: list


@dataclass(frozen=True)
class Filters:
    """What the address asks for: `periode` in days, `ook=1` for one's own looks too, `pagina`."""

    period: str = ""
    own: bool = False
    page: int = 1

    @classmethod
    def of(cls, query):
        """Filters from a query string; what it does not understand is left out."""
        period, page = query.get("periode", ""), query.get("pagina", "")
        return cls(
            period if period in PERIODS else "", query.get("ook") == "1", int(page[:4]) if page[:4].isdecimal() else 1
        )

    def url(self, **changes):
        """The address with these filters and some changes; a page only when it is not the first."""
        wanted = {"periode": self.period, "ook": "1" if self.own else "", "pagina": ""} | changes
        found = "&".join(f"{name}={value}" for name, value in wanted.items() if value)
        return f"?{found}" if found else "."


def looks_of(client, filters: Filters, *, limit: int = PAGE) -> Looks:
    """Lines of a person's dossier, newest first, folded by day and employee.

    Five queries, and one more when the newest days hold too few lines: where to start, lines, numbers, organisations
    and reports. AVG 15: who received the data; names of employees stay out (HvJ EU C-579/21), a fixed number shows
    what repeats.
    """
    page = max(filters.page, 1)
    found = _newest(client, filters, page * limit + 1)[(page - 1) * limit :]
    numbers = aliases_of(client.pk, {row["actor"] for row in found if row["role"] != CLIENT})
    cells = Participation.objects.filter(pk__in={row["participation"] for row in found} - {None})
    partners = dict(cells.values_list("pk", "partner__name"))
    answers = {(row.actor_id, row.day): answer_of(row) for row in _reports(client)}
    rows = [_look(row, numbers, partners, answers) for row in found[:limit]]
    return Looks(rows, len(found) > limit, page, list(answers.values()))


def _newest(client, filters, lines):
    """The first so many lines: folded from the days that surely hold them, and from everything if they do not."""
    rows = _readings(client, filters)
    oldest = rows.order_by("-at").values_list("at", flat=True)[lines * ROWS_A_LINE : lines * ROWS_A_LINE + 1].first()
    if oldest:
        # A day that is read in part would be a line that is told in part.
        found = list(_folded(rows.filter(at__gte=_midnight_after(oldest)))[:lines])
        if len(found) == lines:
            return found
    return list(_folded(rows)[:lines])


def _midnight_after(at):
    day = timezone.localdate(at) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _readings(client, filters):
    rows = Reading.objects.filter(dossier=client.pk)
    days = PERIODS[filters.period][1]
    if days:
        rows = rows.filter(at__gte=timezone.now() - timedelta(days=days))
    return rows if filters.own else rows.exclude(role=CLIENT)


def _folded(rows):
    folded = rows.annotate(day=TruncDate("at")).values("day", "actor", "role", "purpose", "participation")
    return folded.annotate(first=Min("at"), last=Max("at"), parts=ArrayAgg("part", distinct=True)).order_by("-last")


def _look(row, numbers, partners, answers):
    mine = row["role"] == CLIENT
    number = numbers.get(row["actor"], 0)
    reason, why = REASONS.get(row["purpose"], REASONS["taak"])
    return Look(
        key="" if mine else f"{number}.{row['day']}",
        day=long_date(row["day"]),
        times=_times(row["first"], row["last"]),
        who="uzelf" if mine else name_of(number),
        role=ROLES[row["role"]].label.lower() if row["role"] in ROLES and not mine else "",
        partner="" if mine else partners.get(row["participation"], ""),
        parts=sorted({IN_A_LIST if part.startswith("list:") else part_words(part) for part in row["parts"]}),
        reason="" if mine else reason,
        why="" if mine else why,
        mine=mine,
        report=None if mine else answers.get((row["actor"], row["day"])),
    )


def name_of(number: int) -> str:
    """What the client calls an employee."""
    return f"medewerker {number}"


def _times(first, last):
    start, end = (f"{timezone.localtime(at):%H.%M}" for at in (first, last))
    return f"om {start} uur" if start == end else f"tussen {start} en {end} uur"


def line_of(client, key: str) -> dict | None:
    """The employee, cell, number and day behind the key of a line; None when no such line is this client's."""
    number, _, text = key.partition(".")
    day = _day(text)
    if not number.isdecimal() or day is None:
        return None
    actor = {value: actor for actor, value in aliases_of(client.pk).items()}.get(int(number[:9]))
    start = timezone.make_aware(datetime.combine(day, datetime.min.time()))
    rows = Reading.objects.filter(dossier=client.pk, actor=actor, at__gte=start, at__lt=start + timedelta(days=1))
    row = rows.exclude(role=CLIENT).select_related("actor", "participation__partner").order_by("-at").first()
    if row is None:
        return None
    return {"actor": row.actor, "participation": row.participation, "number": int(number), "day": day}


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _reports(client):
    # SECURITY: crosses the second door: of a check only its state, for the client who asked for it.
    return LookReport.objects.filter(client=client).select_related("review").order_by("-reported_at")


OUTCOMES = {
    "wait": ("wait", "Wij zoeken het uit", "Wij zoeken dit uit. U hoort het uiterlijk op {due}."),
    "late": ("wait", "Wij zoeken het uit", "U zou het op {due} horen. Het duurt langer. Sorry. Vraag er gerust naar."),
    "justified": ("done", "Uitgezocht", "Deze medewerker had een goede reden om te kijken. Het hoorde bij het werk."),
    "unjustified": (
        "stop",
        "Uitgezocht",
        "Deze medewerker had geen goede reden om te kijken. De privacy officer van het Werkcentrum pakt dit op. "
        "Die neemt contact met u op.",
    ),
}


def answer_of(report) -> Answer:
    """What became of a report, from the state of its check.

    AVG: never the words of who judged: they are about a colleague and may name one.
    """
    due, state = long_date(report.due_on), report.review.state
    if state in Review.WAITING:
        state = "late" if timezone.localdate() > report.due_on else "wait"
    kind, label, sentence = OUTCOMES[state]
    return Answer(
        label, kind, sentence.format(due=due), due, name_of(report.number), long_date(report.day), report.words
    )
