"""What stops a handover: a seal ends the offer that waits, and who knows the person cannot take it over."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent.parent / "sql" / "stopping_offers.sql").read_text()
FUNCTIONS = (
    "clients_knows(bigint, bigint)",
    "clients_end_sealed_offer(bigint, timestamptz, uuid, bigint)",
    "clients_waiting_offer(bigint)",
)


class Migration(migrations.Migration):
    dependencies = [("clients", "0018_handover_clock_index")]
    operations = [migrations.RunSQL(SQL, [f"DROP FUNCTION {name}" for name in FUNCTIONS])]
