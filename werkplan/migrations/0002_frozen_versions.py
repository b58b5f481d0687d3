"""An agreed version of a plan never changes: a trigger refuses, whoever asks."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER planversion_frozen BEFORE UPDATE OR DELETE ON werkplan_planversion
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""
BACKWARD = "DROP TRIGGER planversion_frozen ON werkplan_planversion;"


class Migration(migrations.Migration):
    dependencies = [("werkplan", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
