-- Which dossiers of a region are due, for who prepares or approves a list there, and for the job. No names.
CREATE OR REPLACE FUNCTION privacy_due(which bigint, grounds text[], ended date[])
RETURNS TABLE (dossier_id bigint, term text, closed_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT d.id, CASE WHEN w.dossier_id IS NULL THEN 'dossier:' || lead.ground ELSE 'wish' END,
       (d.closed_at AT TIME ZONE 'Europe/Amsterdam')::date
  FROM access_dossier d
  LEFT JOIN privacy_erasewish w ON w.dossier_id = d.id
  LEFT JOIN access_involvement lead ON lead.dossier_id = d.id AND lead.relation = 'lead' AND lead.valid_until IS NULL
  LEFT JOIN unnest(grounds, ended) AS t(ground, before) ON t.ground = lead.ground
 WHERE d.region_id = which AND d.erased_at IS NULL
   AND (which = (SELECT region_id FROM access_working() WHERE role IN ('privacyofficer', 'beheerder'))
        OR access_actor() IS NULL AND COALESCE(current_setting('app.door', true), '') <> '')
   AND (w.dossier_id IS NOT NULL OR (d.closed_at AT TIME ZONE 'Europe/Amsterdam')::date <= t.before)
   AND NOT EXISTS (SELECT FROM privacy_legalhold h WHERE h.dossier_id = d.id AND h.lifted_at IS NULL)
   AND NOT EXISTS (SELECT FROM privacy_destructionline l JOIN privacy_destruction x ON x.id = l.destruction_id
                    WHERE l.dossier_id = d.id AND x.state IN ('klaargezet', 'goedgekeurd'))
 ORDER BY d.closed_at, d.id
$$;
