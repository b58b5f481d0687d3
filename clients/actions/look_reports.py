"""Reporting a line of "Wie keek in mijn dossier" that one does not recognise."""

from django.db import transaction

from clients.models import LookReport
from werkcentrum.access import policy
from werkcentrum.access.models import Review
from werkcentrum.access.review.actions import open_review
from werkcentrum.audit.record import record
from werkcentrum.permissions import Permission as P
from werkcentrum.refusal import Conflict


@transaction.atomic
def report_look(*, client, actor, participation, number, day, words, by):
    """Say that one does not recognise an employee's looks of a day. Raises Conflict (409) when it was said before.

    SECURITY: nothing of it goes on the timeline: who is reported may be who reads that.
    """
    policy.require(by, P.OWN_RIGHTS, client.pk)
    # SECURITY: it goes to who judges at the partner of the employee, never to the employee herself (`open_review`).
    review = open_review(
        kind=Review.Kind.REPORT,
        key=f"report:{client.pk}:{actor.pk}:{day}",
        subject=actor,
        subject_cell=participation,
        region=client.region,
        by=by,
        cell=participation,
        dossier=client.dossier,
        findings={"on": day.isoformat()},
    )
    values = {"participation": participation, "number": number, "words": words}
    values |= {"due_on": review.due_on, "review": review}
    row, made = LookReport.objects.get_or_create(client=client, actor=actor, day=day, defaults=values)
    if not made:
        raise Conflict("Dit hebt u al gemeld. Bij de regel staat wanneer u het antwoord hoort.")
    record("clients.report_look", row, by=by, dossier=client.pk, day=day, number=number)
    return row
