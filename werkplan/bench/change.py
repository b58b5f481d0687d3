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


def more_steps(clients, number):
    """Add steps to the plans of these clients."""
    plans = dict(Werkplan.objects.filter(client__in=clients).values_list("pk", "client_id"))
    goals = dict(Goal.objects.filter(plan__in=plans).values_list("plan_id", "pk"))
    Step.objects.bulk_create(
        Step(plan_id=plan, goal_id=goals[plan], title=f"Extra stap {place}", position=10 + place)
        for plan in plans
        for place in range(number)
    )


def scenarios(coach):
    """The change with 6 and with 30 steps."""
    actor = Actor(coach.user, coach)
    ww = Client.objects.visible_to(actor).filter(income_periods__code="WW").select_related("municipality", "region")
    people = list(ww.order_by("pk")[400 : 400 + 4 * (ROUNDS + 5)])
    _let_municipalities_receive(people)
    share = len(people) // 4
    quarters = [people[at * share : (at + 1) * share] for at in range(4)]
    for number, mine, bare in ((6, quarters[0], quarters[1]), (30, quarters[2], quarters[3])):
        if number > 6:
            more_steps([client.pk for client in mine + bare], number - 6)
        yield _scenario(actor, number, mine, bare)


def _let_municipalities_receive(people):
    leader = User.objects.create_user("leider@bench.example", "leider", None)
    for cell in Participation.objects.filter(partner__municipality__in={client.municipality_id for client in people}):
        grant_membership(user=leader, participation=cell, role="teamleider", by=None)


def _scenario(actor, number, mine, bare):
    digests = {}

    def prepare(at):
        digests[at] = preview_of(client=mine[at], code="BIJSTAND", on=ON, by=actor).digest

    def ours(at):
        change_income(client=mine[at], code="BIJSTAND", on=ON, source="klant", digest=digests[at], by=actor)

    def raw(at):
        _eleven(bare[at], actor)

    return Scenario(f"P4 income change, {number} steps", ours, raw, 2.5, prepare=prepare, rounds=ROUNDS)


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
                      deadlines, recorded_by_id, recorded_at)
               VALUES (%s, %s, %s, 'WW', 'BIJSTAND', %s, '{}', '{}', '[]', %s, now()) RETURNING id""",
            [event, client.pk, plan, ON, user],
        )
        (report,) = cursor.fetchone()
        run(
            """INSERT INTO werkplan_carryoverline (report_id, plan_id, item_type, item_id, code, title, kind, reason,
                      article, owner, becomes, unverified)
               SELECT %s, plan_id, 'step', id, 'STEP', title, 'A', 'loopt door', '', 'uwv', '', false
               FROM werkplan_step WHERE plan_id = %s""",
            [report, plan],
        )
        run(
            """INSERT INTO clients_handover (public_id, client_id, from_participation_id, to_participation_id,
                      offered_by_id, offered_at, due_on, reason, article, state, refusal)
               VALUES (%s, %s, %s, %s, %s, now(), %s, 'x', '', 'aangeboden', '')""",
            [event, client.pk, cell, cell, user, ON],
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
