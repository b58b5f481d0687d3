"""Numbers past the second door: how many answered questions are due, and how many dossiers per month and kind."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent.parent / "sql" / "figures.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [("clients", "0013_reports_for_who_judges"), ("privacy", "0002_second_door")]
    operations = [
        migrations.RunSQL(
            SQL, ["DROP FUNCTION clients_dossier_counts(bigint, date)", "DROP FUNCTION clients_due_contacts(bigint, date)"]
        )
    ]
