"""An income that began on another day than was noted: the periods move, what was decided meanwhile stays as it is."""

import uuid

from django.db import transaction
from django.utils import timezone

from clients.actions.starts import move_start
from clients.models import IncomePeriod
from clients.offered import lock
from werkcentrum.audit.record import record
from werkcentrum.refusal import Conflict
from werkcentrum.web.dates import long_date
from werkplan.actions.income import report_facts
from werkplan.models import CarryOver, CarryOverLine
from werkplan.transition import consequences


@transaction.atomic
def correct_start(*, client, period, on, seen, by, submit_key=None) -> CarryOver | None:
    """Note that `period` began on `on` and not on `seen`; returns the report of what is different, None without a plan.

    Not one item of the plan is rewritten: decisions keep their dates, the report names what the law says now. Raises
    as `clients.actions.starts.move_start`, and Conflict (409) when the change is still planned.
    """
    lock(client)
    planned = CarryOver.objects.filter(client=client, state=CarryOver.State.PLANNED, on=seen).exists()
    if planned:
        raise Conflict(
            f"De wijziging per {long_date(seen)} is nog niet ingegaan. "
            "Kies daar ‘Gaat toch niet door’ en leg haar met de goede dag vast.",
            field="on",
        )
    before = move_start(client=client, period=period, on=on, seen=seen, by=by)
    if before is None:
        return None
    rows = list(IncomePeriod.objects.filter(client=client))
    preview = consequences(client=client, code=period.code, on=on, rows=rows, by=by)
    report = CarryOver.objects.create(
        **report_facts(preview=preview, by=by),
        submit_key=submit_key or uuid.uuid4(),
        correction=True,
        state=CarryOver.State.BEGUN,
        settled_at=timezone.now(),
    )
    CarryOverLine.objects.bulk_create([line.row(report) for line in preview.lines])
    record("werkplan.correct_income", report, by=by, dossier=client.pk, before=seen, after=on)
    return report
