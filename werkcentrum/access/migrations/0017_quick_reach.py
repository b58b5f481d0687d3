"""The count behind the page "Bereik" asks the clock and the right to divide once, not for every row."""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION access_reach(cell bigint) RETURNS TABLE (user_id bigint, number bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
WITH moment AS MATERIALIZED (SELECT access_now() AS at)
SELECT NULL::bigint, count(*)
  FROM access_dossier d
  JOIN regions_participation p ON p.id = cell AND p.region_id = d.region_id
 WHERE (SELECT access_divides(cell)) AND NOT d.sealed AND d.closed_at IS NULL
UNION ALL
SELECT i.user_id, count(DISTINCT i.dossier_id)
  FROM access_involvement i
  JOIN regions_participation p ON p.id = cell
  JOIN access_dossier d ON d.id = i.dossier_id AND d.region_id = p.region_id AND NOT d.sealed AND d.closed_at IS NULL
 WHERE (SELECT access_divides(cell)) AND i.participation_id = cell
   AND i.valid_from <= (SELECT at FROM moment) + interval '5 seconds'
   AND (i.valid_until IS NULL OR i.valid_until > (SELECT at FROM moment))
   AND (i.relation = 'lead' OR i.relation IN ('team', 'support') AND d.restricted_at IS NULL)
   AND (i.user_id, i.dossier_id) NOT IN (
        SELECT k.user_id, k.dossier_id FROM access_involvement k
         WHERE k.relation IN ('kin', 'self') AND access_holds(k.valid_from, k.valid_until))
 GROUP BY i.user_id
$$;
"""
BACKWARD = """
CREATE OR REPLACE FUNCTION access_reach(cell bigint) RETURNS TABLE (user_id bigint, number bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT NULL::bigint, count(*)
  FROM access_dossier d
  JOIN regions_participation p ON p.id = cell AND p.region_id = d.region_id
 WHERE access_divides(cell) AND NOT d.sealed AND d.closed_at IS NULL
UNION ALL
SELECT i.user_id, count(DISTINCT i.dossier_id)
  FROM access_involvement i
  JOIN regions_participation p ON p.id = cell
  JOIN access_dossier d ON d.id = i.dossier_id AND d.region_id = p.region_id AND NOT d.sealed AND d.closed_at IS NULL
 WHERE access_divides(cell) AND i.participation_id = cell AND access_holds(i.valid_from, i.valid_until)
   AND (i.relation = 'lead' OR i.relation IN ('team', 'support') AND d.restricted_at IS NULL)
   AND NOT EXISTS (SELECT FROM access_involvement k
                    WHERE k.user_id = i.user_id AND k.dossier_id = i.dossier_id AND k.relation IN ('kin', 'self')
                      AND access_holds(k.valid_from, k.valid_until))
 GROUP BY i.user_id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0016_quick_second_door")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
