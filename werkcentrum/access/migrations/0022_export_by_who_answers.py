"""The second door for one export: all of a dossier, while the export is made for a request that its client asked.

Whose, the floor of the requests says (`access_export_dossiers` is replaced there); until then nobody's.
"""

from django.db import migrations

HEAD = "RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER {rows} SET search_path = pg_catalog, public, pg_temp AS"
MANY, FEW = HEAD.format(rows="ROWS 300"), HEAD.format(rows="ROWS 1")
OPEN = "SELECT dossier_id FROM access_relations() WHERE relation IN ('lead', 'team', 'support', 'self')"
CARD = "SELECT dossier_id FROM access_relations() UNION SELECT access_team_dossiers()"
MADE = "SELECT access_export_dossiers()"


def shows(name, query):
    """The statement that lets a function of the door show what a query gives."""
    return f"CREATE OR REPLACE FUNCTION {name}() {MANY} $$ {query} $$"


class Migration(migrations.Migration):
    dependencies = [("access", "0021_kin_is_undone")]

    operations = [
        migrations.RunSQL(
            [
                f"CREATE FUNCTION access_export_dossiers() {FEW} 'SELECT NULL::bigint WHERE false'",
                shows("access_open_dossiers", f"{OPEN} UNION ALL {MADE}"),
                shows("access_card_dossiers", f"{CARD} UNION {MADE}"),
            ],
            [
                shows("access_open_dossiers", OPEN),
                shows("access_card_dossiers", CARD),
                "DROP FUNCTION access_export_dossiers()",
            ],
        )
    ]
