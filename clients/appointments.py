"""Appointments as pages show them: of one person, of one coach in a week, and of a client herself."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from clients.models import Appointment
from clients.receiver import partner_name
from clients.undo import why_appointment_stands
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.web.dates import full_date, relative, short_date

State = Appointment.State
LOOK = {
    State.PLANNED: "info",
    State.HELD: "done",
    State.MOVED: "rest",
    State.CANCELLED: "rest",
    State.MISSED: "wait",
}
CIRCLE = (Relation.LEAD, Relation.TEAM, Relation.SUPPORT, Relation.PROPOSED)
PAST = 10
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """One appointment in plain words. `answer`: it is over and nobody said how it went."""

    id: str
    day: str
    clock: str
    how: str
    who: str
    subject: str
    state: str
    look: str
    url: str = ""
    name: str = ""
    answer: bool = False
    version: int = 1
    note: str = ""


def line_of(row, *, url="", name="", today=None) -> Line:
    """One appointment; `row` comes with host, participation and guests."""
    local = timezone.localtime(row.starts_at)
    today = today or timezone.localdate()
    over = row.state == State.PLANNED and row.ends_at < timezone.now()
    return Line(
        id=str(row.public_id),
        day=relative(local.date(), today),
        clock=f"{local:%H:%M} – {timezone.localtime(row.ends_at):%H:%M}",
        how=how_of(row),
        who=who_of(row),
        subject=row.subject,
        state="Hoe ging het?" if over else row.get_state_display(),
        look="wait" if over else LOOK[State(row.state)],
        url=url,
        name=name,
        answer=over,
        version=row.version,
        note=_note(row),
    )


def _note(row):
    if row.state != State.CANCELLED:
        return ""
    who = f"Afgezegd: {row.get_cancelled_by_display().lower()}"
    return f"{who}. {row.reason}" if row.reason else f"{who}."


def how_of(row) -> str:
    """`Wijkcentrum, kamer 2`, `Telefonisch` or `Via beeldbellen`, with what was noted of the place."""
    if row.way == Appointment.Way.PLACE:
        return row.place
    return f"{row.get_way_display()}: {row.place}" if row.place else row.get_way_display()


def who_of(row) -> str:
    """`Ans de Boer (UWV), gemeente Leeuwarden`: host and guests by name and partner."""
    people = [f"{row.host.name} ({partner_name(row.participation)})"]
    for guest in row.guests.all():
        partner = partner_name(guest.participation)
        people.append(f"{guest.user.name} ({partner})" if guest.user else partner)
    return ", ".join(people)


def whole(rows):
    """Appointments with everything that a line shows: two queries, however many."""
    return rows.select_related("host", "participation__partner").prefetch_related(
        "guests__user", "guests__participation__partner"
    )


def of_client(opened):
    """(coming and unanswered lines, past lines) of one person: the past ones are the newest ten."""
    rows = whole(Appointment.objects.filter(client=opened.client.pk))
    now = timezone.now()
    page = _page(opened.client.public_id)
    ahead = rows.filter(state=State.PLANNED).order_by("starts_at")
    behind = rows.exclude(state=State.PLANNED).exclude(cancelled_by=Appointment.Party.MISTAKE).order_by("-starts_at")
    return (
        [line_of(row, url=page(row), today=timezone.localdate(now)) for row in ahead],
        [line_of(row, url=page(row)) for row in behind[:PAST]],
    )


def _page(public_id):
    return lambda row: reverse("clients:appointment", args=[public_id, row.public_id])


def circle_of(client, actor):
    """Live relations of who can be asked along: everybody who helps or is proposed, without the actor."""
    rows = Involvement.objects.live().filter(dossier=client.pk, relation__in=CIRCLE).exclude(user=actor.user)
    found = {row.user_id: row for row in rows.select_related("user", "participation__partner")}
    return sorted(found.values(), key=lambda row: row.user.name)


@dataclass(frozen=True)
class Day:
    """One day of the agenda."""

    label: str
    lines: list
    today: bool


@dataclass(frozen=True)
class Week:
    """A week of somebody's own agenda, day by day, and the weeks around it as `jjjj-Wnn`."""

    label: str
    days: list
    total: int
    before: str
    after: str
    is_now: bool


def week_of(actor, text) -> Week:
    """The week that `text` names (`2026-W48`; this week for anything else), of what the actor holds or is asked for."""
    today = timezone.localdate()
    monday = _monday(text) or today - timedelta(days=today.weekday())
    since = timezone.make_aware(datetime.combine(monday, time.min))
    rows = Appointment.objects.visible_to(actor).with_actor(actor)
    rows = rows.filter(starts_at__gte=since, starts_at__lt=since + WEEK).exclude(state__in=[State.MOVED])
    rows = rows.exclude(cancelled_by=Appointment.Party.MISTAKE)
    rows = list(whole(rows.select_related("client")).order_by("starts_at", "pk"))
    opens = set(Involvement.objects.of(actor).opening().filter(dossier__in={row.client_id for row in rows}).values_list(
        "dossier_id", flat=True
    ))  # fmt: skip
    actor.saw([row.client_id for row in rows], "list:appointments")
    days = []
    for offset in range(7):
        day = monday + timedelta(days=offset)
        lines = [_own_line(row, opens, today) for row in rows if timezone.localdate(row.starts_at) == day]
        if lines or offset < 5:
            days.append(Day(full_date(day), lines, day == today))
    sunday = monday + timedelta(days=6)
    label = f"Week {monday.isocalendar().week}: {short_date(monday)} tot en met {short_date(sunday)}"
    current = monday <= today < monday + WEEK
    return Week(label, days, len(rows), _name(monday - WEEK), _name(monday + WEEK), current)


def _own_line(row, opens, today):
    if row.client_id in opens:
        url = reverse("clients:appointment", args=[row.client.public_id, row.public_id])
        return line_of(row, url=url, name=row.client.name, today=today)
    # AVG: who is asked for a dossier that is not (yet) hers knows the card only.
    return line_of(row, name=f"{row.client.initials}, {row.client.birth_on.year}", today=today)


def _monday(text):
    try:
        year, _, week = text.partition("-W")
        return date.fromisocalendar(int(year), int(week), 1)
    except ValueError:
        return None


def _name(monday):
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"


def undoable(row, actor) -> bool:
    """Whether the button "Ongedaan maken" stands there."""
    return not why_appointment_stands(row, actor)
