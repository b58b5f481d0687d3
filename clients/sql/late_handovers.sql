-- What a coordinator may know of offers that wait too long in her region: the card without the person. No name, no
-- birth year, no reason and no income; a sealed or restricted dossier is not here.
CREATE FUNCTION clients_late_handovers()
RETURNS TABLE (handover_id bigint, public_id uuid, client_id bigint, municipality_id bigint, from_participation_id bigint,
               to_participation_id bigint, due_on date, expires_on date, escalated_at timestamptz, lead_id bigint,
               lead_cell_id bigint, assigned_to_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT h.id, h.public_id, h.client_id, c.municipality_id, h.from_participation_id, h.to_participation_id, h.due_on,
       h.expires_on, h.escalated_at, i.user_id, i.participation_id, h.assigned_to_id
  FROM access_working() w
  JOIN regions_participation cell ON cell.region_id = w.region_id
  JOIN clients_handover h ON cell.id IN (h.from_participation_id, h.to_participation_id)
  JOIN access_dossier d ON d.id = h.client_id AND NOT d.sealed AND d.restricted_at IS NULL
  JOIN clients_client c ON c.dossier_id = h.client_id
  JOIN access_involvement i ON i.dossier_id = h.client_id AND i.relation = 'lead' AND i.valid_until IS NULL
 WHERE w.role = 'regiocoordinator' AND h.state = 'aangeboden' AND h.escalated_at IS NOT NULL
 GROUP BY h.id, c.municipality_id, i.user_id, i.participation_id
 ORDER BY h.due_on, h.id
$$;
