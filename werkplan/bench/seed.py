"""Makes fictitious people in bulk: the same number and seed always give the same people, hard on purpose.

Surnames follow a long tail ("Jong" on top), regions are interleaved, one coach works with twelve thousand of them.
"""

import datetime
import io
import random
import uuid

from django.db import connection, transaction

from clients import names
from clients.models import Client, Entry, IncomePeriod
from werkcentrum.access.models import Dossier, Involvement, Membership
from werkcentrum.regions.models import Municipality
from werkplan.models import Goal, Step, Werkplan

TODAY = datetime.date(2026, 11, 21)
NOW = "2026-11-01 09:00:00+00"
FAR = "9999-12-31"
SITUATIONS = ("WW", "BIJSTAND", "NUG", "WGA", "BIJSTAND", "WW", "LOONDIENST")
FIRST = ("Jan", "Fatima", "Sanne", "Piet", "Aisha", "Kees", "Maria", "Ahmed", "Lotte", "Tomasz", "Ayse", "Bram")
HEADS = ("Jong", "Jansen", "Vries", "Berg", "Bakker", "Dijk", "Visser", "Smit", "Meijer", "Boer", "Mulder", "Groot")
SYLLABLES = tuple("ba den ger hof ker lan mer nij pol rik sta tel ver wij zan oos".split())
WATCHED = 12_000
OF_A_PLAN = (Werkplan, Goal, Step, Entry)


def surname(chance: random.Random) -> str:
    """A surname with a head heavier than reality and a tail of thousands."""
    if chance.random() < 0.25:
        return HEADS[min(int(chance.paretovariate(1.1)) - 1, len(HEADS) - 1)]
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize()


