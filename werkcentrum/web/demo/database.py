"""The demo's database: start it afresh, and keep the demo out of a real one."""

import os
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.management.base import CommandError
from django.db import OperationalError, connection
from psycopg2 import sql

from werkcentrum.pg import PostgresUnavailable


def require_demo_setting(settings):
    """Refuse unless the demo setting is on: demo accounts have well-known passwords."""
    if not settings.DEMO:
        raise CommandError("De demo werkt alleen met WERKCENTRUM_DEMO=1. Gebruik `make demo`, of zet deze variabele.")


def require_demo_database():
    """Refuse a database in which somebody who is not a demo account can log in."""
    users = get_user_model()
    if users._meta.db_table not in connection.introspection.table_names():
        return
    if users.objects.filter(is_demo=False).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists():
        raise CommandError(
            "In deze database staan accounts die niet van de demo zijn. Er is niets geladen. "
            "Kies met DATABASE_URL een lege database, of laat DATABASE_URL weg."
        )


@contextmanager
def explained():
    """Turn a database that cannot be reached, or Ctrl-C, into a sentence about what to do."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise CommandError("Afgebroken. Start de demo opnieuw om verder te gaan.", returncode=130) from error
    except PostgresUnavailable as error:
        raise CommandError(str(error)) from error
    except (OperationalError, psycopg2.OperationalError) as error:
        where = "van DATABASE_URL" if os.environ.get("DATABASE_URL") else "die bij deze demo hoort"
        raise CommandError(f"De database {where} is niet bereikbaar. De database zelf zegt: {error}") from error


def reset():
    """Drop the embedded database and make an empty one; a server of DATABASE_URL is never emptied."""
    if os.environ.get("DATABASE_URL"):
        raise CommandError(
            "`--reset` maakt alleen de ingebouwde database leeg. U gebruikt DATABASE_URL: "
            "maak daar zelf een lege database en start de demo zonder `--reset`."
        )
    target = connection.settings_dict
    name, owner = sql.Identifier(target["NAME"]), sql.Identifier(target["USER"])
    connection.close()
    server = psycopg2.connect(dbname="postgres", user=target["USER"], host=target["HOST"], port=target["PORT"])
    with closing(server):
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
            cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, owner))
    # The seals of the log that is gone; only where the place was not chosen by somebody.
    if not os.environ.get("WERKCENTRUM_LOG_ANCHOR"):
        Path(settings.LOG_ANCHOR).unlink(missing_ok=True)
