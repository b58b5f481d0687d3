-- Dossiers offered to the cell where one divides the work, or proposed to oneself; a decision of this minute included,
-- because accepting goes on after it.
CREATE FUNCTION clients_offered_dossiers() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT h.client_id
  FROM access_working() w
  JOIN clients_handover h ON h.to_participation_id = w.participation_id
  JOIN access_dossier d ON d.id = h.client_id AND NOT d.sealed
 WHERE (w.role = 'teamleider' OR h.assigned_to_id = access_actor())
   AND (h.state = 'aangeboden' OR h.decided_by_id = access_actor() AND h.decided_at > access_now() - interval '1 minute')
   AND NOT EXISTS (SELECT FROM access_involvement k
                    WHERE k.user_id = access_actor() AND k.dossier_id = h.client_id AND k.relation IN ('kin', 'self')
                      AND access_holds(k.valid_from, k.valid_until))
$$;

-- The exact look-up by number: the dossiers that have it, whether they are sealed, and for which sealed one they stand in.
CREATE FUNCTION clients_find_number(keyed bytea[]) RETURNS TABLE (dossier_id bigint, sealed boolean, stands_in_for bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT DISTINCT n.client_id, d.sealed, number.parked_for_id
  FROM clients_numberindex n
  JOIN access_dossier d ON d.id = n.client_id
  LEFT JOIN clients_nationalnumber number ON number.client_id = n.client_id
 WHERE n.index = ANY(keyed)
 ORDER BY n.client_id
$$;

-- The exact look-up by birth date and house number: the names to compare, never more than fit these exactly.
CREATE FUNCTION clients_find_born(born date, known varchar, house integer)
RETURNS TABLE (dossier_id bigint, sealed boolean, prefix varchar, surname varchar, partner_prefix varchar,
               partner_surname varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT c.dossier_id, d.sealed, c.prefix, c.surname, c.partner_prefix, c.partner_surname
  FROM clients_client c
  JOIN access_dossier d ON d.id = c.dossier_id
 WHERE c.birth_on = born AND c.birth_precision = known AND c.house_number = house
 ORDER BY c.dossier_id
$$;

-- Possible doubles: the birth date narrows a million people to a few hundred through one index; only those are compared
-- by name. A sealed dossier is never on a card, whoever asks.
CREATE FUNCTION clients_near_births(wanted text, partner text, code text, same date[], days date[], most integer)
RETURNS TABLE (search_name varchar, partner_surname varchar, likeness real, close boolean, dossier_id bigint,
               first_names varchar, call_name varchar, prefix varchar, surname varchar, birth_on date,
               municipality varchar, partner_name varchar, region varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
WITH near AS MATERIALIZED (
    SELECT c.dossier_id, c.municipality_id, c.first_names, c.call_name, c.prefix, c.surname, c.birth_on,
           c.search_name, c.partner_surname,
           GREATEST(similarity(c.search_name, wanted), similarity(lower(c.partner_surname), wanted),
                    similarity(c.search_name, partner)) AS likeness,
           c.birth_on = ANY(same) AS same_day,
           c.postcode <> '' AND c.postcode = code AS same_postcode
      FROM clients_client c
      JOIN access_dossier d ON d.id = c.dossier_id AND NOT d.sealed
     WHERE c.birth_on = ANY(days)
), likely AS MATERIALIZED (
    SELECT *, likeness + CASE WHEN same_day THEN 0.4 ELSE 0 END + CASE WHEN same_postcode THEN 0.2 ELSE 0 END AS rank
      FROM near
     ORDER BY rank DESC, dossier_id
     LIMIT most
)
SELECT l.search_name, l.partner_surname, l.likeness::real, l.same_day OR l.same_postcode,
       l.dossier_id, l.first_names, l.call_name, l.prefix, l.surname, l.birth_on, m.name, p.name, r.name
  FROM likely l
  JOIN regions_municipality m ON m.id = l.municipality_id
  LEFT JOIN access_involvement i ON i.dossier_id = l.dossier_id AND i.relation = 'lead' AND i.valid_until IS NULL
  LEFT JOIN regions_participation cell ON cell.id = i.participation_id
  LEFT JOIN regions_partner p ON p.id = cell.partner_id
  LEFT JOIN regions_region r ON r.id = cell.region_id
 ORDER BY l.rank DESC, l.dossier_id
$$;

-- What the database checks by itself looks at all rows, whoever acts.
ALTER FUNCTION clients_leading_without_holes() SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION clients_consent_ends_support() SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION clients_support_rests_on_consent() SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION clients_consents_for(bigint, bigint, varchar[], timestamptz, timestamptz)
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;
