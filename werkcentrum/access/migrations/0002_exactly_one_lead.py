"""At the end of every transaction each dossier has exactly one lead: never two (exclusion), never none (this)."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION access_dossier_has_lead() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    which bigint := CASE WHEN TG_TABLE_NAME = 'access_dossier' THEN (to_jsonb(NEW)->>'id')::bigint
                         ELSE COALESCE((to_jsonb(NEW)->>'dossier_id'), (to_jsonb(OLD)->>'dossier_id'))::bigint END;
BEGIN
    IF EXISTS (SELECT 1 FROM access_dossier WHERE id = which)
       AND (SELECT count(*) FROM access_involvement
             WHERE dossier_id = which AND relation = 'lead' AND valid_until IS NULL) <> 1 THEN
        RAISE EXCEPTION 'dossier % has no lead, or more than one', which
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'dossier_exactly_one_lead';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER dossier_exactly_one_lead AFTER INSERT ON access_dossier
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION access_dossier_has_lead();
CREATE CONSTRAINT TRIGGER involvement_exactly_one_lead AFTER UPDATE OR DELETE ON access_involvement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.relation = 'lead') EXECUTE FUNCTION access_dossier_has_lead();
"""
BACKWARD = """
DROP TRIGGER involvement_exactly_one_lead ON access_involvement;
DROP TRIGGER dossier_exactly_one_lead ON access_dossier;
DROP FUNCTION access_dossier_has_lead();
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
