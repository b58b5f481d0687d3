"""Past the second door: who may know somebody, and an address that is taken out of the record or put back."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent.parent / "sql" / "past_the_door.sql").read_text()
FUNCTIONS = (
    "clients_give_address(bigint, varchar, integer, varchar, varchar, varchar, varchar)",
    "clients_lift_address(bigint)",
    "clients_keep_address(bigint, bytea, varchar)",
    "clients_take_address(bigint)",
    "clients_hides(bigint)",
    "clients_who_may_know(bigint[], bigint[])",
)


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0011_rights"),
        ("access", "0012_past_the_door"),
    ]
    operations = [migrations.RunSQL(SQL, [f"DROP FUNCTION {name}" for name in FUNCTIONS])]
