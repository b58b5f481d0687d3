"""The head of every page of a dossier: who it is about, in which situation, who leads, and the tabs."""

from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from clients.models import IncomePeriod
from clients.receiver import partner_name
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.access.models.dossier import FAR_AWAY
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P
from werkcentrum.web.dates import MONTHS, SHORT_MONTHS, relative

# Label, route with `public_id`, key, permission. A tab whose route does not exist (yet) is left out.
TABS = (
    ("Plan", "werkplan:plan", "plan", P.WERKPLAN_READ),
    ("Contact", "clients:contact", "contact", P.WERKPLAN_READ),
    ("Verloop", "werkplan:timeline", "timeline", P.CLIENT_READ),
    ("Intake", "clients:person", "intake", P.CLIENT_READ),
    ("Documenten", "werkplan:documents", "documents", P.WERKPLAN_READ),
    ("Wie kijkt mee", "clients:watchers", "watchers", P.CLIENT_READ),
)

OF_THE_PLAN = {"plan", "contact", "timeline", "documents"}


@dataclass(frozen=True)
class Header:
    """What `clients/_header.html` shows; plain strings."""

    name: str
    line: str
    facts: list = field(default_factory=list)
    tabs: list = field(default_factory=list)
    lead_cell: int | None = None


def header_of(opened, tab="") -> Header:
    """The header of an open dossier (`open_client`'s answer) with `tab` as current page: two queries."""
    client, stance = opened.client, opened.stance
    lead = lead_of(client)
    facts = [{"label": "Gemeente", "value": client.municipality.name}]
    if lead:
        facts.append({"label": "Regiehouder", "value": f"{lead.user.name}, {partner_name(lead.participation)}"})
        if str(lead.next_on) != FAR_AWAY:
            facts.append({"label": "Eerstvolgende datum", "value": relative(lead.next_on, timezone.localdate())})
    # AVG: income is a group of its own; who supports on language need not see it.
    line = situation_line(client) if FieldGroup.INCOME in stance.groups else ""
    return Header(client.name, line, facts, tabs_of(opened, tab), lead.participation_id if lead else None)


def lead_of(client):
    """The open lead row with its user and cell: one query."""
    rows = Involvement.objects.live().filter(dossier=client.pk, relation=Relation.LEAD)
    return rows.select_related("user", "participation__partner", "participation__region").first()


def short(day) -> str:
    """`31 dec 2026`."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def situation_line(client) -> str:
    """One line: "WW-uitkering tot en met 31 dec 2026, daarna bijstandsuitkering"; the leading periods, one query."""
    today = timezone.localdate()
    rows = list(IncomePeriod.objects.filter(client=client).leading())
    now = next((row for row in rows if row.valid_from <= today <= (row.valid_until or today)), None)
    later = next((row for row in rows if row.valid_from > today), None)
    parts = []
    if now:
        parts.append(
            f"{now.label} tot en met {short(now.valid_until)}"
            if now.valid_until
            else f"{now.label} sinds {short(now.valid_from)}"
        )
    if later:
        start = f"daarna {later.words}" if now else f"{later.label} vanaf {short(later.valid_from)}"
        parts.append(start)
    return ", ".join(parts) or "Situatie nog niet bekend"


def born(client) -> str:
    """The birth date with the parts that are known: "14 maart 1995", "maart 1995" or "1995"."""
    day = client.birth_on
    parts = {"day": f"{day.day} {MONTHS[day.month - 1]} ", "month": f"{MONTHS[day.month - 1]} ", "year": ""}
    return f"{parts[client.birth_precision]}{day.year}"


def tabs_of(opened, current) -> list:
    """The tabs that exist and that the actor may open."""
    tabs = []
    for label, route, key, needs in TABS:
        url = path_to(route, opened.client.public_id)
        if url and opened.stance.may(needs) and (key not in OF_THE_PLAN or FieldGroup.PLAN in opened.stance.groups):
            tabs.append({"label": label, "url": url, "current": key == current})
    return tabs


def path_to(route, *args) -> str:
    """The path of a route of this or an upper floor, or "" while it does not exist."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""
