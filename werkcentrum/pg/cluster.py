"""The inside of a cluster: create it, see whether it answers, prepare its roles, extensions and database."""

import shutil
import subprocess
from contextlib import closing

import psycopg2
from psycopg2 import sql

from .errors import PostgresUnavailable
from .names import APP_ROLE, DATABASE, EXTENSIONS, OWNER_ROLE, PORT, SUPERUSER

CROWDED = ("too many clients", "remaining connection slots")


def connect(place, database="postgres", user=SUPERUSER):
    """Return an autocommitting connection through the socket; the socket directory is closed to other users."""
    connection = psycopg2.connect(
        dbname=database, user=user, host=str(place.socket_directory()), port=PORT, password="", connect_timeout=10
    )
    connection.autocommit = True
    return connection


def answers(place, database="postgres", user=SUPERUSER):
    """Return whether the server takes `user` in `database`; a server that is merely full counts as answering."""
    try:
        connect(place, database, user).close()
    except psycopg2.OperationalError as error:
        return any(words in str(error) for words in CROWDED)
    return True


def create(data, binaries, run):
    """Make the data directory, whole or not at all: initdb works beside it and the result is renamed."""
    half = data.with_name(data.name + ".new")
    shutil.rmtree(half, ignore_errors=True)
    outcome = run(
        [binaries / "initdb", "-D", half, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
         "--wal-segsize=1", "--no-sync"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if outcome.returncode:
        raise PostgresUnavailable(f"PostgreSQL could not create its data directory {data}:\n{outcome.stdout}")
    half.rename(data)


def prepare(place):
    """Create roles, extensions and the database, each only when absent; the database comes last and marks the end."""
    with closing(connect(place)) as connection, connection.cursor() as cursor:
        _create_roles(cursor)
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone():
            return
        _prepare_template(place)
        create_database(cursor, DATABASE)


def create_database(cursor, name):
    """Create a database that the owner role owns, with the extensions of the template."""
    cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER_ROLE)))


def _create_roles(cursor):
    for role, attributes in ((OWNER_ROLE, "LOGIN CREATEDB"), (APP_ROLE, "LOGIN")):
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if not cursor.fetchone():
            cursor.execute(sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(role), sql.SQL(attributes)))
    # A test works as the owner and sends its requests as the app role: it may become that role, but inherits nothing.
    grant = sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE")
    cursor.execute(grant.format(sql.Identifier(APP_ROLE), sql.Identifier(OWNER_ROLE)))


def _prepare_template(place):
    """Give template1, and so every database made from it (tests), the extensions and the app role's rights."""
    owner, app = sql.Identifier(OWNER_ROLE), sql.Identifier(APP_ROLE)
    with closing(connect(place, "template1")) as connection, connection.cursor() as cursor:
        for extension in EXTENSIONS:
            cursor.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
        for rights, objects in (("SELECT, INSERT, UPDATE, DELETE", "TABLES"), ("USAGE, SELECT", "SEQUENCES")):
            grant = sql.SQL(f"GRANT {rights} ON {objects} TO")
            cursor.execute(sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} {} {}").format(owner, grant, app))
