"""The second door knows what stands still: a restricted dossier is for its lead, a closed one too, for a year."""

from django.db import migrations

FORWARD = """
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
   AND (i.relation = 'self'
        OR (i.sealed_named OR NOT d.sealed)
           AND (d.restricted_at IS NULL AND d.closed_at IS NULL
                OR i.relation IN ('lead', 'review')
                   AND (d.closed_at IS NULL OR d.closed_at > access_now() - interval '365 days'))
           AND NOT EXISTS (
                SELECT FROM access_involvement k
                 WHERE k.user_id = i.user_id AND k.dossier_id = i.dossier_id AND k.relation IN ('kin', 'self')
                   AND access_holds(k.valid_from, k.valid_until)))
$$
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
