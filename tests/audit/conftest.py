"""What the sealer waits for, in tests that run beside each other on one server."""

import pytest
from django.db import connection

from werkcentrum.audit.seal import sealer


@pytest.fixture(autouse=True)
def horizon_of_this_database(monkeypatch):
    """Only transactions of the own database count: another worker keeps one open for minutes in a database of its own.

    In the product every transaction of the server counts, which waits too long at worst and never too short.
    """

    def horizon():
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT LEAST(min(held.transactionid::text::bigint), unused) + audit_turn_shift(),
                          unused + audit_turn_shift()
                     FROM (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS unused) seen
                     LEFT JOIN (pg_locks held JOIN pg_stat_activity who ON who.pid = held.pid
                                AND who.datname = current_database())
                            ON held.locktype = 'transactionid' AND held.granted
                    GROUP BY unused"""
            )
            return cursor.fetchone()

    monkeypatch.setattr(sealer, "horizon", horizon)
