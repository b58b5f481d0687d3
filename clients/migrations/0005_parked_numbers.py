"""The number of a sealed person can be kept a second time, apart; the guard of the first is never gone meanwhile."""

import django.db.models.deletion
from django.db import migrations, models

CREATE = "CREATE UNIQUE INDEX CONCURRENTLY numberindex_once ON clients_numberindex (index, parked)"
USE = "ALTER TABLE clients_numberindex ADD CONSTRAINT numberindex_once UNIQUE USING INDEX numberindex_once"
DROP = "ALTER TABLE clients_numberindex DROP CONSTRAINT numberindex_once"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("access", "0006_glass_and_review"), ("clients", "0004_consent")]

    operations = [
        migrations.AddField(
            "nationalnumber",
            "parked_for",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="access.dossier",
            ),
        ),
        migrations.AddField(
            "numberindex", "parked", models.BooleanField(default=False, db_default=False, editable=False)
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(CREATE, migrations.RunSQL.noop), migrations.RunSQL(USE, DROP)],
            state_operations=[
                migrations.AddConstraint(
                    "numberindex", models.UniqueConstraint(name="numberindex_once", fields=["index", "parked"])
                )
            ],
        ),
        migrations.AlterField("numberindex", "index", models.BinaryField("index", max_length=32, editable=False)),
    ]
