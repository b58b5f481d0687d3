"""The second door knows what stands still: a restricted dossier is for its lead, a closed one too, for a year."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION access_relations()
RETURNS TABLE (dossier_id bigint, relation varchar, restricted boolean, ground varchar, named boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 300 SET search_path = pg_catalog, public, pg_temp
-- Planned for this actor: one has three hundred relations, another twelve thousand.
SET plan_cache_mode = force_custom_plan AS
$$
#variable_conflict use_column
DECLARE
    who constant bigint := access_actor();
    moment constant timestamptz := access_now();
    cell bigint;
    position varchar;
BEGIN
    SELECT w.participation_id, w.role INTO cell, position FROM access_working() w;
    IF position = 'klant' THEN
        RETURN QUERY
        SELECT i.dossier_id, i.relation, d.restricted_at IS NOT NULL, i.ground, i.sealed_named
          FROM access_involvement i
          JOIN access_dossier d ON d.id = i.dossier_id
         WHERE i.user_id = who AND i.relation = 'self'
           AND i.valid_from <= moment + interval '5 seconds' AND (i.valid_until IS NULL OR i.valid_until > moment);
    ELSIF position IS NOT NULL THEN
        RETURN QUERY
        SELECT i.dossier_id, i.relation, d.restricted_at IS NOT NULL, i.ground, i.sealed_named
          FROM access_involvement i
          JOIN access_dossier d ON d.id = i.dossier_id
         WHERE i.user_id = who AND i.participation_id = cell AND i.relation NOT IN ('self', 'kin')
           AND i.valid_from <= moment + interval '5 seconds' AND (i.valid_until IS NULL OR i.valid_until > moment)
           AND i.dossier_id NOT IN (
                SELECT k.dossier_id
                  FROM access_involvement k
                 WHERE k.user_id = who AND k.relation IN ('kin', 'self')
                   AND k.valid_from <= moment + interval '5 seconds'
                   AND (k.valid_until IS NULL OR k.valid_until > moment))
           AND (i.sealed_named OR NOT d.sealed)
           AND (d.restricted_at IS NULL AND d.closed_at IS NULL
                OR i.relation IN ('lead', 'review')
                   AND (d.closed_at IS NULL OR d.closed_at > moment - interval '365 days'));
    END IF;
END $$;
ALTER FUNCTION access_working() ROWS 1;
ALTER FUNCTION access_open_dossiers() ROWS 300;
ALTER FUNCTION access_write_dossiers() ROWS 300;
ALTER FUNCTION access_card_dossiers() ROWS 300
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION access_relations()
RETURNS TABLE (dossier_id bigint, relation varchar, restricted boolean, ground varchar, named boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT i.dossier_id, i.relation, d.restricted_at IS NOT NULL, i.ground, i.sealed_named
  FROM access_working() w
  JOIN access_involvement i ON i.user_id = access_actor()
       AND CASE WHEN w.role = 'klant' THEN i.relation = 'self'
                ELSE i.participation_id = w.participation_id AND i.relation NOT IN ('self', 'kin') END
  JOIN access_dossier d ON d.id = i.dossier_id
 WHERE access_holds(i.valid_from, i.valid_until)
   AND (i.relation = 'self' OR i.sealed_named OR NOT d.sealed)
   AND (i.relation = 'self' OR NOT EXISTS (
        SELECT FROM access_involvement k
         WHERE k.user_id = i.user_id AND k.dossier_id = i.dossier_id AND k.relation IN ('kin', 'self')
           AND access_holds(k.valid_from, k.valid_until)))
$$
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0009_second_door")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
