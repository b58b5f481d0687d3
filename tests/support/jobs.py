"""A task for the test that kills workers: it writes twice with a pause between, so that half of it would be seen."""

import time

from django.apps import AppConfig
from django.db import connection

PAUSE = 0.05


class JobsConfig(AppConfig):
    """Registers the task in the processes of that test."""

    name = "tests.support.jobs"
    label = "test_jobs"

    def ready(self):
        """Register."""
        from werkcentrum import outbox

        outbox.task("test:twice")(twice)


def twice(*, by, number):
    """Two lines with the same number, or none."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO tally VALUES (%s)", [number])
        time.sleep(PAUSE)
        cursor.execute("INSERT INTO tally VALUES (%s)", [number])
