"""Exactly one leading situation at any date: never two (exclusion), and no day of a known period without one (this)."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION clients_leading_without_holes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    who bigint := COALESCE((to_jsonb(NEW)->>'client_id'), (to_jsonb(OLD)->>'client_id'))::bigint;
BEGIN
    IF EXISTS (
        SELECT 1 FROM clients_incomeperiod WHERE client_id = who
        HAVING range_agg(daterange(valid_from, valid_until, '[]'))
            IS DISTINCT FROM range_agg(daterange(valid_from, valid_until, '[]')) FILTER (WHERE "leading")
    ) THEN
        RAISE EXCEPTION 'a day of a known income period has no leading situation'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'incomeperiod_leading_without_holes';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER incomeperiod_leading_without_holes AFTER INSERT OR UPDATE OR DELETE ON clients_incomeperiod
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION clients_leading_without_holes();
CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE ON clients_entry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""
BACKWARD = """
DROP TRIGGER entry_append_only ON clients_entry;
DROP TRIGGER incomeperiod_leading_without_holes ON clients_incomeperiod;
DROP FUNCTION clients_leading_without_holes();
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
