"""A line of the timeline is never changed; it goes when the person is erased."""

from django.db import migrations

FORWARD = """
DROP TRIGGER entry_append_only ON clients_entry;
CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE ON clients_entry
    FOR EACH ROW EXECUTE FUNCTION privacy_refuse_change();
"""
BACKWARD = FORWARD.replace("privacy_refuse_change", "audit_refuse_change")


class Migration(migrations.Migration):
    dependencies = [("clients", "0005_parked_numbers"), ("privacy", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
