"""The second door knows what stands still: a restricted dossier is for its lead, a closed one too, for a year."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION access_relations()
RETURNS TABLE (dossier_id bigint, relation varchar, restricted boolean, ground varchar, named boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
-- Who, where and when are asked once, not for each of thousands of rows.
WITH me AS MATERIALIZED (
    SELECT w.role, w.participation_id, access_actor() AS actor, access_now() AS at FROM access_working() w
), barred AS MATERIALIZED (
    SELECT k.dossier_id
      FROM me
      JOIN access_involvement k ON k.user_id = me.actor AND k.relation IN ('kin', 'self')
     WHERE k.valid_from <= me.at + interval '5 seconds' AND (k.valid_until IS NULL OR k.valid_until > me.at)
), held AS MATERIALIZED (
    SELECT i.dossier_id, i.relation, i.ground, i.sealed_named, me.at
      FROM me
      JOIN access_involvement i ON i.user_id = me.actor AND i.participation_id = me.participation_id
     WHERE me.role <> 'klant' AND i.relation NOT IN ('self', 'kin')
       AND i.valid_from <= me.at + interval '5 seconds' AND (i.valid_until IS NULL OR i.valid_until > me.at)
       AND i.dossier_id NOT IN (SELECT barred.dossier_id FROM barred)
)
SELECT h.dossier_id, h.relation, d.restricted_at IS NOT NULL, h.ground, h.sealed_named
  FROM held h
  JOIN access_dossier d ON d.id = h.dossier_id
 WHERE (h.sealed_named OR NOT d.sealed)
   AND (d.restricted_at IS NULL AND d.closed_at IS NULL
        OR h.relation IN ('lead', 'review') AND (d.closed_at IS NULL OR d.closed_at > h.at - interval '365 days'))
UNION ALL
SELECT i.dossier_id, i.relation, d.restricted_at IS NOT NULL, i.ground, i.sealed_named
  FROM me
  JOIN access_involvement i ON i.user_id = me.actor AND i.relation = 'self'
  JOIN access_dossier d ON d.id = i.dossier_id
 WHERE me.role = 'klant'
   AND i.valid_from <= me.at + interval '5 seconds' AND (i.valid_until IS NULL OR i.valid_until > me.at)
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
