"""The log by month: a row always finds a place, nobody changes one, and the way here and back keeps every row."""

import datetime
import io
import uuid
from contextlib import closing
from importlib import import_module

import psycopg2
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from werkcentrum.access import door
from werkcentrum.audit import partitions
from werkcentrum.audit.models import Event, Reading
from werkcentrum.audit.record import record_readings
from werkcentrum.pg.names import APP_ROLE


def run(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def place(model, key):
    return run(f"SELECT tableoid::regclass::text FROM {model._meta.db_table} WHERE id = %s", str(key))[0][0]


def written(world, at):
    """One reading with a moment of choice (only the database's owner can do that)."""
    lead = world.coach()
    columns = "at, actor_id, role, part, purpose, trace"
    text = f"INSERT INTO audit_reading ({columns}) VALUES (%s, %s, '', 'plan', 'taak', %s) RETURNING id"
    ((key,),) = run(text, at, lead.user.pk, str(uuid.uuid4()))
    run("SET CONSTRAINTS ALL IMMEDIATE")
    return key


def test_a_row_lands_in_its_month(world):
    lead = world.coach()
    lead.saw([world.client_of(lead).pk], "plan")
    record_readings(lead)
    month = datetime.datetime.now(datetime.UTC)
    for model in (Event, Reading):
        assert place(model, model.objects.first().pk) == f"{model._meta.db_table}_{month:%Y_%m}"


@pytest.mark.parametrize("at", ["1999-12-31 23:59:59.999999+00", "2099-01-01 00:00:00+00"])
def test_a_row_that_fits_nowhere_is_kept(world, at):
    assert place(Reading, written(world, at)) == "audit_reading_other"


def test_months_are_there_ahead_and_made_once(world):
    today = datetime.date(2031, 11, 20)
    made = partitions.make_ahead(today=today)
    assert [name for name in made if "reading" in name] == [
        f"audit_reading_{month}" for month in ("2031_11", "2031_12", "2032_01", "2032_02")
    ]
    assert partitions.make_ahead(today=today) == []


def test_a_month_made_late_takes_its_rows_in(world):
    key, other = written(world, "2032-06-30 12:00+00"), written(world, "2032-07-01 00:00+00")
    turn = run("SELECT turn FROM audit_reading WHERE id = %s", key)
    partitions.make_ahead(today=datetime.date(2032, 6, 3), ahead=0)
    assert place(Reading, key) == "audit_reading_2032_06" and place(Reading, other) == "audit_reading_other"
    assert run("SELECT turn FROM audit_reading WHERE id = %s", key) == turn
    for name in ("audit_reading_2032_06", "audit_reading_other"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            run(f"DELETE FROM {name}")


@pytest.mark.parametrize("table", partitions.TABLES)
def test_every_part_refuses_changes(world, table):
    lead = world.coach()
    lead.saw([world.client_of(lead).pk], "plan")
    record_readings(lead)
    for at in ("1999-01-01", "2099-01-01"):
        written(world, at)
    seen = 0
    for name, _upper in partitions.parts()[table]:
        for statement in ("UPDATE {} SET role = 'x'", "DELETE FROM {}"):
            rows = run(f"SELECT count(*) FROM {name}")[0][0]
            if rows:
                seen += 1
                with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                    run(statement.format(name))
    assert seen >= 2


RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def rights(table):
    return {r for r in RIGHTS if run("SELECT has_table_privilege(%s, %s, %s)", APP_ROLE, table, r)[0][0]}


def test_the_web_role_adds_and_reads_through_the_parent_only(world):
    partitions.make_ahead(today=datetime.date(2033, 1, 1))
    for table in partitions.TABLES:
        assert rights(table) == {"SELECT", "INSERT"}
        parts = partitions.parts()[table]
        assert len(parts) > 4
        for name, _upper in parts:
            assert rights(name) == set(), name
    assert rights("audit_logbatch") == rights("audit_detachedmonth") == set()
    assert rights("audit_alias") == {"SELECT", "INSERT"}


def test_the_web_role_cannot_change_the_log(world):
    """As the role itself, not as its owner (B14)."""
    month = f"audit_reading_{datetime.datetime.now(datetime.UTC):%Y_%m}"
    refused = [
        "UPDATE audit_reading SET part = 'x'", "DELETE FROM audit_reading", "TRUNCATE audit_reading",
        f"SELECT * FROM {month}", f"DELETE FROM {month}", "SELECT * FROM audit_reading_other",
        f"INSERT INTO {month} SELECT * FROM audit_reading", "SELECT * FROM audit_logbatch", "DELETE FROM audit_event",
        "UPDATE audit_alias SET number = 1", "ALTER TABLE audit_event DISABLE TRIGGER ALL", "DROP TABLE audit_event",
        "CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ]  # fmt: skip
    target = connection.settings_dict
    other = psycopg2.connect(
        dbname=target["NAME"], user=APP_ROLE, host=target["HOST"], port=target["PORT"], password=""
    )
    other.autocommit = True
    with closing(other), other.cursor() as cursor:
        cursor.execute("SELECT current_user, count(*) FROM audit_reading")
        assert cursor.fetchone()[0] == APP_ROLE
        for statement in refused:
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(statement)


def test_the_way_here_keeps_every_row_and_so_does_the_way_back(committed_world):
    """On a table with rows: the old table becomes a part; back is a copy. Nothing is lost and numbers go on."""
    lead = committed_world.coach()
    client = committed_world.client_of(lead)
    for part in ("plan", "intake", "mine"):
        lead.saw([client.pk], part)
        record_readings(lead)
    events, readings = _all()
    whole = sorted(run("SELECT id::text, at, action FROM audit_event"))
    assert len(events) >= 2 and len(readings) == 3
    with door.as_system("test"):
        try:
            _back()
            assert run("SELECT relkind FROM pg_class WHERE relname = 'audit_reading'") == [("r",)]
            assert sorted(run("SELECT id::text, at, action FROM audit_event")) == whole
            assert run("SELECT count(*) FROM audit_reading") == [(3,)]
            following = run(
                "INSERT INTO audit_reading (at, actor_id, role, part, purpose, trace) "
                "VALUES (now(), %s, '', 'bsn', 'taak', gen_random_uuid()) RETURNING id", lead.user.pk,
            )  # fmt: skip
            assert following[0][0] > max(readings)
            with pytest.raises(DatabaseError, match="append-only"):
                run("DELETE FROM audit_event")
        finally:
            _here()
    assert _all()[0] == events and set(readings) < set(_all()[1])
    kept = run("SELECT DISTINCT tableoid::regclass::text, turn FROM audit_reading")
    assert kept == [("audit_reading_before", 0)]
    assert "audit_reading_before" in {name for name, _upper in partitions.parts()["audit_reading"]}
    assert rights("audit_reading_before") == set()
    lead.saw([client.pk], "plan")
    record_readings(lead)
    assert Reading.objects.order_by("-pk").first().pk > following[0][0]
    with pytest.raises(DatabaseError, match="append-only"):
        run("DELETE FROM audit_reading_before")
    # And once more: an empty table is simply made anew, as every test database has it.
    call_command("flush", interactive=False, verbosity=0)
    with door.as_system("test"):
        _back()
        _here()
    assert "audit_reading_before" not in {name for name, _upper in partitions.parts()["audit_reading"]}


def _all():
    return sorted(Event.objects.values_list("pk", flat=True)), list(Reading.objects.values_list("pk", flat=True))


BY_MONTH = import_module("werkcentrum.audit.migrations.0004_by_month")
SECOND_DOOR = import_module("werkcentrum.access.migrations.0009_second_door")


def _back():
    with connection.schema_editor(atomic=False) as editor:
        BY_MONTH.backward(None, editor)


def _here():
    """Forward, then what later migrations put on these two tables (undoing those of every app would take minutes)."""
    with connection.schema_editor(atomic=False) as editor:
        BY_MONTH.forward(None, editor)
        for guard in SECOND_DOOR.Migration.operations:
            for statement in guard.sql if isinstance(guard.sql, list) else []:
                if " audit_" in statement:
                    editor.execute(statement)
    call_command("log_partitions", stdout=io.StringIO())


def test_the_schema_is_what_the_models_say(world):
    """Indexes and keys of the parts are those of the parent, under the names that Django knows."""
    tables = list(partitions.TABLES)
    names = {name for (name,) in run("SELECT indexname FROM pg_indexes WHERE tablename = ANY(%s)", tables)}
    for model in (Event, Reading):
        assert {index.name for index in model._meta.indexes} <= names
    kinds = run(
        "SELECT conrelid::regclass::text, count(*) FROM pg_constraint WHERE contype = 'f' "
        "AND conrelid::regclass::text = ANY(%s) GROUP BY 1", tables,
    )  # fmt: skip
    assert dict(kinds) == {"audit_event": 3, "audit_reading": 3}
