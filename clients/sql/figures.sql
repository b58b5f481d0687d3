-- How many answered questions of visitors are past their term, for who prepares a list in the region, and for the job.
CREATE FUNCTION clients_due_contacts(which bigint, before date) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT count(*)
  FROM clients_lightcontact l
  JOIN clients_visit v ON v.id = l.visit_id
 WHERE v.region_id = which AND (l.done_at AT TIME ZONE 'Europe/Amsterdam')::date <= before
   AND (which = (SELECT region_id FROM access_working() WHERE role IN ('privacyofficer', 'beheerder'))
        OR access_actor() IS NULL AND COALESCE(current_setting('app.door', true), '') <> '')
$$;

-- Dossiers that were opened in the year from a day on, per month and kind of partner that leads or led last; those of
-- erased people from what is left of them. Counts only: the page keeps back small ones. For who may see figures there.
CREATE FUNCTION clients_dossier_counts(which bigint, since date)
RETURNS TABLE (month date, partner text, people bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
WITH counted AS (
    SELECT date_trunc('month', d.opened_at AT TIME ZONE 'Europe/Amsterdam')::date AS month, o.kind::text AS partner
      FROM access_dossier d
      JOIN access_involvement i ON i.dossier_id = d.id AND i.relation = 'lead' AND i.valid_until IS NULL
      JOIN regions_participation p ON p.id = i.participation_id
      JOIN regions_partner o ON o.id = p.partner_id
     WHERE d.region_id = which AND d.erased_at IS NULL
    UNION ALL
    SELECT s.month, s.codes->>'partner' FROM privacy_statistic s WHERE s.region_id = which
)
SELECT month, partner, count(*)
  FROM counted
 WHERE month >= since AND month < since + interval '1 year'
   AND (which = (SELECT region_id FROM access_working()
                  WHERE role IN ('regiocoordinator', 'programmamanager', 'teamleider'))
        OR access_actor() IS NULL AND COALESCE(current_setting('app.door', true), '') <> '')
 GROUP BY month, partner
$$;
