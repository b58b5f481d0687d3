"""A version of a plan is never changed; it goes when the person is erased."""

from django.db import migrations

FORWARD = """
DROP TRIGGER planversion_frozen ON werkplan_planversion;
CREATE TRIGGER planversion_frozen BEFORE UPDATE OR DELETE ON werkplan_planversion
    FOR EACH ROW EXECUTE FUNCTION privacy_refuse_change();
"""
BACKWARD = FORWARD.replace("privacy_refuse_change", "audit_refuse_change")


class Migration(migrations.Migration):
    dependencies = [("werkplan", "0003_agreement_ends_with_reason"), ("privacy", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
