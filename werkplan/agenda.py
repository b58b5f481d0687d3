"""What needs a coach today: one line a person, the reason first, sorted by what cannot wait."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from clients.header import path_to
from clients.models import Client, Handover
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.web.dates import relative
from werkplan import rules
from werkplan.models import Inzet, Step, Werkplan
from werkplan.reason import ANYBODY, KINDS, Reason
from werkplan.reasons import of_appointments, of_objections, of_promises, of_words
from werkplan.signals.lines import signals_for

AT_MOST = 50
NEW_FOR = timedelta(days=7)
SOON = timedelta(days=14)


@dataclass(slots=True)
class Person:
    """Somebody who needs you, with every reason, the most urgent first."""

    dossier_id: int
    name: str
    url: str
    sort: str = ""
    reasons: list = field(default_factory=list)

    @property
    def urgency(self):
        """Sort key: the kind that cannot wait, then the date."""
        first = self.reasons[0]
        return list(KINDS).index(first.kind), first.on, self.sort

    @property
    def kinds(self):
        """The kinds of the reasons."""
        return {reason.kind for reason in self.reasons}


@dataclass(slots=True)
class Agenda:
    """The page: people, how many there are in all, and the number per kind (of everybody, whatever is shown)."""

    people: list
    total: int
    numbers: dict


def agenda_of(actor, kinds=()) -> Agenda:
    """Everything that needs `actor` today, in twelve queries whatever the number; who is shown is logged.

    `kinds` narrows it to who has a reason of one of these kinds; those come first then.
    """
    today = timezone.localdate()
    rows = Involvement.objects.of(actor).listed().filter(relation__in=[Relation.LEAD, Relation.TEAM])
    mine = {row.dossier_id: row for row in rows.order_by("-relation")}
    found: dict[int, list[Reason]] = {}
    sources = (
        _of_plans(mine, today), of_appointments(actor, mine, today), of_objections(mine, today),
        of_promises(mine, today), of_words(mine, today), _of_signals(actor, mine, today), _of_people(mine, today),
    )  # fmt: skip
    offers = _offers(actor, mine, today)
    for dossier, reason in chain(*sources, _unanswered(offers, actor, today)):
        found.setdefault(dossier, []).append(reason)
    people = _people(found)
    handovers = _handovers(offers, actor, today)
    everyone = sorted([*handovers, *people], key=lambda person: person.urgency)
    wanted = [person for person in everyone if not kinds or person.kinds & set(kinds)]
    shown = wanted[:AT_MOST]
    actor.saw([person.dossier_id for person in shown], "list:today")
    return Agenda(shown, len(wanted), _numbers(everyone))


def _numbers(everyone):
    numbers = dict.fromkeys(KINDS, 0)
    for person in everyone:
        for kind in person.kinds:
            numbers[kind] += 1
    return numbers


def _people(found):
    clients = Client.objects.in_bulk(list(found))
    order = list(KINDS)
    people = []
    for dossier, reasons in found.items():
        client = clients[dossier]
        for reason in reasons:
            reason.url = reason.url.replace("{id}", str(client.public_id)).replace(ANYBODY, str(client.public_id))
        reasons.sort(key=lambda reason: (order.index(reason.kind), reason.on))
        people.append(
            Person(dossier, client.name, reverse("werkplan:plan", args=[client.public_id]), client.sort_name, reasons)
        )
    return people


def _offers(actor, mine, today):
    """Offers that wait for this coach, and those of her own people that nobody answered in time: one query."""
    rows = Handover.objects.open().filter(
        Q(assigned_to=actor.user, to_participation=actor.cell)
        | Q(client__in=mine, from_participation=actor.cell, due_on__lt=today),
        client__in=Involvement.objects.of(actor).values("dossier_id"),
    )
    return list(rows.select_related("client", "from_participation__partner", "to_participation__partner"))


def _unanswered(offers, actor, today):
    for row in offers:
        if row.from_participation_id == actor.cell.pk:
            text = f"{row.to_participation.partner.name} antwoordde nog niet op de overdracht: had gemoeten "
            url = path_to("werkplan:handover", row.public_id) or path_to("werkplan:inbox")
            yield row.client_id, Reason("waits", f"{text}{relative(row.due_on, today)}. Bel even.", row.due_on, url)


def _handovers(offers, actor, today):
    """Dossiers proposed to this coach: the card only, so initials and birth year (access 2.4)."""
    people = []
    for row in offers:
        if row.from_participation_id == actor.cell.pk:
            continue
        text = f"{row.from_participation.partner.name} biedt dit dossier aan. Antwoord: {relative(row.due_on, today)}."
        url = path_to("werkplan:handover", row.public_id) or path_to("werkplan:inbox")
        name = f"{row.client.initials}, {row.client.birth_on.year}"
        people.append(Person(row.client_id, name, url, "", [Reason("handover", text, row.due_on, url)]))
    return people


def _of_plans(mine, today):
    plan_url = reverse("werkplan:plan", args=["00000000-0000-4000-8000-000000000000"]).replace(
        "00000000-0000-4000-8000-000000000000", "{id}"
    )
    # While the plan is offered, the next lead decides: then it is not for the old one to do.
    again = Inzet.objects.filter(plan__client__in=mine, plan__offered_to=None, state="te_herbevestigen")
    for dossier, title, name, day, step in again.values_list(
        "plan__client_id", "offer__title", "instrument__name", "decide_by", "step_id"
    ):
        text = f"Beslis opnieuw over ‘{title or name}’: uiterlijk {relative(day, today)}."
        yield dossier, Reason("decide", text, day, f"{plan_url}stap/{step}/")
    late = Step.objects.filter(plan__client__in=mine, state__in=rules.OPEN_STEP, due_on__lt=today).exclude(
        plan__state="afgesloten"
    )
    for dossier, title, day, step in late.values_list("plan__client_id", "title", "due_on", "pk"):
        text = f"‘{title}’ had klaar moeten zijn: {relative(day, today)}."
        yield dossier, Reason("late", text, day, f"{plan_url}stap/{step}/")
    review_url = reverse("werkplan:review", args=[ANYBODY])
    due = Werkplan.objects.filter(
        client__in=mine, state__in=["in_uitvoering", "in_evaluatie"], evaluate_on__lte=today + SOON
    )
    for dossier, day in due.values_list("client_id", "evaluate_on"):
        kind, text = ("review", "had gemoeten") if day < today else ("evaluate", "is")
        yield dossier, Reason(kind, f"Samen terugkijken {text} {relative(day, today)}.", day, review_url)


def _of_signals(actor, mine, today):
    for dossier, lines in signals_for(actor, today, mine).items():
        for line in lines:
            # Looking back stands above from two weeks before.
            if line.kind != "evaluation" or line.on > today + SOON:
                yield dossier, Reason("signal", line.text, line.on, line.own)


def _of_people(mine, today):
    with_plan = set(Werkplan.objects.filter(client__in=mine).values_list("client_id", flat=True))
    for dossier, row in mine.items():
        since = timezone.localtime(row.valid_from).date()
        if dossier not in with_plan:
            text = f"Maak samen het plan. Bij u {relative(since, today)}."
            yield dossier, Reason("plan", text, since, "/klanten/{id}/plan/")
        elif today - since <= NEW_FOR:
            yield dossier, Reason("new", f"Nieuw bij u: {relative(since, today)}.", since, "/klanten/{id}/plan/")
