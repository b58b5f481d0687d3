"""The entries of the left column: one table, at most seven for a role."""

from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse

from werkcentrum.permissions import Permission as P


class Entry(NamedTuple):
    """A line of the menu; left out without one of its permissions, or while its route does not exist."""

    label: str
    route: str
    icon: str
    key: str = ""
    needs: tuple[P, ...] = ()
    also: tuple[str, ...] = ()  # starts of paths that belong to it besides its own


DESK = (
    Entry("Vandaag", "werkplan:today", "home", "v", (P.WERKPLAN_EDIT,)),
    Entry("Balie", "clients:desk", "desk", "b", (P.VISIT_RECORD,)),
    Entry("Agenda", "clients:agenda", "calendar", "e", (P.WERKPLAN_EDIT,)),
    Entry("Klanten", "clients:list", "people", "k", (P.CLIENT_READ,)),
    Entry("Late overdrachten", "werkplan:handover_late", "handover", "u", (P.HANDOVER_WATCH,)),
    Entry("Overdrachten", "werkplan:inbox", "handover", "o", (P.HANDOVER_DECIDE, P.HANDOVER_ASSIGN, P.HANDOVER_OFFER)),
    Entry("Verdeling", "clients:division", "people", "d", (P.CASELOAD_ASSIGN,)),
    Entry("Menukaart", "services:menu", "menu-card", "m", (P.MENU_READ,)),
    Entry("Aanbod beheren", "services:manage", "edit", "a", (P.OFFER_PROPOSE,)),
    Entry("Dekkend pakket", "services:coverage", "steps", "g", (P.OFFER_PUBLISH,)),
    Entry("Cijfers", "services:figures", "figures", "c", (P.FIGURES_READ,), ("/cijfers/verloop/",)),
    Entry("Mensen in cijfers", "clients:figures", "people", "p", (P.FIGURES_READ,)),
    Entry("Toetsen", "access:review", "shield", "t", (P.REVIEW_ACCESS, P.AUDIT_READ)),
    Entry("Besloten", "clients:sealed", "lock", "s", (P.DOSSIER_SEAL,)),
    Entry("Logboek", "access:log", "eye", "l", (P.AUDIT_READ,)),
    Entry("Incidenten", "access:incidents", "warning", "i", (P.RIGHTS_HANDLE,)),
    Entry("Verzoeken", "clients:requests", "person", "z", (P.RIGHTS_HANDLE,)),
    Entry("Bewaren en wissen", "privacy:retention", "remove", "w", (P.RETENTION_PREPARE, P.RETENTION_APPROVE)),
    Entry("Taken", "staff:jobs", "clock", "j", (P.JOBS_WATCH,)),
    Entry(
        "Mensen en rollen",
        "staff:people",
        "key",
        "r",
        (P.ACCESS_READ, P.MEMBERSHIP_APPROVE),
        ("/toegang/koppelingen/",),
    ),
)
PORTAL = (
    Entry("Mijn stappen", "werkplan:my_steps", "steps"),
    Entry("Mijn plan", "werkplan:my_plan", "plan"),
    Entry(
        "Mijn gegevens",
        "clients:my_data",
        "person",
        also=("/mijn/documenten/", "/mijn/toestemming/", "/mijn/rechten/"),
    ),
)


def address(route):
    """The path of a route without arguments, or "" while it does not exist."""
    return _address(route, settings.ROOT_URLCONF, get_script_prefix())


@cache
def _address(route, urlconf, prefix):
    # A page asks for some fifteen of these; looking them up anew costs a quarter of the frame.
    try:
        return reverse(route, urlconf)
    except NoReverseMatch:
        return ""


def entries(table, *, may, path):
    """The lines of `table` for somebody who `may(permission)`, as dicts; the one that `path` lies under is current."""
    lines = [
        {"label": entry.label, "url": address(entry.route), "icon": entry.icon, "key": entry.key, "also": entry.also}
        for entry in table
        if not entry.needs or any(may(permission) for permission in entry.needs)
    ]
    lines = [line for line in lines if line["url"]]
    under = [
        (len(start), place)
        for place, line in enumerate(lines)
        for start in (line["url"], *line.pop("also"))
        if path == start or (start != "/" and path.startswith(start))
    ]
    current = max(under, default=(0, None))[1]
    for place, line in enumerate(lines):
        line["current"] = place == current
    return lines
