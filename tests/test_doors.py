"""The two doors: on random worlds both open the same dossiers (B3), and SQL as the web role gets nowhere (B14)."""

import random
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from clients.models import Client, Consent, Intake
from tests.support.results import result
from tests.support.size import size
from werkcentrum.access import door, policy
from werkcentrum.access.actor import Actor
from werkcentrum.access.models import Dossier, Involvement, Membership, User
from werkcentrum.access.relations import CARD, OPENING, Relation
from werkcentrum.pg.names import APP_ROLE

pytestmark = pytest.mark.django_db
USERS, DOSSIERS, EACH = 25, 200, 24
ROLES = ("coach", "gids", "teamleider", "klant", "privacyofficer", "regiocoordinator")
DAY = timedelta(days=1)


class RandomWorld:
    """Users with memberships of every kind, dossiers in every state, and relations that hold, held or will hold."""

    def __init__(self, world, seed):
        self.dice, self.now, self.world = random.Random(seed), timezone.now(), world
        self.cells = [world.cell(slug) for slug in ("uwv", "gemeente-leeuwarden", "werkcentrum-friesland")]
        self.users = [self._user(number) for number in range(USERS)]
        self.actors = [Actor(user, membership) for user, membership in self.users]
        self.dossiers = self._dossiers()
        Involvement.objects.bulk_create(self._rows(), ignore_conflicts=True)

    def _user(self, number):
        user = User.objects.create(email=f"b3-{number}@random.example", name=f"B3 {number}", password="!")
        user.is_active = self.dice.random() > 0.1
        user.save()
        today = timezone.localdate()
        since, until = self.dice.choice(
            [(today - DAY, None), (today - 9 * DAY, today), (today - 9 * DAY, today - DAY), (today + DAY, None)]
        )
        role = self.dice.choice(ROLES)
        membership = Membership.objects.create(
            user=user, participation=self.dice.choice(self.cells), role=role, valid_from=since, valid_until=until
        )
        # A session may still name a membership that ended; the middleware gives only one that holds.
        holds = since <= today and (until is None or until >= today)
        return user, membership if holds else None

    def _dossiers(self):
        region, town, dice = self.world.region(), self.world.municipality(), self.dice
        made = Dossier.objects.bulk_create(
            Dossier(
                region=region,
                sealed=dice.random() < 0.2,
                restricted_at=self.now if dice.random() < 0.1 else None,
                closed_at=self.now - dice.choice([9, 400]) * DAY if dice.random() < 0.15 else None,
            )
            for _ in range(DOSSIERS)
        )
        people = Client.objects.bulk_create(
            Client(dossier=dossier, region=region, municipality=town, surname="B", birth_on=date(1990, 1, 1))
            for dossier in made
        )
        Intake.objects.bulk_create(Intake(client=client, started_by=self.users[0][0]) for client in people)
        return made

    def _rows(self):
        """Also a lead for each dossier, at the end: a world in which the database would not fall silent."""
        dice, hour = self.dice, timedelta(hours=1)
        for user, membership in self.users:
            for dossier in dice.sample(self.dossiers, EACH):
                relation = dice.choice([r for r in Relation if r != Relation.LEAD])
                cell = None if relation == Relation.SELF else dice.choice(self.cells)
                if cell and membership and dice.random() < 0.7:
                    cell = membership.participation
                since, until = dice.choice([(-hour, hour), (-9 * hour, -hour), (hour, 9 * hour), (-hour, 30 * hour)])
                yield self._row(dossier, user, cell, relation, since, until)
        for dossier in self.dossiers:
            user, membership = dice.choice(self.users)
            cell = membership.participation if membership and dice.random() < 0.9 else dice.choice(self.cells)
            yield self._row(dossier, user, cell, Relation.LEAD, -hour, None)

    def _row(self, dossier, user, cell, relation, since, until):
        return Involvement(
            dossier=dossier, user=user, participation=cell, relation=relation,
            ground="self" if cell is None else "uwv", valid_from=self.now + since,
            valid_until=until and self.now + until, sealed_named=self.dice.random() < 0.3, created_by=user,
        )  # fmt: skip

    def differences(self):
        """Pairs of user and dossier on which rule, queryset and database disagree."""
        found = []
        for actor in self.actors:
            listed = set(Client.objects.visible_to(actor).values_list("pk", flat=True))
            ruled = {
                dossier.pk
                for dossier in self.dice.sample(self.dossiers, 12)
                if (row := policy.involvement(actor, dossier.pk)) and row.relation in OPENING
            }
            known = set(Client.objects.known_to(actor).values_list("pk", flat=True))
            opened, shown = as_database(actor)
            found += [(actor.user.name, pk, "queryset and database") for pk in listed ^ opened]
            found += [(actor.user.name, pk, "rule and queryset") for pk in ruled - listed]
            found += [(actor.user.name, pk, "card and database") for pk in known - shown]
        return found


