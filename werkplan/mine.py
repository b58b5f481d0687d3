"""What a client sees of her own plan: this week, who helps, what changes."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F
from django.http import Http404
from django.utils import timezone

from clients.header import lead_of
from clients.models import Client
from clients.policy import open_client
from clients.receiver import partner_name
from werkcentrum.permissions import Permission as P
from werkcentrum.vocabulary import situation
from werkplan import rules
from werkplan.models import CarryOver, Step, Werkplan
from werkplan.models.plan import State
from werkplan.report import told
from werkplan.words import situation_words

AT_MOST = 3
SOON = timedelta(days=7)
# A change stands on the page until a month after it; an income that ends, from four months before (WW 42).
CHANGE_SHOWN = timedelta(days=31)
END_SHOWN = timedelta(days=122)
TO_DO = (Step.State.AGREED, Step.State.BUSY)
PLAIN = {
    "A": "Dit blijft",
    "B": "Dit wordt opnieuw bekeken",
    "C": "Dit wordt iets anders",
    "D": "Dit stopt",
    "E": "Dit blijft bij {old}",
}


@dataclass(frozen=True)
class Own:
    """A client with her own dossier and plan."""

    client: Client
    stance: Any
    plan: Werkplan | None


def open_own(actor, *, part, needs=P.OWN_PLAN_READ) -> Own:
    """The dossier of the client who asks, with the reading noted. Raises Http404 when she has none."""
    mine = Client.objects.visible_to(actor).values_list("public_id", flat=True).first() if actor.is_client else None
    if mine is None:
        raise Http404
    opened = open_client(actor, mine, part=part, needs=needs)
    plan = Werkplan.objects.select_related("lead__partner", "lead__region").filter(client=opened.client.pk).first()
    if plan is not None:
        plan.client = opened.client
    return Own(opened.client, opened.stance, plan)


def this_week(plan) -> tuple[list[Step], int]:
    """At most three own steps that come first, and how many are left: one query."""
    if plan is None or plan.state == State.CLOSED:
        return [], 0
    rows = plan.steps.filter(who=Step.Who.CLIENT, state__in=TO_DO)
    rows = list(rows.order_by(F("due_on").asc(nulls_last=True), "position", "pk"))
    soon = timezone.localdate() + SOON
    near = [row for row in rows if row.due_on is None or row.due_on <= soon] or rows
    shown = near[:AT_MOST]
    return shown, len(rows) - len(shown)


@dataclass(frozen=True)
class Standing:
    """How she stands to one step. Kinds: "wait" and "answered" (not happy), "own", "agreed", "asks", "open", "" (over).

    `line` is what she said, with the answer.
    """

    kind: str
    line: Any = None


def where_it_stands(step, voice) -> Standing:
    """How the client stands to a step, and so what she may still say about it."""
    if voice.open:
        return Standing("wait", voice.open)
    if step.state not in rules.OPEN_STEP:
        return Standing("answered" if voice.answered else "", voice.answered)
    if step.by_client and step.state == Step.State.PROPOSED:
        return Standing("own")
    if voice.agrees(step.version):
        return Standing("agreed")
    # New, or not as it was when she agreed: then it is hers to say yes again.
    kind = "asks" if step.state == Step.State.PROPOSED or voice.agreed_to else "open"
    return Standing("answered" if voice.answered and kind == "open" else kind, voice.answered)


@dataclass(frozen=True)
class Agreed:
    """What holds: freely, by law, and promised: (who, [(row, whether it is late)])."""

    freely: list
    duties: list
    promises: list


def agreed(contents, today) -> Agreed:
    """The agreements that hold, in the three kinds; promises by who made them, what is late first."""
    rows = [row for row in contents.agreements if row.valid_until is None or row.valid_until >= today]
    by_kind = {kind: [row for row in rows if row.kind == kind] for kind in ("vrijwillig", "verplicht", "toezegging")}
    promises: dict[str, list] = {}
    for row in sorted(by_kind["toezegging"], key=lambda row: (not row.late(today), row.pk)):
        promises.setdefault(row.owner or "de overheid", []).append((row, row.late(today)))
    return Agreed(by_kind["vrijwillig"], by_kind["verplicht"], list(promises.items()))


@dataclass(frozen=True)
class Helper:
    """Who helps now: name and partner."""

    name: str
    partner: str


def helper_of(client) -> Helper | None:
    """The named person who leads."""
    lead = lead_of(client)
    return Helper(lead.user.name, partner_name(lead.participation)) if lead else None


@dataclass
class Change:
    """A coming or recent change of income in plain words."""

    pk: int
    on: date
    sentence: str
    who: str
    waits: bool
    parts: list[tuple[str, list]]
    deadlines: list


def change_of(client) -> Change | None:
    """The change that matters now, or None."""
    since = timezone.localdate() - CHANGE_SHOWN
    rows = client.carry_overs.exclude(state=CarryOver.State.CANCELLED).filter(on__gte=since, correction=False)
    report = rows.select_related("plan__lead__partner").order_by("on").first()
    return _recorded(report, client) if report else None


def _recorded(report, client):
    page = told(report, client)
    name = situation_words(report.to_code)
    parts = [(PLAIN[group.kind].format(old=page.old), group.rows) for group in page.groups if group.rows]
    taken = bool(report.plan and report.plan.lead_id == report.after.get("cell"))
    coming = [day for day in page.deadlines if day["on"] >= timezone.localdate()]
    waits = page.old != page.new and not taken
    return Change(report.pk, report.on, f"Uw inkomen wordt: {name}.", _who(page, taken), waits, parts, coming)


def _who(page, taken):
    if page.old == page.new:
        return f"{_start(page.new)} blijft u helpen."
    if taken:
        return f"{_start(page.new)} helpt u nu."
    return f"Nu helpt {page.old} u. Daarna helpt {page.new} u."


def ending(client):
    """The leading income when it ends soon and nothing is noted after it: (label, last day), or None."""
    today = timezone.localdate()
    last = client.income_periods.leading().order_by("-valid_from").first()
    if last and last.valid_until and today <= last.valid_until <= today + END_SHOWN:
        return situation(last.code).name, last.valid_until
    return None


def _start(name):
    return name[0].upper() + name[1:]
