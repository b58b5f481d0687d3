"""P4: a change of income, for a plan with few and with many steps, beside the bare statements."""

import datetime
import uuid

from django.db import connection, transaction

from clients.models import Client
from werkcentrum.access.actions import grant_membership
from werkcentrum.access.actor import Actor
from werkcentrum.access.models import User
from werkcentrum.regions.models import Participation
from werkplan.actions.income import change_income
from werkplan.bench.harness import Scenario
from werkplan.models import Goal, Step, Werkplan
from werkplan.transition import preview_of

ON = datetime.date(2027, 1, 1)
ROUNDS = 40
SIZES = (3, 30, 100)
SEEDED = 6


def more_steps(clients, number):
    """Add steps to the plans of these clients."""
    plans = dict(Werkplan.objects.filter(client__in=clients).values_list("pk", "client_id"))
    goals = dict(Goal.objects.filter(plan__in=plans).values_list("plan_id", "pk"))
    Step.objects.bulk_create(
        Step(plan_id=plan, goal_id=goals[plan], title=f"Extra stap {place}", position=10 + place)
        for plan in plans
        for place in range(number)
    )


def fewer_steps(clients, number):
    """Keep the first `number` steps of these plans."""
    plans = Werkplan.objects.filter(client__in=clients).values("pk")
    Step.objects.filter(plan__in=plans, position__gt=number).delete()


def scenarios(coach):
    """The change with 3, 30 and 100 steps; in each the same number of queries, and no step rewritten."""
    actor = Actor(coach.user, coach)
    ww = Client.objects.visible_to(actor).filter(income_periods__code="WW").select_related("municipality", "region")
    people = list(ww.order_by("pk")[400 : 400 + 2 * len(SIZES) * (ROUNDS + 5)])
    _let_municipalities_receive(people)
    share = len(people) // (2 * len(SIZES))
    parts = [people[at * share : (at + 1) * share] for at in range(2 * len(SIZES))]
    for number, mine, bare in zip(SIZES, parts[::2], parts[1::2], strict=True):
        keys = [client.pk for client in mine + bare]
        if number > SEEDED:
            more_steps(keys, number - SEEDED)
        else:
            fewer_steps(keys, number)
        yield _scenario(actor, number, mine, bare)


def _let_municipalities_receive(people):
    leader = User.objects.create_user("leider@bench.example", "leider", None)
    for cell in Participation.objects.filter(partner__municipality__in={client.municipality_id for client in people}):
        grant_membership(user=leader, participation=cell, role="teamleider", by=None)


def _scenario(actor, number, mine, bare):
    digests, stood = {}, {}

    def prepare(at):
        stood[at] = _rows_of_steps(mine[at])
        if at and _rows_of_steps(mine[at - 1]) != stood[at - 1]:
            raise AssertionError(f"a change with {number} steps rewrote a step")
        digests[at] = preview_of(client=mine[at], code="BIJSTAND", on=ON, by=actor).digest

    def ours(at):
        change_income(client=mine[at], code="BIJSTAND", on=ON, source="klant", digest=digests[at], by=actor)

    def raw(at):
        _eleven(bare[at], actor)

    return Scenario(f"P4 income change, {number} steps", ours, raw, 2.5, prepare=prepare, rounds=ROUNDS)


def _rows_of_steps(client):
    """Where every step of a person lies and which transaction wrote it: the same as long as nobody rewrites one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.id, s.xmin::text, s.ctid::text FROM werkplan_step s JOIN werkplan_werkplan p ON p.id = s.plan_id"
            " WHERE p.client_id = %s ORDER BY s.id",
            [client.pk],
        )
        return cursor.fetchall()


@transaction.atomic
def _eleven(client, actor):
    """The same change in bare statements: periods, plan, report, lines, handover, events, timeline."""
    user, cell, event = actor.user.pk, actor.cell.pk, str(uuid.uuid4())
    with connection.cursor() as cursor:
        run = cursor.execute
        run("SELECT id FROM access_dossier WHERE id = %s FOR UPDATE", [client.pk])
        run("SELECT id, lead_id FROM werkplan_werkplan WHERE client_id = %s FOR UPDATE", [client.pk])
        plan, lead = cursor.fetchone()
        run(
            "UPDATE clients_incomeperiod SET valid_until = %s WHERE client_id = %s AND valid_until IS NULL",
            [ON - datetime.timedelta(days=1), client.pk],
        )
        run(
            """INSERT INTO clients_incomeperiod
                      (client_id, code, valid_from, "leading", source, obtained_on, recorded_by_id)
               VALUES (%s, 'BIJSTAND', %s, true, 'klant', %s, %s)""",
            [client.pk, ON, ON, user],
        )
        run(
            """INSERT INTO werkplan_carryover (submit_key, client_id, plan_id, from_code, to_code, "on", before, after,
                      deadlines, recorded_by_id, recorded_at, state, reason, correction, undo)
               VALUES (%s, %s, %s, 'WW', 'BIJSTAND', %s, '{}', '{}', '[]', %s, now(), 'gepland', '', false, '{}')
               RETURNING id""",
            [event, client.pk, plan, ON, user],
        )
        (report,) = cursor.fetchone()
        run(
            """INSERT INTO werkplan_carryoverline (report_id, plan_id, item_type, item_id, code, title, kind, reason,
                      article, owner, becomes, unverified, was)
               SELECT %s, plan_id, 'step', id, 'STEP', title, 'A', 'loopt door', '', 'uwv', '', false, '{}'
               FROM werkplan_step WHERE plan_id = %s""",
            [report, plan],
        )
        run(
            """INSERT INTO clients_handover (public_id, client_id, from_participation_id, to_participation_id,
                      offered_by_id, offered_at, due_on, expires_on, reason, article, state, refusal_code, refusal)
               VALUES (%s, %s, %s, %s, %s, now(), %s, %s, 'x', '', 'aangeboden', '', '')""",
            [event, client.pk, cell, cell, user, ON, ON],
        )
        run(
            """UPDATE werkplan_werkplan SET state = 'overdracht_aangeboden', offered_to_id = %s,
                      state_before_offer = 'in_uitvoering' WHERE id = %s""",
            [lead, plan],
        )
        for action in ("werkplan.change_income", "clients.offer"):
            run(
                """INSERT INTO audit_event (id, at, actor_id, participation_id, role, action, object_type, object_id,
                          dossier_id, detail)
                   VALUES (%s, now(), %s, %s, 'coach', %s, 'x', '1', %s, '{}')""",
                [str(uuid.uuid4()), user, cell, action, client.pk],
            )
            run(
                """INSERT INTO clients_entry (client_id, at, event_id, kind, voice, actor_id, partner_name, milestone,
                          text, before, after)
                   VALUES (%s, now(), %s, 'income', 'staff', %s, 'UWV', true, 'x', '', '')""",
                [client.pk, event, user],
            )
