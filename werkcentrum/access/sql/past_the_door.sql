-- Whether somebody divides the work of a cell: its team leader, or the installation itself. The web never acts as nobody.
CREATE FUNCTION access_divides(cell bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT access_actor() IS NULL AND session_user <> 'werkcentrum_app'
    OR EXISTS (SELECT FROM access_working() w WHERE w.role = 'teamleider' AND w.participation_id = cell)
$$;

-- Numbers per colleague of a cell, nobody's dossier: how many she leads or helps with, and how many of those she knows.
CREATE FUNCTION access_cell_numbers(cell bigint)
RETURNS TABLE (user_id bigint, relation varchar, knows boolean, number bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT i.user_id, i.relation, k.id IS NOT NULL, count(DISTINCT i.id)
  FROM access_involvement i
  JOIN access_dossier d ON d.id = i.dossier_id AND NOT d.sealed AND d.closed_at IS NULL
  LEFT JOIN access_involvement k ON k.user_id = i.user_id AND k.dossier_id = i.dossier_id
       AND k.relation IN ('kin', 'self') AND access_holds(k.valid_from, k.valid_until)
 WHERE access_divides(cell) AND i.participation_id = cell AND i.relation IN ('lead', 'team', 'support')
   AND access_holds(i.valid_from, i.valid_until)
 GROUP BY 1, 2, 3
$$;

-- How many open dossiers of the region each colleague of a cell can open; without a user: how many there are.
CREATE FUNCTION access_reach(cell bigint) RETURNS TABLE (user_id bigint, number bigint)
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
