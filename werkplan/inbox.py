"""What waits in a handover inbox: cards that say enough to choose by and too little to know somebody by."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from clients.handover_terms import at_bat
from clients.late import short_number
from clients.models import Handover, HandoverAdvice, IncomePeriod
from clients.offered import coaches_of
from clients.receiver import partner_name
from werkcentrum.access.models import Involvement
from werkcentrum.access.relations import Relation
from werkcentrum.audit.models import Event
from werkcentrum.permissions import Permission as P
from werkcentrum.vocabulary import situation
from werkcentrum.vocabulary.workdays import workdays_between
from werkplan.models import Step
from werkplan.rules import OPEN_STEP

AT_MOST = 100
DECIDED_FOR = timedelta(days=14)


def clock(due_on: date, today: date) -> str:
    """How long the receiver still has: "nog 3 werkdagen", "vandaag", "2 werkdagen te laat"."""
    days = workdays_between(today, due_on)
    if days > 0:
        return f"nog {days} {'werkdag' if days == 1 else 'werkdagen'}"
    if due_on >= today:
        return "vandaag"
    return f"{max(-days, 1)} {'werkdag' if -days <= 1 else 'werkdagen'} te laat"


@dataclass
class Card:
    """One handover as its reader may see it. `titles` are filled for the coach who decides, for nobody else."""

    row: Handover
    today: date
    titles: list[str] = field(default_factory=list)
    form: Any = None
    talk_on: str = ""
    was_mine: bool = False
    gave: bool = False
    advice: list[HandoverAdvice] = field(default_factory=list)

    @property
    def heading(self):
        """Initials and birth year: "F. el A., 1995"."""
        return f"{self.row.client.initials}, {self.row.client.birth_on.year}"

    @property
    def number(self):
        """By what number partners and coordinator speak about it."""
        return short_number(self.row.public_id)

    @property
    def municipality(self):
        """Where the person lives."""
        return self.row.client.municipality.name

    @property
    def situation(self):
        """The income situation of today, in Dutch."""
        code = getattr(self.row, "situation", None)
        return situation(code).name if code else "Nog niet bekend"

    @property
    def giver(self):
        """Who offers."""
        return partner_name(self.row.from_participation)

    @property
    def receiver(self):
        """To whom it is offered."""
        return partner_name(self.row.to_participation)

    @property
    def clock(self):
        """See `clock`."""
        return clock(self.row.due_on, self.today)

    @property
    def turn(self):
        """For who gave it away: whose turn it is at the receiver."""
        return at_bat(self.row) if self.gave else ""

    @property
    def escalated(self):
        """Whether the coordinator of the region looks along by now."""
        return self.row.escalated_at is not None and self.row.state == Handover.State.OFFERED

    @property
    def other(self):
        """Whom the coordinator proposed last instead, for the giver of an offer that waits; or None."""
        if not self.gave or self.row.state != Handover.State.OFFERED:
            return None
        return next((line for line in self.advice if line.to_participation_id), None)

    @property
    def reminders(self):
        """The days on which the coordinator asked for an answer, the last first."""
        return [line.at for line in self.advice if line.to_participation_id is None]

    @property
    def refused_because(self):
        """The coded reason of a refusal, in words."""
        return self.row.get_refusal_code_display()

    @property
    def talk(self):
        """The day on which both talk first, or None."""
        return date.fromisoformat(self.talk_on) if self.talk_on else None

    @property
    def late(self):
        """Whether the answer is overdue."""
        return self.row.due_on < self.today


def handovers(actor):
    """Handovers the actor may see, with what a card shows: one query."""
    leading = IncomePeriod.objects.filter(client=OuterRef("client")).on(timezone.localdate()).leading()
    return (
        Handover.objects.visible_to(actor)
        .select_related(
            "client__municipality",
            "from_participation__partner",
            "to_participation__partner",
            "to_participation__region",
            "assigned_to",
        )
        .annotate(situation=Subquery(leading.values("code")[:1]))
    )


def card_of(row, actor):
    """The card of one handover, with the step titles when the actor is the coach who decides."""
    found = Card(row, timezone.localdate())
    talks = Event.objects.filter(dossier=row.client_id, action="clients.plan_talk", object_id=str(row.pk))
    found.talk_on = talks.order_by("-at").values_list("detail__on", flat=True).first() or ""
    found.gave = row.from_participation_id == actor.cell.pk
    found.advice = list(row.advice.select_related("to_participation__partner"))
    if is_proposed_to(row, actor):
        found.titles = _titles([row]).get(row.client_id, [])
    return found


def is_proposed_to(row, actor):
    """Whether the actor is the coach to whom this was proposed."""
    return row.assigned_to_id == actor.user.pk and row.to_participation_id == actor.cell.pk


def may_assign(row, actor):
    """Whether the actor is the team leader of the receiver."""
    return actor.may(P.HANDOVER_ASSIGN) and row.to_participation_id == actor.cell.pk


@dataclass
class Inbox:
    """The cards of one actor: to assign, to decide, given away and just decided."""

    to_assign: list[Card]
    assigned: list[Card]
    for_me: list[Card]
    given: list[Card]
    decided: list[Card]

    @property
    def is_empty(self):
        """Whether there is nothing at all."""
        return not (self.to_assign or self.assigned or self.for_me or self.given or self.decided)


def inbox_of(actor) -> Inbox:
    """Everything that waits for or on the actor; who is shown is logged. Four queries, whatever the number."""
    today = timezone.localdate()
    waiting = [Card(row, today) for row in handovers(actor).open().order_by("due_on", "pk")[:AT_MOST]]
    since = timezone.now() - DECIDED_FOR
    closed = handovers(actor).filter(decided_at__gte=since, from_participation=actor.cell).order_by("-decided_at")[:10]
    closed = list(closed)
    once = Involvement.objects.of(actor).filter(relation=Relation.FORMER, dossier__in=[row.client_id for row in closed])
    mine_once = set(once.values_list("dossier_id", flat=True))
    decided = [Card(row, today, was_mine=row.client_id in mine_once) for row in closed]
    actor.saw([card.row.client_id for card in (*waiting, *decided)], "list:handover")
    for card in waiting:
        card.gave = card.row.from_participation_id == actor.cell.pk
    leads = [card for card in waiting if may_assign(card.row, actor)]
    mine = [card for card in waiting if is_proposed_to(card.row, actor)]
    titles = _titles([card.row for card in mine])
    for card in mine:
        card.titles = titles.get(card.row.client_id, [])
    return Inbox(
        to_assign=[card for card in leads if card.row.assigned_to_id is None],
        assigned=[card for card in leads if card.row.assigned_to_id],
        for_me=mine,
        given=[card for card in waiting if card.gave],
        decided=decided,
    )


def _titles(rows):
    """Titles of open steps by client. SECURITY: only for rows the actor was found to be proposed for; titles only."""
    found: dict[int, list[str]] = {}
    if rows:
        steps = Step.objects.filter(plan__client__in=[row.client_id for row in rows], state__in=OPEN_STEP)
        for client_id, title in steps.order_by("position", "pk").values_list("plan__client_id", "title"):
            found.setdefault(client_id, []).append(title)
    return found


def division(cell):
    """Coaches of a cell with the number of dossiers each leads: numbers, no people."""
    # SECURITY: crosses the second door; a sealed dossier is in no number.
    live = Involvement.objects.live().filter(participation=cell, relation=Relation.LEAD, user=OuterRef("user"))
    live = live.filter(dossier__sealed=False, dossier__closed_at=None)
    number = live.order_by().values("user").annotate(number=Count("pk")).values("number")
    return coaches_of(cell).annotate(load=Coalesce(Subquery(number, output_field=IntegerField()), 0))
