"""What the database itself must be: asked of it when the migrations are done (`manage.py check --database default`)."""

from django.core.checks import Error, Tags, register
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from werkcentrum.access import scoping
from werkcentrum.hardening.rule import RULES

QUESTIONS = {
    "E060": (
        "No account is a superuser: being one opens no dossier, and nobody needs it.",
        "SELECT count(*) FROM access_user WHERE is_superuser AND is_active",
        "{} actieve accounts zijn superuser. Zet dat uit: UPDATE access_user SET is_superuser = false.",
    ),
    "E061": (
        "No permission is held everywhere: a right belongs to a cell.",
        "SELECT (SELECT count(*) FROM access_user_user_permissions) + (SELECT count(*) FROM auth_group_permissions)",
        "{} rechten gelden overal. Rechten horen bij een cel; haal deze weg.",
    ),
    "E062": (
        "Guardian's generic tables stay empty: their rows outlive what they were about.",
        "SELECT (SELECT count(*) FROM guardian_userobjectpermission)"
        " + (SELECT count(*) FROM guardian_groupobjectpermission)",
        "{} rijen staan in guardians algemene tabellen. Die blijven leeg.",
    ),
    "E063": (
        "Nobody holds a right in person: it comes with a role.",
        "SELECT count(*) FROM access_participationuserpermission",
        "{} rechten staan op naam van een persoon. Rechten komen met een rol.",
    ),
    "E064": (
        "What was answered is on disk.",
        "SELECT (current_setting('synchronous_commit') NOT IN ('on', 'remote_apply', 'remote_write'))::int",
        "synchronous_commit van de database staat aan: anders raakt bewaard werk kwijt bij een storing.",
    ),
    "E065": (
        "No view passes the rules for rows by.",
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind = 'v' AND n.nspname = 'public' AND pg_get_userbyid(c.relowner) = current_user"
        " AND NOT coalesce('security_invoker=true' = ANY(c.reloptions), false)",
        "{} views hebben geen security_invoker: zij zouden rijen tonen die niemand mag zien.",
    ),
    "E066": (
        "The role of the website owns nothing, is nobody special, and cannot pass the rules for rows.",
        "WITH web (name) AS (VALUES ('werkcentrum_app'))"
        " SELECT (SELECT count(*) FROM pg_roles, web WHERE rolname = name"
        " AND (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication))"
        " + (SELECT count(*) FROM pg_class, web WHERE pg_get_userbyid(relowner) = name)"
        " + (SELECT 1 - count(*) FROM pg_roles, web WHERE rolname = name)",
        "De rol werkcentrum_app heeft te veel rechten, bezit tabellen, of is er niet (ADR 0006).",
    ),
    "E067": (
        "Every table about clients is guarded row by row, for its owner too.",
        "SELECT count(*) FROM unnest(%s) AS wanted (name)"
        " LEFT JOIN pg_class c ON c.relname = wanted.name AND c.relnamespace = 'public'::regnamespace"
        " WHERE NOT coalesce(c.relrowsecurity AND c.relforcerowsecurity, false)",
        "{} tabellen over klanten hebben geen rijbeveiliging met FORCE (door.protect in een migratie).",
    ),
}
"""Number → (what it guards, a count that must be 0, the sentence when it is not)."""
RULES.update({number: words for number, (words, _, _) in QUESTIONS.items()})
NOT_BY_ROW: dict[str, str] = {}
"""Models about clients whose rows the database does not guard, each with the reason."""
GIVEN = ("guardian_userobjectpermission", "guardian_groupobjectpermission")


@register(Tags.database)
def the_database(app_configs=None, databases=None, **kwargs):
    """Every question that the database answers with 0 when all is well; none while migrations are still to come."""
    found = []
    for alias in databases or ():
        connection = connections[alias]
        if not _migrated(connection):
            continue
        for number in QUESTIONS:
            if (count := ask(connection, number)) > 0:
                found.append(Error(QUESTIONS[number][2].format(count), id=f"werkcentrum.{number}"))
    return found


def ask(connection, number) -> int:
    """The answer to one question; 0 for a table that is not there."""
    with connection.cursor() as cursor:
        if number == "E062" and not set(GIVEN) <= set(connection.introspection.table_names(cursor)):
            return 0
        cursor.execute(QUESTIONS[number][1], [client_tables()] if "%s" in QUESTIONS[number][1] else None)
        return cursor.fetchone()[0]


def _migrated(connection):
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def client_tables() -> list[str]:
    """The tables about clients: each is guarded row by row in the database."""
    from django.apps import apps

    return [apps.get_model(label)._meta.db_table for label in scoping.BELONGS if label not in NOT_BY_ROW]
