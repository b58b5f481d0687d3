"""Where the lead crosses the border of a region, the dossier and the person belong to the new region, in one step."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION clients_region_follows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    there bigint := (SELECT region_id FROM regions_participation WHERE id = NEW.participation_id);
    here bigint := (SELECT p.region_id FROM access_involvement i JOIN regions_participation p ON p.id = i.participation_id
                     WHERE i.dossier_id = NEW.dossier_id AND i.relation = 'lead' AND i.id <> NEW.id
                     ORDER BY i.valid_until DESC NULLS FIRST, i.id DESC LIMIT 1);
BEGIN
    IF here IS NOT NULL AND here <> there THEN
        UPDATE access_dossier SET region_id = there WHERE id = NEW.dossier_id;
        UPDATE clients_client SET region_id = there WHERE dossier_id = NEW.dossier_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER region_follows_lead AFTER INSERT ON access_involvement
    FOR EACH ROW WHEN (NEW.relation = 'lead') EXECUTE FUNCTION clients_region_follows();
"""
BACKWARD = """
DROP TRIGGER region_follows_lead ON access_involvement;
DROP FUNCTION clients_region_follows();
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0016_handover_clock"), ("access", "0018_lead_without_gap")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
