-- Whether the cell of the key that is shown now may tell of this person: it works in her dossier, or she said yes to it
-- for her plan. Never of a dossier that is sealed or stands still, so that the answer tells nothing of it.
CREATE FUNCTION werkplan_may_bring(which bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT EXISTS (
    SELECT FROM access_dossier d
      JOIN regions_participation p ON p.id = access_key_cell()
      JOIN regions_partner r ON r.id = p.partner_id
     WHERE d.id = which AND NOT d.sealed AND d.restricted_at IS NULL AND d.closed_at IS NULL AND d.erased_at IS NULL
       AND (EXISTS (SELECT FROM access_involvement i
                     WHERE i.dossier_id = d.id AND i.participation_id = p.id
                       AND (i.relation IN ('lead', 'team') OR i.relation = 'support' AND 'G8' = ANY(i.field_groups))
                       AND access_holds(i.valid_from, i.valid_until))
            OR EXISTS (SELECT FROM clients_consent c
                        WHERE c.client_id = d.id AND c.withdrawn_at IS NULL AND 'G8' = ANY(c.groups)
                          AND (access_now() AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN c.valid_from AND c.valid_until
                          AND (c.receiver_id = p.id OR c.receiver_id IS NULL AND c.receiver_kind = r.kind))))
$$;

-- The person whom a partner points at, by the code it was given or (UAVG 46) by the index of a BSN: none, or one.
-- Nobody, somebody unknown and somebody it may not tell of are the same answer.
CREATE FUNCTION werkplan_pointed_at(given varchar, keyed bytea[]) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT found.client_id
  FROM (SELECT e.client_id FROM werkplan_exchangecode e
         WHERE e.code = given AND e.participation_id = access_key_cell()
        UNION
        SELECT n.client_id FROM clients_numberindex n
          JOIN regions_participation p ON p.id = access_key_cell()
          JOIN regions_partner r ON r.id = p.partner_id AND r.kind IN ('uwv', 'municipality')
         WHERE n.index = ANY(keyed) AND NOT n.parked) found
 WHERE werkplan_may_bring(found.client_id)
 LIMIT 1
$$;

-- All that the owner of the plan above ours may know of ours: how it stands, its next date, and which partner leads.
CREATE FUNCTION werkplan_our_side(card uuid)
RETURNS TABLE (client_id bigint, state varchar, partner varchar, next_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT w.client_id, w.state, r.name, i.next_on
  FROM werkplan_activitycard a
  JOIN werkplan_overarchingplan o ON o.client_id = a.client_id AND o.kind = a.kind AND o.owner_id = a.owner_id
       AND o.ended_at IS NULL
  JOIN werkplan_werkplan w ON w.client_id = a.client_id
  JOIN access_involvement i ON i.dossier_id = a.client_id AND i.relation = 'lead'
       AND access_holds(i.valid_from, i.valid_until)
  JOIN regions_participation p ON p.id = i.participation_id
  JOIN regions_partner r ON r.id = p.partner_id
 WHERE a.owner_id = access_key_cell() AND a.reference = card AND a.withdrawn_at IS NULL
   AND werkplan_may_bring(a.client_id)
$$;
