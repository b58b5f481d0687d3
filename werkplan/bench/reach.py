"""How much of a region of thirty thousand dossiers one colleague can open, and what the page that says so costs."""

from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from clients.reach import GOAL, reach_of
from werkcentrum.access.actions import grant_membership
from werkcentrum.access.actor import Actor
from werkcentrum.access.door import enter, leave
from werkcentrum.access.middleware import SESSION_KEY
from werkcentrum.access.models import Membership, User
from werkplan.bench.harness import Scenario

CASELOAD, SUBSTITUTES = 290, 4
"""A full caseload, and the colleagues who stand in for each coach: eight at most, four is usual."""
DIVIDE = """
WITH numbered AS (SELECT id, (row_number() OVER (ORDER BY id) - 1) / %s AS part FROM access_dossier)
UPDATE access_involvement i SET user_id = (%s::bigint[])[1 + n.part], participation_id = %s
  FROM numbered n WHERE n.id = i.dossier_id AND i.relation = 'lead'"""
STAND_IN = """
INSERT INTO access_involvement (dossier_id, user_id, participation_id, relation, ground, field_groups, valid_from,
                                next_on, created_by_id)
SELECT i.dossier_id, coaches.id, i.participation_id, 'team', i.ground, '{}', i.valid_from, i.next_on, i.created_by_id
  FROM access_involvement i
  CROSS JOIN LATERAL generate_series(1, %s) AS nth
  JOIN unnest(%s::bigint[]) WITH ORDINALITY AS coaches(id, place)
    ON coaches.place = 1 + (array_position(%s::bigint[], i.user_id) - 1 + nth) %% %s
 WHERE i.relation = 'lead'"""
BARE = """SELECT user_id, count(DISTINCT dossier_id) FROM access_involvement
           WHERE participation_id = %s AND valid_until IS NULL GROUP BY user_id"""


def scenario(coach: Membership) -> Scenario:
    """Divides every dossier of the bench over coaches of the cell of `coach`, in one region; measures their reach."""
    cell = coach.participation
    coaches = _coaches(cell)
    with connection.cursor() as cursor:
        for table in ("access_involvement", "access_dossier"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("UPDATE access_dossier SET region_id = %s", [cell.region_id])
        cursor.execute(DIVIDE, [CASELOAD, coaches, cell.pk])
        cursor.execute(STAND_IN, [SUBSTITUTES, coaches, coaches, len(coaches)])
        for table in ("access_involvement", "access_dossier"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("VACUUM (ANALYZE) access_involvement")
        cursor.execute("VACUUM (ANALYZE) access_dossier")
    leader = _member("leader", cell, "teamleider")
    browser = Browser()
    browser.force_login(leader.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = browser.session
    session[SESSION_KEY] = leader.pk
    session.save()
    enter(Actor(leader.user, leader))
    rows, total, _ = reach_of(cell)
    leave()

    def ours(at):
        answer = browser.get(reverse("clients:reach"))
        assert answer.status_code == 200
        return answer

    def bare(at):
        with connection.cursor() as cursor:
            cursor.execute(BARE, [cell.pk])
            return cursor.fetchall()

    extra = {"dossiers": total, "coaches": len(coaches), "highest_percent": rows[0].percent, "goal_percent": GOAL}
    return Scenario("reach, page of a region", ours, bare, 4, rounds=10, extra=extra)


def _coaches(cell):
    """Enough coaches for every dossier in the database; returns their users."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_dossier")
        (dossiers,) = cursor.fetchone()
    return [_member(f"coach{n}", cell, "coach").user_id for n in range(-(-dossiers // CASELOAD))]


def _member(name, cell, role):
    user = User.objects.create_user(f"{name}@reach.example", name, None, is_demo=True)
    return grant_membership(user=user, participation=cell, role=role, by=None)
