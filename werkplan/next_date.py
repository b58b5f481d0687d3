"""The only writer of the date on which a caseload is sorted: the earliest coming date of the plan."""

from datetime import date

from django.db.models import DateField, Min, Subquery, Value
from django.db.models.functions import Coalesce, Least

from werkcentrum.access.models import Involvement, Relation
from werkplan import rules
from werkplan.models import Inzet, Step

FAR_AWAY = date(9999, 12, 31)
EVALUATED = ("in_uitvoering", "in_evaluatie")


def _earliest(rows, column):
    found = rows.order_by().values("plan").annotate(first=Min(column))
    return Subquery(found.values("first"), output_field=DateField())


def refresh_next_on(plan):
    """Copy the earliest date of `plan` to the rows of its lead and team: open steps, decisions, evaluation. One query.

    A closed plan, and one without dates, sorts last.
    """
    rows = Involvement.objects.filter(
        dossier=plan.client_id, valid_until=None, relation__in=[Relation.LEAD, Relation.TEAM, Relation.PROPOSED]
    )
    far = Value(FAR_AWAY, DateField())
    if plan.state == "afgesloten":
        return rows.update(next_on=far)
    steps = Step.objects.filter(plan=plan, state__in=rules.OPEN_STEP)
    dates = [_earliest(steps, "due_on"), _earliest(Inzet.objects.filter(plan=plan), "decide_by")]
    if plan.evaluate_on and plan.state in EVALUATED:
        dates.append(Value(plan.evaluate_on, DateField()))
    return rows.update(next_on=Coalesce(Least(*dates), far))
