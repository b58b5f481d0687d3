"""The caseload: the dossiers somebody works with, in order of what is due, read from one index in one query."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, FilteredRelation, IntegerField, Q, Subquery
from django.utils import timezone

from clients import names
from clients.caseload.filters import Filters, leads_of, narrow
from clients.header import path_to, short
from clients.models import Client
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.access.models.dossier import FAR_AWAY
from werkcentrum.permissions import FieldGroup
from werkcentrum.permissions import Permission as P
from werkcentrum.vocabulary import SITUATIONS
from werkcentrum.web.dates import relative

PERIODS = "dossier__client__income_periods"
ANYBODY = "00000000-0000-0000-0000-000000000000"
PAGE = 50
MOST_COUNTED = 1000
NO_DATE = date.fromisoformat(FAR_AWAY)
CHIPS = {"regie": "Ik heb de regie", "vervanger": "Ik vervang", "ondersteuning": "Ik ondersteun"}
NAMES = ("call_name", "first_names", "prefix", "surname", "partner_prefix", "partner_surname", "name_use")


@dataclass(frozen=True)
class Caseload:
    """A page of the list: `rows` of plain strings, the result sentence, chips, and where to go from here."""

    rows: list
    ids: list
    sentence: str
    chips: list
    previous_url: str
    next_url: str
    is_filtered: bool


def caseload_of(actor, filters) -> Caseload:
    """One page of the dossiers that `actor` may open, ordered by what is due first: one query for rows and counts."""
    today = timezone.localdate()
    found = _fetch(actor, filters, today)
    rows, more = found[:PAGE], len(found) > PAGE
    actor.stands |= {row.dossier_id: (row.relation, row.ground) for row in rows}
    if filters.before:
        rows.reverse()
    address = _address(actor)
    total, due = (found[0].total, found[0].due) if found else (0, 0)
    back = filters.before or filters.after
    has_next = bool(rows) and (more or bool(filters.before))
    has_previous = bool(rows) and (more if filters.before else bool(back))
    return Caseload(
        rows=[_shown(row, today, address) for row in _once(rows)],
        ids=[row.dossier_id for row in rows],
        sentence=_sentence(total, due, filters),
        chips=_chips(filters),
        previous_url=filters.url(voor=_mark(rows[0], filters)) if has_previous else "",
        next_url=filters.url(na=_mark(rows[-1], filters)) if has_next else "",
        is_filtered=filters.narrows,
    )


def _own(actor):
    return Involvement.objects.of(actor).opening().listed()


def _scope(actor, filters, today):
    return narrow(_own(actor), filters, today)


def other_leads(actor):
    """(user pk, name) of who leads the people that `actor` helps with, when he stands in for anybody: two queries."""
    rows = _own(actor).exclude(relation=Relation.LEAD)
    return leads_of(rows) if rows.exists() else []


def _fetch(actor, filters, today):
    """At most PAGE + 1 rows from the place in the address, each with the two counts of the whole list."""
    scope = _scope(actor, filters, today)
    values = {name: F(f"dossier__client__{name}") for name in NAMES}
    rows = _from_place(scope, filters, actor).annotate(
        public_id=F("dossier__client__public_id"),
        town=F("dossier__client__municipality__name"),
        now=FilteredRelation(PERIODS, condition=_leading_on(today)),
        code=F("now__code"),
        until=F("now__valid_until"),
        total=_counted(scope),
        due=_counted(scope.filter(next_on__lte=today)),
        **values,
    )
    fields = (
        *("dossier_id", "next_on", "relation", "ground", "field_groups", "public_id", "town", "code", "until"),
        *("total", "due"),
    )
    return list(rows.values_list(*fields, *NAMES, named=True)[: PAGE + 1])


def _leading_on(day):
    """The condition of a join with the leading period: the database holds one at most, so no row appears twice."""
    open_end = Q(**{f"{PERIODS}__valid_until": None}) | Q(**{f"{PERIODS}__valid_until__gte": day})
    return open_end & Q(**{f"{PERIODS}__leading": True, f"{PERIODS}__valid_from__lte": day})


def _from_place(scope, filters, actor):
    if filters.sort:
        return _by_name(scope, filters, actor)
    if filters.before:
        return _beyond(scope, filters.before, "lt").order_by("-next_on", "-dossier_id")
    scope = _beyond(scope, filters.after, "gt") if filters.after else scope
    return scope.order_by("next_on", "dossier_id")


def _by_name(scope, filters, actor):
    """The list by surname; the address holds the number of the dossier where the page starts, never a name."""
    order, column = ("dossier__client__sort_name", "dossier_id"), "dossier__client__sort_name"
    place = filters.before or filters.after
    if place is None:
        return scope.order_by(*order)
    side = "lt" if filters.before else "gt"
    name = Client.objects.visible_to(actor).filter(pk=place[1]).values_list("sort_name", flat=True).first() or ""
    further = Q(**{f"{column}__{side}": name}) | Q(**{column: name, f"dossier_id__{side}": place[1]})
    return scope.filter(further).order_by(*(f"-{part}" if filters.before else part for part in order))


def _beyond(scope, place, side):
    """Rows after (`gt`) or before (`lt`) a place; the first condition lets the index start there."""
    day, dossier = place
    further = Q(**{f"next_on__{side}": day}) | Q(next_on=day, **{f"dossier_id__{side}": dossier})
    return scope.filter(Q(**{f"next_on__{side}e": day}) & further)


class CappedCount(Subquery):
    """How many rows a sliced query has: read from the index alone, and no further than the slice."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def _counted(scope):
    return CappedCount(scope.order_by().values("next_on")[: MOST_COUNTED + 1])


