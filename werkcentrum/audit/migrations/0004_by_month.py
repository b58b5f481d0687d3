"""Both logs by month, with the number of the writing transaction in every row (ADR 10).

Safe on a large table: the old table is not copied. It gets a validated check and a second unique index beside its work,
is renamed, and becomes the first partition in one short transaction. Backwards is a copy: take a quiet hour for it.
"""

import datetime
import re

from django.db import migrations, models, transaction
from django.db.models import deletion
from django.conf import settings

from werkcentrum.pg.names import APP_ROLE

TABLES = ("audit_event", "audit_reading")
TRIGGER = {"audit_event": "event_append_only", "audit_reading": "reading_append_only"}
# Covered by an index that starts with the same column.
COVERED = re.compile(
    r"audit_reading USING btree \((actor_id|dossier_id|participation_id)\)|audit_event USING btree \(dossier_id\)"
)
TURN = """
CREATE FUNCTION audit_turn_shift() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 0::bigint';
CREATE FUNCTION audit_turn() RETURNS bigint LANGUAGE sql VOLATILE AS
    'SELECT pg_current_xact_id()::text::bigint + audit_turn_shift()';
"""
NO_TURN = "DROP FUNCTION audit_turn(); DROP FUNCTION audit_turn_shift();"


def first_of_next_month():
    now = datetime.datetime.now(datetime.UTC)
    return f"{now.year + now.month // 12:04d}-{now.month % 12 + 1:02d}-01 00:00:00+00"


def revoked(*rights, table):
    """For the web role, where it exists: SECURITY: it may add and read, and only through the parent."""
    return f"""DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
        REVOKE {", ".join(rights)} ON {table} FROM {APP_ROLE}; END IF; END $$"""


def granted(table, sequence=""):
    usage = f"GRANT USAGE, SELECT ON SEQUENCE {sequence} TO {APP_ROLE};" if sequence else ""
    return f"""DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
        GRANT SELECT, INSERT ON {table} TO {APP_ROLE}; {usage} END IF; END $$"""


def columns(cursor):
    cursor.execute(TURN)
    for name in ("relation", "ground", "result"):
        cursor.execute(f"ALTER TABLE audit_reading ADD COLUMN {name} varchar(16) NULL")
    for table in TABLES:
        # A constant default writes nothing: the rows of before all have turn 0.
        cursor.execute(f"ALTER TABLE {table} ADD COLUMN turn bigint NOT NULL DEFAULT 0")
        cursor.execute(f"ALTER TABLE {table} ALTER COLUMN turn SET DEFAULT audit_turn()")


def parts_of(cursor, table):
    """(indexes without the primary key as (name, definition), foreign keys as (name, definition))."""
    cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = %s", [table])
    indexes = [(name, text) for name, text in cursor.fetchall() if " UNIQUE " not in text]
    cursor.execute("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'", [table])
    return indexes, cursor.fetchall()


def prepare(cursor, table, until):
    """What takes time, while others read and write."""
    cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {table}_before CHECK (at < '{until}') NOT VALID")
    cursor.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {table}_before")
    cursor.execute(f"CREATE UNIQUE INDEX CONCURRENTLY {table}_before_key ON {table} (id, at)")
    cursor.execute(f"CREATE INDEX CONCURRENTLY {table}_before_turn ON {table} (turn, id)")
    if table == "audit_reading":
        cursor.execute(f"CREATE INDEX CONCURRENTLY {table}_before_cell ON {table} (participation_id, at DESC)")


def swap(cursor, table, until):
    """The old table becomes the first partition: a few milliseconds under a lock."""
    cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
    indexes, keys = parts_of(cursor, table)
    cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey")
    cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {table}_before_pkey PRIMARY KEY USING INDEX {table}_before_key")
    cursor.execute(f"DROP TRIGGER {TRIGGER[table]} ON {table}")
    cursor.execute(f"ALTER TABLE {table} RENAME TO {table}_before")
    for name, text in indexes:
        if COVERED.search(text):
            cursor.execute(f"DROP INDEX {name}")
        elif not name.startswith(f"{table}_before"):
            cursor.execute(f"ALTER INDEX {name} RENAME TO {name}_before")
    sequence = renumber(cursor, table)
    cursor.execute(f"CREATE TABLE {table} (LIKE {table}_before INCLUDING DEFAULTS) PARTITION BY RANGE (at)")
    cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {table}_pkey PRIMARY KEY (id, at)")
    if sequence:
        cursor.execute(f"ALTER SEQUENCE {sequence} OWNED BY {table}.id")
    for name, text in keys:
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {text}")
    for name, text in indexes:
        if not COVERED.search(text) and not name.startswith(f"{table}_before"):
            cursor.execute(text)
    cursor.execute(f"CREATE INDEX {table}_turn ON {table} (turn, id)")
    if table == "audit_reading":
        cursor.execute("CREATE INDEX reading_of_cell ON audit_reading (participation_id, at DESC)")
    settle(cursor, table, until, sequence)


