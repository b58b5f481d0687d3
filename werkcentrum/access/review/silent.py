"""Tasks about sealed dossiers, opened without anything that can be noticed from outside."""

import json

from django.db import connection
from django.utils import timezone

from werkcentrum.access.review.actions import due_from

# One statement, sent for every look-up and every kept BSN: the database finds out whether there is anything to do.
_SQL = """
INSERT INTO access_review (public_id, kind, region_id, participation_id, subject_id, subject_cell_id, dossier_id,
                           key, findings, state, opened_at, due_on, question, answer, decision)
SELECT gen_random_uuid(), %(kind)s, d.region_id, NULL, %(subject)s, %(cell)s, d.id,
       concat_ws(':', %(kind)s::text, d.id, %(subject)s, %(day)s::text), %(findings)s::jsonb, 'open', %(now)s, %(due)s,
       '', '', ''
  FROM access_dossier d
 WHERE d.id = ANY(%(dossiers)s) AND d.sealed
    ON CONFLICT (key) DO NOTHING
"""


def open_silently(*, kind, dossiers, by, instead=None):
    """Open a task for the privacy officer about sealed `dossiers` (ids, may be empty): once per user and day.

    Always one statement, with no message and no event: who asked cannot tell that it did anything. `instead` is the
    dossier that was opened on a sealed person's BSN.
    """
    # SECURITY: crosses the second door: writes about a dossier that the actor may not know of.
    today = timezone.localdate()
    findings = {"instead": str(instead.public_id)[:8]} if instead else {}
    params = {
        "kind": str(kind),
        "subject": by.user.pk,
        "cell": by.cell.pk if by.cell else None,
        "day": today,
        "findings": json.dumps(findings),
        "now": timezone.now(),
        "due": due_from(today),
        "dossiers": list(dossiers) or [0],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, params)
