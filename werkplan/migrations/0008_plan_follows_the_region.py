"""The plan belongs to the region that its dossier belongs to."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION werkplan_follow_region() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    UPDATE werkplan_werkplan SET region_id = NEW.region_id WHERE client_id = NEW.id AND region_id <> NEW.region_id;
    RETURN NULL;
END $$;
CREATE TRIGGER plan_follows_region AFTER UPDATE OF region_id ON access_dossier
    FOR EACH ROW WHEN (OLD.region_id <> NEW.region_id) EXECUTE FUNCTION werkplan_follow_region();
"""
BACKWARD = """
DROP TRIGGER plan_follows_region ON access_dossier;
DROP FUNCTION werkplan_follow_region();
"""


class Migration(migrations.Migration):
    dependencies = [("werkplan", "0007_remap"), ("clients", "0017_region_follows")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
