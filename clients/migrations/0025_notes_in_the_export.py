"""Everything that is held is hers to have (AVG 15): work notes come along in her own export, and in the officer's."""

from django.db import migrations

POLICY = """
CREATE POLICY door_export ON clients_note FOR SELECT TO werkcentrum_app USING (
    client_id IN (SELECT access_export_dossiers())
    OR COALESCE(current_setting('app.export_own', true), '') = 'yes'
       AND client_id IN (SELECT dossier_id FROM access_relations() WHERE relation = 'self'))
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0024_saved_views")]
    operations = [migrations.RunSQL(POLICY, "DROP POLICY door_export ON clients_note")]
