"""Numbers past the second door: how the work goes in a region."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent.parent / "sql" / "indicators.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [("werkplan", "0015_reviews"), ("access", "0009_second_door")]
    operations = [migrations.RunSQL(SQL, ["DROP FUNCTION werkplan_indicators(bigint, date, date)"])]
