"""A real supervisor with real workers on the database of a test, in a hurry; and who of them can be killed."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
HURRY = """
import datetime, os, django
django.setup()
from werkcentrum.outbox import relay, supervisor
relay.PATIENCE = datetime.timedelta(seconds=1)
supervisor.POLL, supervisor.BEAT, supervisor.STILL = 0.1, 1, 15
supervisor.Supervisor(int(os.environ["TEST_PARENT"])).run()
"""


def start():
    """A supervisor in a process of its own, which ends with us."""
    place = connection.settings_dict
    url = f"postgres://{place['USER']}@/{place['NAME']}?host={place['HOST']}&port={place['PORT']}"
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "DATABASE_"))}
    return subprocess.Popen(
        [sys.executable, "-c", HURRY], cwd=ROOT, stderr=subprocess.DEVNULL,
        env=kept | {
            "DATABASE_URL": url, "WERKCENTRUM_DEBUG": "1", "DJANGO_SETTINGS_MODULE": "tests.support.worker_settings",
            "PYTHONPATH": str(ROOT), "TEST_PARENT": str(os.getpid()),
        },
    )  # fmt: skip


def below(pid) -> list[int]:
    """Every process that descends from `pid`."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [found for child in map(int, children) for found in (child, *below(child))]