class People:
    """Rows of every table for `number` people, with ids above what is there already."""

    def __init__(self, number: int, seed: int, coach: Membership, rest: Membership):
        self.number = number
        self.chance = random.Random(seed)  # noqa: S311  not a secret: repeatable people
        self.coach = coach
        self.start = (Dossier.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        self.plan_start = (Werkplan.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        self.goal_start = (Goal.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        self.places = list(Municipality.objects.order_by("pk").values_list("pk", "region_id"))
        self.rest = rest
        self.cell = coach.participation_id
        self.user = coach.user_id

    def ids(self):
        """(place in the row, id of the dossier)."""
        return enumerate(range(self.start, self.start + self.number))

    def public_id(self, number, kind):
        """A stable public id."""
        return uuid.uuid5(uuid.NAMESPACE_OID, f"{kind}:{number}")

    def place(self, at):
        """(municipality, region) of the person: interleaved, worst locality."""
        return self.places[at % len(self.places)]

    def dossiers(self):
        """access_dossier"""
        for at, pk in self.ids():
            yield pk, self.public_id(pk, "dossier"), self.place(at)[1], NOW

    def clients(self):
        """clients_client"""
        for at, pk in self.ids():
            family, first = surname(self.chance), self.chance.choice(FIRST)
            born = datetime.date(1960, 1, 1) + datetime.timedelta(days=self.chance.randrange(18_250))
            municipality, region = self.place(at)
            sort, search = names.plain(f"{family} {first}"), names.search_key(family)
            yield (
                *(pk, self.public_id(pk, "client"), region, first, first, "", family, "", "", "E", "", born, "day"),
                *("", 1 + at % 200, "", "", "8911AA", "", municipality, "", "", "", "nld", False, sort, search, 1, NOW),
            )

    def involvements(self):
        """access_involvement: the first WATCHED people are led by one coach, the others by a colleague."""
        for at, pk in self.ids():
            next_on = TODAY + datetime.timedelta(days=self.chance.randrange(-5, 365)) if at % 10 else FAR
            lead = self.coach if at < WATCHED else self.rest
            yield pk, lead.user_id, lead.participation_id, "lead", "uwv", "{}", NOW, None, next_on, self.user

    def periods(self):
        """clients_incomeperiod"""
        for at, pk in self.ids():
            yield pk, SITUATIONS[at % len(SITUATIONS)], "2026-02-01", None, True, "klant", "2026-02-01", None, self.user

    def plans(self):
        """werkplan_werkplan"""
        for at, pk in self.ids():
            plan = self.plan_start + at
            yield (
                *(
                    plan,
                    self.public_id(plan, "plan"),
                    pk,
                    self.place(at)[1],
                    self.cell,
                    None,
                    "in_uitvoering",
                    "",
                    "",
                    "",
                ),
                *("2027-05-01", "", 1, NOW),
            )

    def goals(self):
        """werkplan_goal"""
        for at, _pk in self.ids():
            yield self.goal_start + at, self.plan_start + at, "Ik wil werk in de zorg", "betaald_werk", 1, None, "", 1

    def steps(self):
        """werkplan_step: six for everyone"""
        states = ("klaar", "bezig", "afgesproken", "afgesproken", "voorgesteld", "wacht_op_derde")
        for at, _pk in self.ids():
            for place, state in enumerate(states, start=1):
                done = "2026-10-01" if state == "klaar" else None
                due = TODAY + datetime.timedelta(days=30 * place)
                plan, goal = self.plan_start + at, self.goal_start + at
                yield plan, goal, f"Stap {place} van het plan", "klant", due, "", state, "", done, place, 1

    def entries(self):
        """clients_entry: twenty lines each, in the order of time"""
        for turn in range(20):
            moment = f"2026-{1 + turn // 2:02d}-{1 + turn % 2 * 14:02d} 10:00:00+00"
            event = uuid.uuid5(uuid.NAMESPACE_OID, f"turn:{turn}")
            for _at, pk in self.ids():
                text = f"Stap {turn} bijgewerkt"
                yield pk, moment, event, "step", "staff", self.user, "UWV", turn % 5 == 0, text, "", ""


def tables(people):
    """(model, columns, rows) in the order in which foreign keys allow them."""
    name = "public_id region_id first_names call_name prefix surname partner_prefix partner_surname".split()
    address = "name_use gender birth_on birth_precision street house_number house_letter house_addition".split()
    contact = "postcode place municipality_id phone email channel language interpreter".split()
    rest = "sort_name search_name version created_at".split()
    return [
        (Dossier, "id public_id region_id opened_at".split(), people.dossiers()),
        (Client, ["dossier_id", *name, *address, *contact, *rest], people.clients()),
        (
            Involvement,
            "dossier_id user_id participation_id relation ground field_groups valid_from valid_until next_on "
            "created_by_id".split(),
            people.involvements(),
        ),
        (
            IncomePeriod,
            "client_id code valid_from valid_until leading source obtained_on confirmed_on recorded_by_id".split(),
            people.periods(),
        ),
        (
            Werkplan,
            "id public_id client_id region_id lead_id offered_to_id state state_before_offer pause_reason close_reason "
            "evaluate_on own_view version started_at".split(),
            people.plans(),
        ),
        (Goal, "id plan_id text kind position reached_on dropped_reason version".split(), people.goals()),
        (Step, "plan_id goal_id title who due_on proof state reason done_on position version".split(), people.steps()),
        (
            Entry,
            "client_id at event_id kind voice actor_id partner_name milestone text before after".split(),
            people.entries(),
        ),
    ]


def copy(cursor, model, columns, rows, batch=20_000):
    """COPY rows into the model's table."""
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    statement = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({quoted}) FROM STDIN"
    buffer, held = io.StringIO(), 0
    for row in rows:
        buffer.write("\t".join("\\N" if value is None else str(value) for value in row) + "\n")
        held += 1
        if held == batch:
            buffer.seek(0)
            cursor.copy_expert(statement, buffer)
            buffer, held = io.StringIO(), 0
    buffer.seek(0)
    cursor.copy_expert(statement, buffer)


def seed(*, number, coach, rest, seed=1, bare=False, progress=None):
    """Make `number` people, twelve thousand led by `coach` and the others by `rest` (Memberships).

    With `bare` nobody has a plan.
    Ends with VACUUM ANALYZE: index-only plans rot without.
    """
    made = [row for row in tables(People(number, seed, coach, rest)) if not bare or row[0] not in OF_A_PLAN]
    with transaction.atomic(), connection.cursor() as cursor:
        for done, (model, columns, rows) in enumerate(made, start=1):
            table = connection.ops.quote_name(model._meta.db_table)
            # The per-row checks "one lead" and "no holes" hold by construction here; the foreign keys stay on.
            cursor.execute(
                f"ALTER TABLE {table} DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY"
            )  # COPY knows no policy
            copy(cursor, model, columns, rows)
            if "id" in columns:
                highest = f"(SELECT max(id) FROM {table})"  # noqa: S608  our own table names
                cursor.execute(f"SELECT setval(pg_get_serial_sequence(%s, 'id'), {highest})", [model._meta.db_table])
            if progress:
                progress(done, len(made) + 1)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model, _columns, _rows in made:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER, FORCE ROW LEVEL SECURITY")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    if progress:
        progress(len(made) + 1, len(made) + 1)
