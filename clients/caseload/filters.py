"""What a caseload can be narrowed to and sorted by: all of it in the address, as codes; nothing there is a name."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q

from clients.models import IncomePeriod
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.permissions import FieldGroup
from werkcentrum.vocabulary import SITUATION_CHOICES

RELATIONS = {"regie": Relation.LEAD, "vervanger": Relation.TEAM, "ondersteuning": Relation.SUPPORT}
SITUATIONS = dict(SITUATION_CHOICES)
# The states of a plan, which lives a floor above: named here as they are stored, asked through the path from a client.
PHASES = {
    "geen": ("Nog geen plan", None),
    "maken": ("Plan in de maak", ("concept", "ter_akkoord", "vastgesteld", "heropend")),
    "loopt": ("Plan loopt", ("in_uitvoering", "in_evaluatie")),
    "rust": ("Plan rust", ("gepauzeerd",)),
    "overdracht": ("Wordt overgedragen", ("overdracht_aangeboden",)),
    "nazorg": ("Nazorg", ("nazorg",)),
    "klaar": ("Plan afgesloten", ("afgesloten",)),
}
ATTENTION = {
    "te-laat": "Iets is te laat",
    "week": "Iets in de komende 7 dagen",
    "later": "Niets in de komende 30 dagen",
}
SORTS = {"": "Wat het eerst komt", "naam": "Op naam"}


@dataclass(frozen=True)
class Filters:
    """What the address asks for; what it does not understand is left out.

    `relation` is a key of RELATIONS, `situation` a code, `phase` of PHASES, `attention` of ATTENTION, `town` and `lead`
    are ids, `sort` of SORTS; `after` and `before` are the place where the page starts.
    """

    relation: str = ""
    due: bool = False
    situation: str = ""
    phase: str = ""
    attention: str = ""
    town: int = 0
    lead: int = 0
    sort: str = ""
    after: tuple | None = None
    before: tuple | None = None

    @classmethod
    def of(cls, query):
        """Filters from a query string."""
        sort = _known(query, "volgorde", SORTS)
        return cls(
            _known(query, "relatie", RELATIONS),
            query.get("vandaag") == "1",
            _known(query, "inkomen", SITUATIONS),
            _known(query, "fase", PHASES),
            _known(query, "let-op", ATTENTION),
            _number(query.get("gemeente", "")),
            _number(query.get("regiehouder", "")),
            sort,
            _place(query.get("na", ""), sort),
            _place(query.get("voor", ""), sort),
        )

    @property
    def words(self) -> dict[str, str]:
        """The filters as the address writes them, without the place."""
        given = {
            "relatie": self.relation, "vandaag": "1" if self.due else "", "inkomen": self.situation, "fase": self.phase,
            "let-op": self.attention, "gemeente": self.town or "", "regiehouder": self.lead or "",
            "volgorde": self.sort,
        }  # fmt: skip
        return {key: str(value) for key, value in given.items() if value}

    @property
    def query(self) -> str:
        """The same, as one string that can be kept."""
        return urlencode(self.words)

    @property
    def narrows(self) -> bool:
        """Whether anything is left out of the list."""
        return bool(set(self.words) - {"volgorde"})

    def url(self, **changes):
        """The address of the list with these filters and some changes."""
        wanted = self.words | changes
        return f"?{urlencode({key: value for key, value in wanted.items() if value})}"


def narrow(rows, filters, today):
    """The rows of a caseload that the filters ask for."""
    if filters.relation:
        rows = rows.filter(relation=RELATIONS[filters.relation])
    if filters.due:
        rows = rows.filter(next_on__lte=today)
    if filters.attention:
        rows = rows.filter(_attention(filters.attention, today))
    if filters.town:
        rows = rows.filter(dossier__client__municipality=filters.town)
    if filters.lead:
        rows = rows.filter(Exists(_leads(OuterRef("dossier")).filter(user=filters.lead)))
    # SECURITY: a filter tells as much as a column: who supports on something else learns nothing by asking.
    if filters.situation:
        rows = rows.filter(_shows(FieldGroup.INCOME), Exists(_income(today).filter(code=filters.situation)))
    if filters.phase:
        states = PHASES[filters.phase][1]
        found = Q(dossier__client__plan__state__in=states) if states else Q(dossier__client__plan=None)
        rows = rows.filter(found, _shows(FieldGroup.PLAN))
    return rows


def leads_of(rows):
    """(user pk, name) of who leads these dossiers, by name: the choices of the filter. One query."""
    found = _leads(None).filter(dossier__in=rows.values("dossier"))
    return list(found.order_by("user__name", "user").values_list("user", "user__name").distinct())


def _attention(key, today):
    if key == "te-laat":
        return Q(next_on__lt=today)
    if key == "week":
        return Q(next_on__lte=today + timedelta(days=7))
    return Q(next_on__gt=today + timedelta(days=30))


def _shows(group):
    return ~Q(relation=Relation.SUPPORT) | Q(field_groups__contains=[group])


def _income(today):
    open_end = Q(valid_until=None) | Q(valid_until__gte=today)
    return IncomePeriod.objects.filter(open_end, client=OuterRef("dossier"), leading=True, valid_from__lte=today)


def _leads(dossier):
    rows = Involvement.objects.live().filter(relation=Relation.LEAD)
    return rows.filter(dossier=dossier) if dossier else rows


def _known(query, name, table):
    value = query.get(name, "")
    return value if value in table else ""


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _place(text, sort):
    """A place in the order: next date and dossier `2026-11-24.123`, by name the dossier alone; else None."""
    day, _, number = text.partition(".")
    try:
        return (None, int(text)) if sort else (date.fromisoformat(day), int(number))
    except ValueError:
        return None
