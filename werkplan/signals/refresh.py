"""Computes signals: one statement for everybody, or the same one for a few. Repeating it changes nothing."""

from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from werkcentrum.vocabulary import PARAMETERS, parameter
from werkplan.carryover.groups import ASSISTANCE, PAID_JOB, WW

from .rules import RULES

SUBSIDY = ASSISTANCE | {"PRO_VSO_ENTREE", "NUG", "IOAW"}
"""After which one can be of the group of Pwet 10d.2: school of a kind, or a person of 7.1.a."""

# A dossier that is closed, stands still or is erased has none. What is wanted and not there is made, what is there
# and not wanted is closed; a signal that was closed and is wanted again with the same date is the same one.
STATEMENT = """
WITH wanted AS (
    SELECT DISTINCT found.client_id, found.kind, found.subject, found.day
      FROM ({found}) found
      JOIN access_dossier d ON d.id = found.client_id
       AND d.closed_at IS NULL AND d.restricted_at IS NULL AND d.erased_at IS NULL
), gone AS (
    UPDATE werkplan_signal s SET closed_at = %(now)s
     WHERE s.closed_at IS NULL AND {those}
       AND NOT EXISTS (SELECT FROM wanted w WHERE w.client_id = s.client_id AND w.kind = s.kind
                          AND w.subject = s.subject AND w.day = s."on")
    RETURNING 1
), made AS (
    INSERT INTO werkplan_signal (client_id, kind, subject, "on", since, aside_reason)
    SELECT client_id, kind, subject, day, %(today)s, '' FROM wanted
    ON CONFLICT (client_id, kind, subject, "on") DO UPDATE SET closed_at = NULL
     WHERE werkplan_signal.closed_at IS NOT NULL
    RETURNING 1
)
SELECT (SELECT count(*) FROM made), (SELECT count(*) FROM gone)
"""


@transaction.atomic
def refresh(*, on: date | None = None, people=None) -> tuple[int, int]:
    """Bring the signals of `people` (dossier ids; None: of everybody) up to date; how many came and how many went.

    As the installation only (`door.as_system`): a signal is nobody's deed.
    """
    today = on or timezone.localdate()
    params = {"now": timezone.now(), "today": today, "people": people} | _terms(today)
    those = "s.client_id = ANY(%(people)s)" if people is not None else "true"
    limit = "client_id = ANY(%(people)s)" if people is not None else "true"
    parts = []
    for rule in RULES:
        first, last = f"first_{rule.kind}", f"last_{rule.kind}"
        params |= {first: rule.first(today), last: rule.last(today)}
        sql = rule.select.replace("%(first)s", f"%({first})s::date").replace("%(last)s", f"%({last})s::date")
        parts.append(f"SELECT client_id, '{rule.kind}' AS kind, subject, day FROM ({sql}) {rule.kind} WHERE {limit}")  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT.format(found=" UNION ALL ".join(parts), those=those), params)
        return cursor.fetchone()


def _terms(today) -> dict:
    """Codes and terms that the selections count with, as they hold on a day."""
    ages = [row for row in PARAMETERS if row.name == "aow_age"]
    return {
        "ww": sorted(WW),
        "jobs": sorted(PAID_JOB),
        "assistance": sorted(ASSISTANCE),
        "subsidy": sorted(SUBSIDY),
        "early": 7 * parameter("early_report_young", today).value,
        "young": parameter("young_age", today).value,
        "window": parameter("wage_subsidy_request", today).value,
        "youngest": parameter("youngest_child", today).value,
        "ages": [row.value for row in ages],
        "ages_since": [row.valid_from for row in ages],
        "ages_until": [row.valid_until for row in ages],
    }
