"""Signals as pages show them: what, when, why, and what one can do now; never more than the reader's fields."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from werkcentrum.access.models import Involvement, Relation
from werkcentrum.access.policy import Stance
from werkcentrum.web.dates import long_date, relative
from werkplan.models import Signal

from .rules import BY_KIND, CHANGE, Rule

TOLD = ("ww_end", "contract_end", "income_end", "change")


@dataclass(frozen=True, slots=True)
class Line:
    """One signal in words. `url` is where one does something about it, `own` the page of the signal itself."""

    pk: int
    kind: str
    title: str
    text: str
    on: date
    when: str
    late: bool
    article: str
    unverified: bool
    label: str
    url: str
    own: str
    aside: str = ""


def _line(pk, kind, on, aside, public_id, today) -> Line:
    rule = BY_KIND[kind]
    return Line(
        pk=pk,
        kind=kind,
        title=rule.title,
        text=rule.sentence.format(day=long_date(on)),
        on=on,
        when=relative(on, today),
        late=on < today,
        article=rule.article,
        unverified=rule.unverified,
        label=rule.deed,
        url=_url(rule, public_id, pk),
        own=reverse("werkplan:signal", args=[public_id, pk]),
        aside=Signal.Aside(aside).label if aside else "",
    )


def _url(rule, public_id, pk):
    """Where one does something about it; the form of a change of income is told which signal it begins with."""
    url = reverse(rule.route, args=[public_id, *rule.args])
    return f"{url}?signal={pk}" if rule.route == CHANGE[1] else url


def _shown(kind, groups) -> Rule | None:
    """The rule, when the reader may see what it is about; a kind that the table no longer knows is not shown."""
    rule = BY_KIND.get(kind)
    return rule if rule and rule.group in groups else None


def signals_for(actor, on, mine=None) -> dict[int, list[Line]]:
    """Per dossier that `actor` leads or works in what is coming, the nearest first: one query.

    `mine` is {dossier id: involvement} when it was read already; without it a second query. Who shows the lines notes
    whom (`actor.saw`).
    """
    if mine is None:
        rows = Involvement.objects.of(actor).listed().filter(relation__in=[Relation.LEAD, Relation.TEAM])
        mine = {row.dossier_id: row for row in rows.order_by("-relation")}
    rows = Signal.objects.visible_to(actor).waiting().filter(client__in=mine).order_by("on", "pk")
    found = defaultdict(list)
    for dossier, public_id, pk, kind, day in rows.values_list("client_id", "client__public_id", "pk", "kind", "on"):
        if _shown(kind, Stance(actor, mine[dossier]).groups):
            found[dossier].append(_line(pk, kind, day, "", public_id, on))
    return dict(found)


def of_dossier(opened, on) -> tuple[list[Line], list[Line]]:
    """What is coming for one person: what waits, and what was put aside. Its plan was read `whole`: no query."""
    lines = [
        _line(row["pk"], row["kind"], date.fromisoformat(row["on"]), row["reason"], opened.client.public_id, on)
        for row in opened.plan.signal_rows
        if _shown(row["kind"], opened.stance.groups)
    ]
    return [line for line in lines if not line.aside], [line for line in lines if line.aside]


def one(opened, signal, on) -> Line | None:
    """One signal of an open dossier; None when its kind is not for the reader."""
    if not _shown(signal.kind, opened.stance.groups):
        return None
    return _line(signal.pk, signal.kind, signal.on, signal.aside_reason, opened.client.public_id, on)


def of_oneself(client, on) -> list[dict]:
    """What is coming, for the client herself, in her words (B1): one query. Also what her coach put aside.

    Not what becomes of her income: the page tells that at length.
    """
    rows = Signal.objects.open().filter(client=client.pk, on__gte=on).exclude(kind__in=TOLD).order_by("on", "pk")
    known = [(BY_KIND[kind], day) for kind, day in rows.values_list("kind", "on") if kind in BY_KIND]
    return [{"text": rule.own.format(day=long_date(day)), "on": day} for rule, day in known if rule.own]