def renumber(cursor, table):
    """The numbers of readings come from a plain sequence: a partition cannot have an identity column."""
    if table != "audit_reading":
        return ""
    cursor.execute("SELECT nextval(pg_get_serial_sequence('audit_reading_before', 'id'))")
    ((following,),) = cursor.fetchall()
    cursor.execute("ALTER TABLE audit_reading_before ALTER COLUMN id DROP IDENTITY")
    cursor.execute(f"CREATE SEQUENCE audit_reading_id_seq START {following}")
    cursor.execute("ALTER TABLE audit_reading_before ALTER COLUMN id SET DEFAULT nextval('audit_reading_id_seq')")
    return "audit_reading_id_seq"


def settle(cursor, table, until, sequence):
    """Attach the old rows (or leave the empty table behind), a partition for whatever fits nowhere, guard and rights."""
    cursor.execute(f"SELECT EXISTS (SELECT FROM {table}_before)")
    ((has_rows,),) = cursor.fetchall()
    if has_rows:
        cursor.execute(f"ALTER TABLE {table} ATTACH PARTITION {table}_before FOR VALUES FROM (MINVALUE) TO ('{until}')")
        cursor.execute(f"ALTER TABLE {table}_before DROP CONSTRAINT {table}_before")
        cursor.execute(revoked("ALL", table=f"{table}_before"))
    else:
        if sequence:
            cursor.execute(f"ALTER TABLE {table}_before ALTER COLUMN id DROP DEFAULT")
        cursor.execute(f"DROP TABLE {table}_before")
    cursor.execute(f"CREATE TABLE {table}_other PARTITION OF {table} DEFAULT")
    cursor.execute(
        f"CREATE TRIGGER {TRIGGER[table]} BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()"
    )
    cursor.execute(revoked("ALL", table=f"{table}_other"))
    cursor.execute(revoked("ALL", table=table))
    cursor.execute(granted(table, sequence))


def forward(apps, editor):
    connection, until = editor.connection, first_of_next_month()
    with connection.cursor() as cursor:
        with transaction.atomic(connection.alias):
            columns(cursor)
        for table in TABLES:
            prepare(cursor, table, until)
        for table in TABLES:
            with transaction.atomic(connection.alias):
                swap(cursor, table, until)


def backward(apps, editor):
    with editor.connection.cursor() as cursor, transaction.atomic(editor.connection.alias):
        for table in TABLES:
            gather(cursor, table)
        cursor.execute(NO_TURN)


def gather(cursor, table):
    """One plain table again, with every row."""
    cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
    indexes, keys = parts_of(cursor, table)
    cursor.execute(f"CREATE TABLE {table}_whole (LIKE {table} INCLUDING DEFAULTS)")
    cursor.execute(f"INSERT INTO {table}_whole SELECT * FROM {table}")
    cursor.execute(f"ALTER TABLE {table}_whole DROP COLUMN turn")
    if table == "audit_reading":
        cursor.execute("SELECT nextval('audit_reading_id_seq')")
        ((following,),) = cursor.fetchall()
        for name in ("relation", "ground", "result"):
            cursor.execute(f"ALTER TABLE {table}_whole DROP COLUMN {name}")
        cursor.execute(f"ALTER TABLE {table}_whole ALTER COLUMN id DROP DEFAULT")
    cursor.execute(f"DROP TABLE {table}")
    cursor.execute(f"ALTER TABLE {table}_whole RENAME TO {table}")
    cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {table}_pkey PRIMARY KEY (id)")
    if table == "audit_reading":
        cursor.execute(f"ALTER TABLE {table} ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (START {following})")
    for name, text in keys:
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {text}")
    for name, text in indexes:
        if name not in {f"{table}_turn", "reading_of_cell"}:
            cursor.execute(text.replace(" ON ONLY ", " ON "))
    more = ("actor_id", "dossier_id", "participation_id") if table == "audit_reading" else ("dossier_id",)
    for name in more:
        cursor.execute(f"CREATE INDEX {table}_{name} ON {table} ({name})")
    cursor.execute(
        f"CREATE TRIGGER {TRIGGER[table]} BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()"
    )


def relates(name, field, to, **more):
    key = models.ForeignKey(db_index=False, on_delete=deletion.PROTECT, related_name="+", to=to, **more)
    return migrations.AlterField(name, field, key)


STATE = [
    relates("event", "dossier", "access.dossier", null=True),
    relates("reading", "dossier", "access.dossier", null=True),
    relates("reading", "actor", settings.AUTH_USER_MODEL),
    relates("reading", "participation", "regions.participation", null=True),
    migrations.AddField("reading", "relation", models.CharField("relatie", max_length=16, null=True)),
    migrations.AddField("reading", "ground", models.CharField("grond", max_length=16, null=True)),
    migrations.AddField("reading", "result", models.CharField("uitkomst", max_length=16, null=True)),
    migrations.AddIndex("reading", models.Index(fields=["participation", "-at"], name="reading_of_cell")),
]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("audit", "0003_submission"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(forward, backward)], state_operations=STATE
        )
    ]
