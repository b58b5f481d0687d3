"""Reasons on the worklist that come from contact: who comes today, how it went, who was missed, what a client said.

Each is a generator of (dossier id, `Reason`) over `mine`, {dossier id: involvement}, in one query.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from clients.appointments import how_of
from clients.models import Appointment, ContactAttempt, Entry
from werkcentrum.web.dates import relative
from werkplan.models import Agreement, StepAnswer
from werkplan.reason import ANYBODY, Reason

MISSED_FOR = timedelta(days=90)
SAID_FOR = timedelta(days=21)
State = Appointment.State


def of_appointments(actor, mine, today):
    """Appointments of this actor: today, over without a word about how it went, and missed without contact since."""
    now = timezone.now()
    rows = Appointment.objects.with_actor(actor).filter(client__in=mine)
    until = timezone.localtime(now).replace(hour=23, minute=59, second=59)
    still = Q(state=State.PLANNED, starts_at__lte=until)
    missed = Q(state=State.MISSED, with_client=True, starts_at__gte=now - MISSED_FOR)
    missed &= ~Exists(_reached()) & ~Exists(_new_one())
    for row in rows.filter(still | missed).order_by("starts_at").distinct():
        yield row.client_id, _appointment(row, now, today)


def _appointment(row, now, today):
    day = timezone.localdate(row.starts_at)
    if row.state == State.MISSED:
        text = f"Was er niet, {relative(day, today)}. Vraag wat er aan de hand was."
        return Reason("missed", text, day, _page("clients:appointment_reach_out", row))
    if row.ends_at < now:
        text = f"Hoe ging de afspraak van {relative(day, today)}?"
        return Reason("answer", text, day, _page("clients:appointment", row))
    talk = f"{reverse('werkplan:conversation', args=[ANYBODY])}?afspraak={row.public_id}"
    return Reason("today", f"Om {timezone.localtime(row.starts_at):%H:%M}: {_where(row)}.", day, talk)


def _where(row):
    # A number or a link is on the page of the appointment; a list says how.
    return how_of(row) if row.way == Appointment.Way.PLACE else row.get_way_display().lower()


def _page(route, row):
    return reverse(route, args=[ANYBODY, row.public_id])


def _reached():
    """She was spoken about it."""
    return ContactAttempt.objects.filter(appointment=OuterRef("pk"), outcome=ContactAttempt.Outcome.REACHED)


def _new_one():
    """There was a new appointment since."""
    return Appointment.objects.filter(client=OuterRef("client"), made_at__gt=OuterRef("settled_at"))


def of_objections(mine, today):
    """Steps that a client does not agree with, while nobody answered her."""
    rows = StepAnswer.objects.filter(plan__client__in=mine, said=StepAnswer.Said.OBJECTS, replied_at=None)
    for dossier, step, title, day in rows.values_list("plan__client_id", "step_id", "step__title", "said_on"):
        url = reverse("werkplan:step_reply", args=[ANYBODY, step])
        text = f"Niet eens met ‘{title}’, {relative(day, today)}. Geef antwoord."
        yield dossier, Reason("objection", text, day, url)


def of_promises(mine, today):
    """What the government promised a client and did not do in time: she may hold us to it."""
    rows = Agreement.objects.filter(
        plan__client__in=mine, kind=Agreement.Kind.PROMISE, due_on__lt=today, kept_on=None, valid_until=None
    ).exclude(plan__state="afgesloten")
    for dossier, pk, text, day in rows.values_list("plan__client_id", "pk", "text", "due_on"):
        url = reverse("werkplan:agreement_edit", args=[ANYBODY, pk])
        yield dossier, Reason("promise", f"Beloofd aan de klant: ‘{text}’ Dat moest {relative(day, today)}.", day, url)


def of_words(mine, today):
    """What a client let know herself (a step does not work out, she does not agree, she cannot come), unanswered."""
    after = Entry.objects.filter(client=OuterRef("client"), at__gt=OuterRef("at"), voice=Entry.Voice.STAFF)
    rows = Entry.objects.filter(
        ~Exists(after), client__in=mine, voice=Entry.Voice.CLIENT, at__gte=timezone.now() - SAID_FOR,
        kind__in=["step", "plan", "goal", "appointment", "agreement"], milestone=False,
    )  # fmt: skip
    latest: dict[int, tuple] = {}
    for dossier, text, at in rows.order_by("at", "pk").values_list("client_id", "text", "at"):
        latest[dossier] = (text, timezone.localdate(at))
    for dossier, (text, day) in latest.items():
        url = reverse("werkplan:timeline", args=[ANYBODY])
        yield dossier, Reason("said", f"{text} ({relative(day, today)})", day, url)
