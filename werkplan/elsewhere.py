"""What others do for somebody, as ready lines: for who works on the plan, and for herself."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from clients.models import Consent
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.permissions import FieldGroup as G
from werkcentrum.web.dates import long_date, relative
from werkplan.models import ActivityCard, OverarchingPlan, Progress
from werkplan.queries import ABOVE, CARD

LOOK = {Progress.PLANNED: "draft", Progress.RUNS: "busy", Progress.DONE: "done", Progress.STOPPED: "rest"}
KINDS = {kind.value: kind.label for kind in ActivityCard.Kind}
OF_BARRIERS = {ActivityCard.Kind.DEBT}
"""Kinds that only who may know of barriers reads: that somebody has help with debts says enough by itself."""
PLAIN = {
    Progress.PLANNED: "Dit begint nog.",
    Progress.RUNS: "Hier bent u mee bezig.",
    Progress.DONE: "Dit is klaar.",
    Progress.STOPPED: "Dit is gestopt.",
}


@dataclass(frozen=True)
class Line:
    """One card in words; `gone` when its owner withdrew it."""

    title: str
    kind: str
    owner: str
    status: str
    look: str
    when: str
    next: str
    contact: str
    told: str
    plain: str
    gone: bool


@dataclass(frozen=True)
class Above:
    """The minimum of the plan above this one: how it stands, the next date, and whose it is."""

    pk: int
    owner: str
    status: str
    look: str
    next: str


@dataclass(frozen=True)
class Elsewhere:
    """Everything that others do: cards, withdrawn ones apart, and the plan above ours or None."""

    lines: list[Line]
    gone: list[Line]
    above: Above | None
    sees_debts: bool


def elsewhere_of(cards: list[dict], above: list[dict], groups, today) -> Elsewhere:
    """What the reader of these groups of fields sees of rows as `WerkplanQuerySet.whole` gives them. No query."""
    sees = G.BARRIERS in groups
    shown = [card for card in cards if sees or card["kind"] not in OF_BARRIERS]
    lines = [_line(card, today) for card in shown]
    plan = _above(above[0], cards, today) if above and sees else None
    return Elsewhere([row for row in lines if not row.gone], [row for row in lines if row.gone], plan, sees)


def elsewhere_of_person(client, groups, today) -> Elsewhere:
    """The same where no plan was read `whole`: two queries."""
    cards = ActivityCard.objects.filter(client=client).in_order().values_list(JSONObject(**CARD), flat=True)
    above = OverarchingPlan.objects.filter(client=client).open().values_list(JSONObject(**ABOVE), flat=True)
    return elsewhere_of(list(cards), list(above), groups, today)


def may_tell(client, cell) -> bool:
    """Whether a partner may tell of this person: it works in her dossier, or she said yes for her plan: two queries.

    The database asks the same at every card (`werkplan_may_bring`).
    """
    works = Involvement.objects.live().filter(dossier=client.pk, participation=cell)
    if works.filter(
        Q(relation__in=[Relation.LEAD, Relation.TEAM])
        | Q(relation=Relation.SUPPORT, field_groups__contains=[str(G.PLAN)])
    ).exists():
        return True
    return Consent.objects.live().for_cell(cell).filter(client=client, groups__contains=[str(G.PLAN)]).exists()


def _line(row, today) -> Line:
    status, changed = Progress(row["status"]), timezone.localtime(datetime.fromisoformat(row["changed_at"])).date()
    return Line(
        title=row["title"],
        kind=KINDS[row["kind"]],
        owner=row["owner"],
        status=status.label,
        look=LOOK[status],
        when=_when(_day(row["starts_on"]), _day(row["ends_on"])),
        next=_relative(row["next_on"], today),
        contact=row["contact"],
        told=long_date(changed),
        plain=PLAIN[status],
        gone=bool(row["withdrawn_at"]),
    )


def _above(row, cards, today) -> Above:
    """What the owner told last by a card is newer than what somebody here noted."""
    told = [card for card in cards if _is_of(card, row)]
    newest = max(told, key=lambda card: datetime.fromisoformat(card["changed_at"]), default=row)
    status = Progress(newest["status"])
    owner = row["owner"] or row["owner_name"]
    return Above(row["pk"], owner, status.label, LOOK[status], _relative(newest["next_on"], today))


def _is_of(card, row):
    return card["kind"] == row["kind"] and row["cell"] == card["cell"] is not None and not card["withdrawn_at"]


def _day(text):
    return date.fromisoformat(text) if text else None


def _relative(text, today):
    return relative(_day(text), today) if text else ""


def _when(starts, ends):
    if starts and ends:
        return f"{long_date(starts)} tot en met {long_date(ends)}"
    if starts:
        return f"vanaf {long_date(starts)}"
    return f"tot en met {long_date(ends)}" if ends else ""
