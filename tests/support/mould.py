"""The migrated database that every worker's own is copied from: the migrations run once for a version of the code."""

import hashlib
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from psycopg2 import sql

from werkcentrum.regions.load import load_map

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("werkcentrum", "clients", "services", "werkplan", "employers")
SHAPES = ("migrations/*.py", "*.sql", "reference/*.csv", "apps.py")
PREFIX = "mould_"


def database():
    """Return the name of a database with all migrations and the map; made now when this code has none yet.

    Workers wait for one another. Moulds of other versions are removed, so that there is never more than one.
    """
    name, own = PREFIX + _digest(), connection.settings_dict["NAME"]  # asking the name starts the embedded server
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])  # given back when this cursor closes
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX + "%"])
        standing = {found for (found,) in cursor.fetchall()}
        for other in standing - {name}:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(other)))
        if name not in standing:
            _make(name, own, cursor)
    return name


def _digest():
    """What decides how a fresh database looks: migrations, SQL, reference rows and the version of Django."""
    told = hashlib.sha256(django.__version__.encode())
    for floor in FLOORS:
        for shape in SHAPES:
            for path in sorted((ROOT / floor).rglob(shape)):
                told.update(path.as_posix().encode())
                told.update(path.read_bytes())
    return told.hexdigest()[:16]


def _make(name, own, cursor):
    """Whole or not at all: migrate under another name, then rename."""
    half = name + "_half"
    connection.settings_dict["TEST"]["NAME"] = half
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        load_map()
    finally:
        connection.close()
        connection.settings_dict["TEST"]["NAME"] = None
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = own
    cursor.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(half), sql.Identifier(name)))
