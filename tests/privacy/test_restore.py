"""A real back-up, restored in another database: who was erased since is back, until the ledger is replayed (B25)."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings as product
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from psycopg2 import sql

from clients.models import Client
from services.load import load_catalogue
from tests.privacy.test_erasing import LONG_AGO, approved
from tests.support.results import result
from tests.support.size import size
from werkcentrum.access.models import Dossier
from werkcentrum.pg import binaries

RESTORED = "werkcentrum_restored"
KEPT = "Blijvertoken"


@pytest.fixture
def ledger(settings, tmp_path):
    settings.ERASURE_LEDGER = str(tmp_path / "erasures.jsonl")
    return settings.ERASURE_LEDGER


def server():
    """How the programs of PostgreSQL reach the tests' server."""
    found = connection.settings_dict
    return ["--host", found["HOST"], "--port", str(found["PORT"]), "--username", found["USER"], "--no-password"]


def run(program, *args, given=b""):
    """Output of one of PostgreSQL's own programs; as a back-up, or row-level security refuses."""
    directory, _ = binaries.find(subprocess.run)
    environment = {"PGOPTIONS": "-c app.door=backup", "PATH": os.environ["PATH"]}
    outcome = subprocess.run(
        [directory / program, *server(), *args], input=given, capture_output=True, check=False, env=environment
    )
    assert outcome.returncode == 0, outcome.stderr.decode()
    return outcome.stdout


def dump(name):
    return run("pg_dump", "--enable-row-security", "--no-comments", name)


@contextmanager
def another_database():
    """An empty database beside that of the tests."""
    found = connection.settings_dict
    at = {"host": found["HOST"], "port": found["PORT"], "user": found["USER"]}
    held = psycopg2.connect(dbname="postgres", **at)
    held.autocommit = True
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(RESTORED))
    try:
        with held.cursor() as cursor:
            cursor.execute(drop)
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(RESTORED)))
        yield
    finally:
        with held.cursor() as cursor:
            cursor.execute(drop)
        held.close()


def replayed(ledger):
    """Output of `manage.py replay_erasures` on the restored database, as who restores would run it."""
    found = connection.settings_dict
    url = f"postgresql://{found['USER']}@/{RESTORED}?host={found['HOST']}&port={found['PORT']}"
    environment = os.environ | {"DATABASE_URL": url, "WERKCENTRUM_ERASURES": ledger, "WERKCENTRUM_DEMO": "1"}
    environment.pop("PYTEST_VERSION", None)
    command = [sys.executable, str(Path(product.BASE_DIR) / "manage.py"), "replay_erasures"]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert outcome.returncode == 0, outcome.stderr
    return outcome.stdout


def test_a_restore_brings_back_nobody_who_was_erased(committed_world, ledger):
    load_catalogue()
    lead, number = committed_world.coach("gemeente-leeuwarden"), size("B25 people")
    gone = [committed_world.client_of(lead, surname=f"Wistoken{n}", situation=None) for n in range(number)]
    committed_world.client_of(lead, surname=KEPT)
    Dossier.objects.filter(pk__in=[client.pk for client in gone]).update(closed_at=timezone.now() - LONG_AGO)
    before = dump(connection.settings_dict["NAME"])
    approved(committed_world)
    call_command("retention")
    assert not Client.objects.filter(surname__startswith="Wistoken").exists()
    assert b"wistoken" not in dump(connection.settings_dict["NAME"]).lower()
    with another_database():
        run("psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", RESTORED, given=before)
        assert dump(RESTORED).lower().count(b"wistoken") >= number, "the restore must bring them back"
        assert f"{number} mensen opnieuw gewist" in replayed(ledger)
        after = dump(RESTORED)
        assert b"wistoken" not in after.lower() and KEPT.encode() in after
        assert "0 mensen opnieuw gewist" in replayed(ledger)
    result("B25", erased=number, found_after_replay=0)
