-- How the work goes in a region, over what was settled from a day until and including another: per indicator how many,
-- how many of those went well, and the median number of days. Numbers only, for who may see figures there.
CREATE FUNCTION werkplan_indicators(which bigint, since date, until date)
RETURNS TABLE (indicator text, partner text, n bigint, good bigint, middle double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
WITH asker AS MATERIALIZED (
    SELECT which = (SELECT region_id FROM access_working()
                     WHERE role IN ('regiocoordinator', 'programmamanager', 'teamleider'))
        OR access_actor() IS NULL AND COALESCE(current_setting('app.door', true), '') <> '' AS may
), span AS MATERIALIZED (
    SELECT since::timestamp AT TIME ZONE 'Europe/Amsterdam' AS first, (until + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam' AS past
), first_plan AS (
    SELECT p.client_id, min(v.created_at) AS made
      FROM werkplan_werkplan p
      JOIN werkplan_planversion v ON v.plan_id = p.id
      JOIN access_dossier d ON d.id = p.client_id AND d.region_id = which
     GROUP BY p.client_id
), planned AS (
    SELECT f.made, d.opened_at, i.finished_at
      FROM first_plan f
      JOIN span ON f.made >= span.first AND f.made < span.past
      JOIN access_dossier d ON d.id = f.client_id
      LEFT JOIN clients_intake i ON i.client_id = f.client_id
), handed AS (
    SELECT h.*, o.kind AS giver
      FROM clients_handover h
      JOIN span ON h.decided_at >= span.first AND h.decided_at < span.past
      JOIN regions_participation g ON g.id = h.from_participation_id AND g.region_id = which
      JOIN regions_partner o ON o.id = g.partner_id
), changed AS (
    SELECT c.client_id, c.on, c.recorded_at
      FROM werkplan_carryover c
      JOIN access_dossier d ON d.id = c.client_id AND d.region_id = which
     WHERE c.on BETWEEN since AND until AND c.state <> 'vervallen' AND NOT c.correction
), answered AS (
    SELECT a.confirmed_on IS NOT NULL AND a.confirmed_on BETWEEN since AND until AS again
      FROM clients_intakeanswer a
      JOIN access_dossier d ON d.id = a.client_id AND d.region_id = which
     WHERE COALESCE(a.confirmed_on, a.obtained_on) BETWEEN since AND until
), found AS (
    SELECT 'registered', NULL::text, count(*), NULL::bigint,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY EXTRACT(epoch FROM made - opened_at) / 86400)
      FROM planned
    UNION ALL
    SELECT 'intake', NULL, count(*), NULL,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY EXTRACT(epoch FROM made - finished_at) / 86400)
      FROM planned WHERE finished_at <= made
    UNION ALL
    SELECT 'reviewed', NULL, count(*),
           count(*) FILTER (WHERE (r.recorded_at AT TIME ZONE 'Europe/Amsterdam')::date <= r.was), NULL
      FROM werkplan_planreview r
      JOIN span ON r.recorded_at >= span.first AND r.recorded_at < span.past
      JOIN werkplan_werkplan p ON p.id = r.plan_id
      JOIN access_dossier d ON d.id = p.client_id AND d.region_id = which
     WHERE r.kind = 'gehouden' AND r.was IS NOT NULL
    UNION ALL
    SELECT 'handed:' || h.state, h.giver, count(*), NULL,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY EXTRACT(epoch FROM h.decided_at - h.offered_at) / 86400)
      FROM handed h GROUP BY h.state, h.giver
    UNION ALL
    SELECT 'accepted', NULL, count(*),
           -- Without loss: nothing that ran stopped early in the thirty days after.
           count(*) FILTER (WHERE NOT EXISTS (
               SELECT FROM werkplan_inzet z
                 JOIN werkplan_werkplan p ON p.id = z.plan_id AND p.client_id = h.client_id
                WHERE z.state = 'voortijdig_beeindigd'
                  AND z.ends_on BETWEEN (h.decided_at AT TIME ZONE 'Europe/Amsterdam')::date
                                    AND (h.decided_at AT TIME ZONE 'Europe/Amsterdam')::date + 30)),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY EXTRACT(epoch FROM h.decided_at - h.offered_at) / 86400)
      FROM handed h WHERE h.state = 'geaccepteerd'
    UNION ALL
    SELECT 'signalled', NULL, count(*),
           count(*) FILTER (WHERE (c.recorded_at AT TIME ZONE 'Europe/Amsterdam')::date <= c.on - 28 OR EXISTS (
               SELECT FROM werkplan_signal s
                WHERE s.client_id = c.client_id AND s.since <= c.on - 28 AND s.on BETWEEN c.on - 31 AND c.on + 31)), NULL
      FROM changed c
    UNION ALL
    SELECT 'reused', NULL, count(*), count(*) FILTER (WHERE again), NULL FROM answered
)
SELECT found.* FROM found, asker WHERE asker.may
$$;
