"""A proposed step and an explored offer may be thrown away by who works with the dossier; nothing else ever goes."""

from django.db import migrations

from werkcentrum.access.door import WRITE

OF_PLAN = f"plan_id IN (SELECT id FROM werkplan_werkplan WHERE client_id IN ({WRITE}))"
DRAFTS = {"werkplan_step": "voorgesteld", "werkplan_inzet": "verkend"}


class Migration(migrations.Migration):
    dependencies = [("werkplan", "0017_looking_back")]
    operations = [
        migrations.RunSQL(
            [f"ALTER POLICY door_delete ON {table} USING (state = '{state}' AND {OF_PLAN})" for table, state in DRAFTS.items()],
            [f"ALTER POLICY door_delete ON {table} USING (false)" for table in DRAFTS],
        )
    ]
