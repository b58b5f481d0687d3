"""The second door: row-level security in PostgreSQL, computed there from Involvement, whatever the application asks.

The web works as a role that owns nothing; `enter` tells the database who acts, for this transaction only. Policies let
that role see rows of dossiers to which the actor has a live relation. What both doors show is shown: a mistake in one
narrows, it cannot widen (ADR 0006).
"""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, migrations
from django.utils import timezone

from werkcentrum.pg.names import APP_ROLE

SQL = Path(__file__).parent / "sql"
ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")
APPEND_ONLY = ("SELECT", "INSERT")

OPEN = "SELECT access_open_dossiers()"
"""Dossiers whose pages the actor may open."""
CLOSED = {"django_q"}
"""Apps of others whose tables the web role never touches."""
CARD = "SELECT access_card_dossiers()"
"""Dossiers of which the actor may see the card, or more."""
WRITE = "SELECT access_write_dossiers()"
"""Dossiers in which the actor may change something."""


@dataclass(frozen=True)
class System:
    """Who acts when nobody does: a job or a command of the installation. Events carry no user, unless one started it.

    `deeds` are the permissions that the job was made for; where the rule asks a relation, it asks those instead.
    """

    job: str
    user: Any = None
    cell: Any = None
    deeds: frozenset[str] = frozenset()
    role: str = "systeem"


def enter(actor):
    """Tell the database who acts until the transaction ends; must run inside one. One statement."""
    membership = actor.membership.pk if actor.membership else ""
    values = {"app.user_id": actor.user.pk, "app.membership": membership, "app.purpose": actor.purpose}
    if key := getattr(actor, "key", None):
        values["app.key"] = key.pk  # the system of a partner
    if connection.settings_dict["USER"] != APP_ROLE:
        values["role"] = APP_ROLE  # a local server or a test: the connection is the owner's
    if settings.TESTING:
        values["app.now"] = timezone.now().isoformat()  # tests have a clock of their own
    _set(values, local=True)


def leave():
    """Forget who acted. A transaction that ends does so by itself; one that goes on around it (a test) does not."""
    if connection.in_atomic_block and not connection.needs_rollback:
        _set(
            {
                "role": "none",
                "app.user_id": "",
                "app.membership": "",
                "app.key": "",
                "app.purpose": "",
                "app.export": "",
                "app.now": "",
            },
            local=True,
        )


@contextmanager
def as_system(job, **who):
    """Work as the installation, for a command or a job; without it the owner's connection sees no dossier at all.

    Yields a `System` for `by=`; `who` tells its user, cell and deeds. SECURITY: only the owner role has a policy for
    it; the web gains nothing by saying so.
    """
    before = _get("app.door")
    _set({"app.door": job}, local=False)
    try:
        yield System(job, **who)
    finally:
        if not connection.needs_rollback:
            _set({"app.door": before}, local=False)


@contextmanager
def exporting(request):
    """Let the database show the dossier of one request for inzage while its export is made, to who answers it.

    SECURITY: the database itself looks whether this actor answers that request (`access_export_dossiers`).
    """
    _set({"app.export": request.pk}, local=True)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _set({"app.export": ""}, local=True)


@contextmanager
def exporting_own():
    """Let the database show a client all of her own dossier, work notes too, while her export is made (AVG 15)."""
    _set({"app.export_own": "yes"}, local=True)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _set({"app.export_own": ""}, local=True)


def call(function, *params):
    """The rows of one of the database's own functions that look past the second door."""
    marks = ", ".join(["%s"] * len(params))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {function}({marks})", params)  # noqa: S608  names of our own
        return cursor.fetchall()


def _set(values, *, local):
    calls = ", ".join(["set_config(%s, %s, %s)"] * len(values))
    params = [part for name, value in values.items() for part in (name, str(value), local)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", params)


def _get(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        return cursor.fetchone()[0]


def guard(table, *, read="", add="", change="", hold="", remove="false"):
    """Migration operation: FORCE row-level security on `table`, with what the web role may see and do, as conditions.

    An empty condition is never true; `hold` says which rows may be locked beyond those one may `change`. The owner
    passes only as system (`as_system`) or inside a function of its own.
    """
    policies = {"SELECT": f"USING ({read or 'false'})", "INSERT": f"WITH CHECK ({add or 'false'})"}
    policies["UPDATE"] = f"USING ({hold or change or 'false'}) WITH CHECK ({change or 'false'})"
    policies["DELETE"] = f"USING ({remove})"
    forward: list[Any] = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY door_system ON {table} TO CURRENT_USER"
        " USING (access_is_system()) WITH CHECK (access_is_system())",
        *(
            f"CREATE POLICY door_{kind.lower()} ON {table} FOR {kind} TO {APP_ROLE} {rule}"
            for kind, rule in policies.items()
        ),
    ]
    backward: list[Any] = [
        *(f"DROP POLICY door_{name} ON {table}" for name in ("system", *map(str.lower, policies))),
        f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY",
    ]
    return migrations.RunSQL(forward, backward)


def protect(
    table, column="client_id", *, read=OPEN, write=WRITE, also_read="", also_write="", hold=False, remove=False
):
    """Guard a table by the dossier in `column`; `also_read` and `also_write` are conditions that let in besides;
    with `hold` whoever reads a row may lock it too, to be told in words why it cannot be changed.

    `column` may be a template with one `{}` for the set: "plan_id IN (SELECT id FROM werkplan_werkplan WHERE …{})".
    """
    within = column if "{}" in column else f"{column} IN ({{}})"
    reads = " OR ".join(filter(None, (within.format(read), also_read)))
    writes = " OR ".join(filter(None, (within.format(write), also_write)))
    held = reads if hold else ""
    return guard(table, read=reads, add=writes, change=writes, hold=held, remove=writes if remove else "false")


def protect_history(table, column="client_id", *, read=OPEN, also_read=""):
    """Guard a table of simple-history: read as its source, written along with it, never changed."""
    within = column if "{}" in column else f"{column} IN ({{}})"
    return guard(table, read=" OR ".join(filter(None, (within.format(read), also_read))), add="true")


def script(name, *undo):
    """Migration operation: run `sql/<name>.sql` of the access package; `undo` are the statements backwards."""
    return migrations.RunSQL((SQL / f"{name}.sql").read_text(), list(undo) or migrations.RunSQL.noop)


def web_may(model):
    """What the web role may do with a model's table; a model says less with `web_may`, a history is append-only."""
    if model.__name__.startswith("Historical"):
        return APPEND_ONLY
    if model._meta.app_label in CLOSED:
        return ()
    return getattr(model, "web_may", ALL)


def grant(models):
    """Give the web role exactly what the models say, and usage of the sequences. Harmless to repeat."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APP_ROLE}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}")
        cursor.execute(f"REVOKE ALL ON django_migrations FROM {APP_ROLE}")
        cursor.execute("SELECT to_regclass('access_cache') IS NOT NULL")
        if cursor.fetchone()[0]:  # no model: what all processes count together
            cursor.execute(f"GRANT {', '.join(ALL)} ON access_cache TO {APP_ROLE}")
        for model in models:
            table, may = quote(model._meta.db_table), web_may(model)
            cursor.execute(f"REVOKE ALL ON {table} FROM {APP_ROLE}")
            if may:
                cursor.execute(f"GRANT {', '.join(may)} ON {table} TO {APP_ROLE}")