def as_database(actor):
    """Which intakes (opened) and which people (at least the card) the database shows the web role for this actor."""
    with transaction.atomic():
        door.enter(actor)
        opened = set(Intake.objects.values_list("client_id", flat=True))
        shown = set(Client.objects.values_list("pk", flat=True))
        transaction.set_rollback(True)
    return opened, shown


def test_both_doors_open_the_same_dossiers(world):
    """B3: 0 differences, and enough of every kind that this says something."""
    pairs = differing = opened = 0
    for seed in range(max(1, size("B3 pairs") // (USERS * DOSSIERS))):
        with transaction.atomic():
            made = RandomWorld(world, seed)
            different = made.differences()
            assert different == []
            pairs, differing = pairs + USERS * DOSSIERS, differing + len(different)
            opened += sum(len(as_database(actor)[0]) for actor in made.actors)
            transaction.set_rollback(True)
    assert opened > pairs / 200, "hardly anything is open: the comparison says nothing"
    assert set(CARD) > set(OPENING)
    result("B3", pairs=pairs, differences=differing, opened=opened)


def test_the_comparison_sees_a_door_that_stands_open(world, monkeypatch):
    monkeypatch.setattr(policy, "dossiers_open_to", lambda actor: Dossier.objects.unscoped("planted hole").values("pk"))
    with transaction.atomic():
        assert RandomWorld(world, 1).differences()
        transaction.set_rollback(True)


def test_nobody_acts_until_somebody_does(world):
    """Without an actor, and after a request, the web role sees nothing at all."""
    world.client_of(coach := world.coach())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', %s, true)", [APP_ROLE])
        assert not Client.objects.exists()
        transaction.set_rollback(True)
    assert as_database(coach)[1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('app.user_id', true)")
        role, actor = cursor.fetchone()
    assert role != APP_ROLE and not actor


def test_a_consent_ends_also_where_everything_stands_still(world):
    client = world.client_of(coach := world.coach())
    today = timezone.localdate()
    consent = Consent.objects.create(
        client=client, purpose="scholing", groups=["G5"], receiver=world.cell("sociale-partners"), valid_from=today,
        valid_until=today + 30 * DAY, way="besproken", recorded_by=coach.user,
    )  # fmt: skip
    Dossier.objects.filter(pk=client.pk).update(restricted_at=timezone.now())
    with transaction.atomic():
        door.enter(coach)
        ended = {"withdrawn_at": timezone.now(), "withdrawn_by": coach.user}
        assert Consent.objects.filter(pk=consent.pk).update(**ended) == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            Intake.objects.create(client=client, started_by=coach.user)
        transaction.set_rollback(True)


BYPASSES = {
    "the state of a plan": "UPDATE werkplan_werkplan SET state = 'afgesloten'",
    "the person of another": "UPDATE clients_client SET surname = 'X' WHERE dossier_id = {theirs}",
    "the history of a person": "UPDATE clients_historicalclient SET surname = 'X'",
    "a history is gone": "DELETE FROM werkplan_historicalstep",
    "what was done": "UPDATE audit_event SET action = 'x'",
    "what was done is gone": "DELETE FROM audit_event",
    "who looked": "UPDATE audit_reading SET part = 'x'",
    "who looked is gone": "DELETE FROM audit_reading",
    "somebody else looked": "INSERT INTO audit_reading (at, actor_id, role, part, purpose, trace) "
    "SELECT now(), max(id), 'coach', 'plan', 'taak', gen_random_uuid() FROM access_user WHERE id <> {me}",
    "the timeline": "UPDATE clients_entry SET text = 'x'",
    "the timeline is gone": "DELETE FROM clients_entry",
    "a line by another": "INSERT INTO clients_entry (client_id, at, event_id, kind, voice, actor_id, partner_name, "
    "milestone, text, before, after) SELECT {theirs}, now(), gen_random_uuid(), 'x', 'staff', max(id), '', false, "
    "'x', '', '' FROM access_user WHERE id <> {me}",
    "oneself as lead": "INSERT INTO access_involvement (dossier_id, user_id, participation_id, relation, ground, "
    "field_groups, valid_from, next_on, created_by_id) VALUES ({theirs}, {me}, {cell}, 'lead', 'uwv', '{{}}', now(), "
    "'9999-12-31', {me})",
    "oneself as substitute": "INSERT INTO access_involvement (dossier_id, user_id, participation_id, relation, ground, "
    "field_groups, valid_from, next_on, created_by_id) VALUES ({theirs}, {me}, {cell}, 'team', 'uwv', '{{}}', now(), "
    "'9999-12-31', {me})",
    "emergency for a week": "INSERT INTO access_involvement (dossier_id, user_id, participation_id, relation, ground, "
    "field_groups, valid_from, valid_until, next_on, created_by_id) VALUES ({theirs}, {me}, {cell}, 'glass', 'uwv', "
    "'{{}}', now(), now() + interval '7 days', '9999-12-31', {me})",
    "a relation is gone": "DELETE FROM access_involvement",
    "a dossier without its function": "INSERT INTO access_dossier (public_id, region_id, opened_at) "
    "SELECT gen_random_uuid(), region_id, now() FROM access_dossier",
    "a dossier in another's name": "SELECT access_open_dossier(gen_random_uuid(), (SELECT region_id FROM "
    "regions_participation WHERE id = {cell}), {me}, {cell}, 'uwv', {me} + 1, now())",
    "a dossier is gone": "DELETE FROM access_dossier",
    "the seal is broken": "UPDATE access_dossier SET sealed = false WHERE id = {theirs}",
    "empty the log": "TRUNCATE audit_reading",
    "empty the people": "TRUNCATE clients_client CASCADE",
    "copy the people": "COPY clients_client TO '/tmp/x'",
    "copy by a program": "COPY clients_client TO PROGRAM 'cat'",
    "no triggers": "ALTER TABLE audit_event DISABLE TRIGGER ALL",
    "no triggers for this session": "SET session_replication_role = 'replica'",
    "no policies": "ALTER TABLE clients_client DISABLE ROW LEVEL SECURITY",
    "another policy": "CREATE POLICY mine ON clients_client USING (true)",
    "no row security": "SELECT count(*) FROM (SELECT set_config('row_security', 'off', true)) x, clients_client",
    "another function": "CREATE OR REPLACE FUNCTION access_is_system() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "a function of one's own": "CREATE FUNCTION access_mine() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    "become the superuser": "SET ROLE postgres",
    "a role that bypasses": "CREATE ROLE x BYPASSRLS",
    "bypass by oneself": "ALTER ROLE {app} BYPASSRLS",
    "say that one is a job": "UPDATE clients_client SET surname = 'X' "
    "WHERE set_config('app.door', 'job', true) IS NOT NULL AND dossier_id = {theirs}",
    "say that one erases": "DELETE FROM clients_entry WHERE set_config('app.erasing', 'on', true) IS NOT NULL",
    "read a file": "SELECT pg_read_file('/etc/passwd')",
    "the migrations": "DELETE FROM django_migrations",
}


@pytest.fixture
def intruder(world):
    """A coach with one dossier of her own, in a world with one of somebody else."""
    mine = world.coach(name="Indringer")
    world.client_of(mine)
    theirs = world.client_of(world.coach(name="Collega"), bsn=None)
    return mine, theirs


@pytest.mark.parametrize("statement", BYPASSES.values(), ids=BYPASSES)
def test_sql_as_the_web_role_gets_nowhere(intruder, statement):
    """B14: refused, or it touched no row. Naming another actor is possible in SQL: that residue is in SECURITY.md."""
    actor, theirs = intruder
    names = {"theirs": theirs.pk, "me": actor.user.pk, "cell": actor.cell.pk, "app": APP_ROLE}
    with transaction.atomic():
        door.enter(actor)
        with connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(statement.format(**names))
                    touched = cursor.rowcount
            except DatabaseError:
                touched = 0
        transaction.set_rollback(True)
    result("B14", statements=1, succeeded=int(touched > 0))
    assert touched <= 0, statement


def test_the_statements_are_refused_by_the_door_and_not_by_a_slip_of_the_pen(intruder):
    """As the installation most of them run: what refuses them is the web role's lack of rights, not their grammar."""
    actor, theirs = intruder
    names = {"theirs": theirs.pk, "me": actor.user.pk, "cell": actor.cell.pk, "app": APP_ROLE}
    ran = 0
    for statement in BYPASSES.values():
        with connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(statement.format(**names))
                    ran += 1
                    transaction.set_rollback(True)
            except DatabaseError as error:
                assert "syntax error" not in str(error), statement
    assert ran > 12


def test_every_table_about_people_has_the_second_door():
    """FORCE and at least one policy; a table that needs none is named here with its reason."""
    from django.apps import apps

    from tests.test_house import own_models

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind IN ('r', 'p')"
        )
        guarded = {name for (name,) in cursor.fetchall()}
    histories = [
        m for m in apps.get_models() if m.__name__.startswith("Historical") and m._meta.app_label != "services"
    ]
    history = {model._meta.db_table for model in histories}
    about = {
        model._meta.db_table
        for model in own_models()
        if any(
            field.remote_field
            and field.related_model
            and field.related_model._meta.label in {"access.Dossier", "clients.Client", "werkplan.Werkplan"}
            for field in model._meta.concrete_fields
        )
    }
    assert (about | history) - guarded == set()
