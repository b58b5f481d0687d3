"""The log: the lines of one page with fifty people, and "Wie keek in mijn dossier" over ten thousand readings."""

import uuid

from django.db import connection

from clients.looks import Filters, looks_of
from clients.models import Client
from werkcentrum.access.actor import Actor
from werkcentrum.audit.models import Reading
from werkcentrum.audit.record import record_readings
from werkplan.bench.harness import Scenario

PEOPLE, READINGS = 50, 10_000
COLUMNS = "at, actor_id, participation_id, role, dossier_id, part, purpose, trace, relation, ground"
INSERT = f"INSERT INTO audit_reading ({COLUMNS})"
FILL = """ SELECT now() - n * interval '37 minutes', %s, %s, 'coach', %s,
    (ARRAY['plan', 'intake', 'person', 'list:caseload'])[1 + n %% 4], 'taak', gen_random_uuid(), 'lead', 'uwv'
    FROM generate_series(1, %s) n"""


def scenarios(coach):
    """Both, for people whom `coach` (a Membership) leads."""
    ids = list(Client.objects.order_by("pk").values_list("pk", flat=True)[: PEOPLE + 1])
    yield lines(coach, ids[:PEOPLE])
    yield who_looked(coach, ids[PEOPLE])


def lines(coach, people):
    """What a list of fifty people costs in the log, beside the bare insert of the same rows."""
    actor = Actor(coach.user, coach)

    def ours(at):
        actor.saw(people, "list:bench")
        record_readings(actor)

    def raw(at):
        values = ", ".join(["(now(), %s, %s, 'coach', %s, 'list:bench', 'taak', %s, 'lead', 'uwv')"] * len(people))
        trace, mine = str(uuid.uuid4()), (coach.user_id, coach.participation_id)
        with connection.cursor() as cursor:
            cursor.execute(f"{INSERT} VALUES {values}", [v for pk in people for v in (*mine, pk, trace)])

    ours(0)
    return Scenario(f"log: lines of {PEOPLE} people", ours, raw, 3)


def who_looked(coach, dossier):
    """The first page of who looked, numbers and folding included, beside the same grouping in bare SQL."""
    with connection.cursor() as cursor:
        cursor.execute(INSERT + FILL, [coach.user_id, coach.participation_id, dossier, READINGS])
        cursor.execute("ANALYZE audit_reading")
    client = Client.objects.get(pk=dossier)
    looks_of(client, Filters())

    def raw(at):
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT (at AT TIME ZONE 'Europe/Amsterdam')::date AS day, actor_id, role, purpose, participation_id,
                          min(at), max(at), array_agg(DISTINCT part)
                     FROM audit_reading WHERE dossier_id = %s AND role <> 'klant'
                    GROUP BY 1, 2, 3, 4, 5 ORDER BY 7 DESC LIMIT 21""",
                [dossier],
            )
            return cursor.fetchall()

    held = Reading.objects.filter(dossier=dossier).count()
    return Scenario(
        "log: who looked, 10.000 readings", lambda at: looks_of(client, Filters()), raw, 2, extra={"rows": held}
    )
