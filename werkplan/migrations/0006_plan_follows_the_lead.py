"""The plan says which partner leads; where the lead moves without a handover (sealing, dividing) the plan goes along.

An offered plan waits for its own decision: `accept` sets its lead.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION werkplan_follow_lead() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    UPDATE werkplan_werkplan SET lead_id = NEW.participation_id, version = version + 1
     WHERE client_id = NEW.dossier_id AND lead_id <> NEW.participation_id AND state <> 'overdracht_aangeboden';
    RETURN NULL;
END $$;
CREATE TRIGGER plan_follows_lead AFTER INSERT ON access_involvement
    FOR EACH ROW WHEN (NEW.relation = 'lead') EXECUTE FUNCTION werkplan_follow_lead();
"""
BACKWARD = """
DROP TRIGGER plan_follows_lead ON access_involvement;
DROP FUNCTION werkplan_follow_lead();
"""


class Migration(migrations.Migration):
    dependencies = [("werkplan", "0005_second_door"), ("access", "0015_second_door_of_aliases")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
