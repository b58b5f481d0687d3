"""Who answers a request for inzage makes the export herself: the second door opens that one dossier meanwhile."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent.parent / "sql" / "export.sql").read_text()
NOBODY = """CREATE OR REPLACE FUNCTION access_export_dossiers() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, public, pg_temp AS 'SELECT NULL::bigint WHERE false'"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0020_three_voices"), ("access", "0022_export_by_who_answers")]

    operations = [migrations.RunSQL(SQL, NOBODY)]
