"""The only writer of the date on which a caseload is sorted: the earliest coming date of somebody."""

from datetime import date

from django.db.models import DateField, Min, Subquery, Value
from django.db.models.functions import Coalesce, Least, TruncDate

from clients.models import Appointment
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.audit.record import listen
from werkplan import rules
from werkplan.models import Inzet, Step, Werkplan

FAR_AWAY = date(9999, 12, 31)
EVALUATED = ("in_uitvoering", "in_evaluatie")
MOVES = tuple(f"clients.{verb}_appointment" for verb in ("plan", "move", "cancel", "hold", "miss", "undo"))


def _earliest(rows, column, of="plan"):
    found = rows.order_by().values(of).annotate(first=Min(column))
    return Subquery(found.values("first"), output_field=DateField())


def refresh_next_on(plan):
    """Copy the earliest date of `plan` and of the appointments with its client to the rows of its lead and team.

    Of the plan: open steps, decisions, evaluation; a closed one has none. Without any date one sorts last. One query.
    """
    dates = [] if plan.state == "afgesloten" else _dates_of(plan)
    return _write(plan.client_id, dates)


def refresh_next_on_of(person):
    """The same after something happened outside the plan of `person` (id); she need not have a plan. Two queries."""
    plan = Werkplan.objects.filter(client=person).first()
    return refresh_next_on(plan) if plan else _write(person, [])


def _dates_of(plan):
    steps = Step.objects.filter(plan=plan, state__in=rules.OPEN_STEP)
    dates = [_earliest(steps, "due_on"), _earliest(Inzet.objects.filter(plan=plan), "decide_by")]
    if plan.evaluate_on and plan.state in EVALUATED:
        dates.append(Value(plan.evaluate_on, DateField()))
    return dates


def _write(person, dates):
    rows = Involvement.objects.filter(
        dossier=person, valid_until=None, relation__in=[Relation.LEAD, Relation.TEAM, Relation.PROPOSED]
    )
    # One that is over counts until somebody says how it went: then it is late, as a step is.
    planned = Appointment.objects.filter(client=person, state=Appointment.State.PLANNED)
    far = Value(FAR_AWAY, DateField())
    return rows.update(next_on=Coalesce(Least(*dates, _earliest(planned, TruncDate("starts_at"), "client"), far), far))


@listen
def after_appointments(events):
    """An appointment that was planned, moved or settled may be the first that comes; part of the same deed."""
    for person in dict.fromkeys(event.dossier_id for event in events if event.action in MOVES):
        refresh_next_on_of(person)