def _once(rows):
    """One row a dossier: whoever leads and supports it sees the first."""
    return {row.dossier_id: row for row in reversed(rows)}.values().__reversed__()


def _mark(row, filters):
    return str(row.dossier_id) if filters.sort else f"{row.next_on}.{row.dossier_id}"


def _address(actor):
    """Where a row leads, with ANYBODY for who: to the plan for who works on it, else to the intake. Made once."""
    plan = path_to("werkplan:plan", ANYBODY) if actor.may(P.WERKPLAN_EDIT) else ""
    return plan or path_to("clients:person", ANYBODY)


def _shown(row, today, address):
    """Plain strings, so that the template only puts them in place."""
    income = row.relation != Relation.SUPPORT or FieldGroup.INCOME in row.field_groups
    situation = SITUATIONS[row.code].name if row.code else "Nog niet bekend"
    if row.code and row.until:
        situation = f"{situation} tot en met {short(row.until)}"
    return {
        "url": address.replace(ANYBODY, str(row.public_id)),
        "name": names.full(row),
        "situation": situation if income else "",
        "town": row.town,
        "relation": Relation(row.relation).label.capitalize(),
        "next": "" if row.next_on == NO_DATE else relative(row.next_on, today),
        "late": row.next_on < today,
    }


def _sentence(total, due, filters):
    people = _number(total, "klant", "klanten")
    if filters.due:
        return f"{people} met iets dat vandaag moet"
    return (
        f"{people}, {_number(due, '', '').strip()} met iets dat vandaag moet"
        if due
        else f"{people}, niets dat vandaag moet"
    )


def _number(count, one, many):
    if count > MOST_COUNTED:
        return f"1.000+ {many}"
    return f"{count} {one if count == 1 else many}"


def _chips(filters):
    chips = [{"label": "Alle", "url": Filters(sort=filters.sort).url(), "current": not filters.narrows}]
    chips.append(
        {"label": "Vandaag iets", "url": filters.url(vandaag="" if filters.due else "1"), "current": filters.due}
    )
    for key, label in CHIPS.items():
        current = filters.relation == key
        chips.append({"label": label, "url": filters.url(relatie="" if current else key), "current": current})
    return chips
