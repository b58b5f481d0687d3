-- Who acts, as the middleware told it for this transaction. Empty after a reset, hence NULLIF.
CREATE FUNCTION access_actor() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT NULLIF(current_setting('app.user_id', true), '')::bigint $$;

-- The clock of the database; tests bring their own.
CREATE FUNCTION access_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT COALESCE(NULLIF(current_setting('app.now', true), '')::timestamptz, clock_timestamp()) $$;

-- A job of the installation, or one of the functions below called by the web role. Only the owner has a policy for it.
CREATE FUNCTION access_is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT session_user <> current_user OR COALESCE(current_setting('app.door', true), '') <> '' $$;

-- A row that holds now. Five seconds of grace at the start, because web and database have clocks of their own.
CREATE FUNCTION access_holds(since timestamptz, until timestamptz) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT since <= access_now() + interval '5 seconds' AND (until IS NULL OR until > access_now()) $$;

-- The membership one works under, if it holds today and the account is active: none, or one row.
CREATE FUNCTION access_working() RETURNS TABLE (participation_id bigint, role varchar, region_id bigint, desk_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT m.participation_id, m.role, p.region_id, m.desk_id
  FROM access_membership m
  JOIN access_user u ON u.id = m.user_id AND u.is_active
  JOIN regions_participation p ON p.id = m.participation_id
 WHERE m.id = NULLIF(current_setting('app.membership', true), '')::bigint AND m.user_id = access_actor()
   AND m.valid_from <= (access_now() AT TIME ZONE 'Europe/Amsterdam')::date
   AND (m.valid_until IS NULL OR m.valid_until >= (access_now() AT TIME ZONE 'Europe/Amsterdam')::date)
$$;

-- Every live relation of the actor in the cell where she works (a client: her own), kin and seal taken into account.
CREATE FUNCTION access_relations()
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
$$;

CREATE FUNCTION access_open_dossiers() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT dossier_id FROM access_relations() WHERE relation IN ('lead', 'team', 'support', 'self') $$;

-- Where a hidden address may be read: by task of law and named for it, and by the client herself.
CREATE FUNCTION access_address_dossiers() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT dossier_id FROM access_relations()
 WHERE relation = 'self' OR relation IN ('lead', 'team') AND named AND ground IN ('uwv', 'municipality')
$$;

CREATE FUNCTION access_write_dossiers() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT dossier_id FROM access_relations() WHERE relation IN ('lead', 'team', 'self') AND NOT restricted $$;

-- Dossiers that the own cell leads, for who divides them there; a lead that ended this minute is being moved.
CREATE FUNCTION access_team_dossiers() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT i.dossier_id
  FROM access_working() w
  JOIN access_involvement i ON i.participation_id = w.participation_id AND i.relation = 'lead'
       AND (i.valid_until IS NULL OR i.valid_until > access_now() - interval '1 minute')
  JOIN access_dossier d ON d.id = i.dossier_id AND NOT d.sealed
 WHERE w.role = 'teamleider'
   AND NOT EXISTS (SELECT FROM access_involvement k
                    WHERE k.user_id = access_actor() AND k.dossier_id = i.dossier_id AND k.relation IN ('kin', 'self')
                      AND access_holds(k.valid_from, k.valid_until))
$$;

CREATE FUNCTION access_card_dossiers() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ SELECT dossier_id FROM access_relations() UNION SELECT access_team_dossiers() $$;

-- Which cell leads a dossier now: all that a look-up may tell about somebody else's client.
CREATE FUNCTION access_lead_cell(which bigint) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT participation_id FROM access_involvement
 WHERE dossier_id = which AND relation = 'lead' AND access_holds(valid_from, valid_until)
$$;

-- The only way in which the web role makes a dossier: with its first lead, by who registers.
CREATE FUNCTION access_open_dossier(public uuid, region bigint, lead bigint, cell bigint, basis varchar, maker bigint,
                                    at timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    made bigint;
BEGIN
    IF maker IS DISTINCT FROM access_actor() AND (access_actor() IS NOT NULL
       OR COALESCE(current_setting('app.door', true), '') = '') THEN
        RAISE EXCEPTION 'a dossier is opened by who acts' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO access_dossier (public_id, region_id, opened_at) VALUES (public, region, at)
    RETURNING id INTO made;
    INSERT INTO access_involvement (dossier_id, user_id, participation_id, relation, ground, field_groups, valid_from,
                                    next_on, created_by_id)
    VALUES (made, lead, cell, 'lead', basis, '{}', at, DATE '9999-12-31', maker);
    RETURN made;
END $$;

ALTER FUNCTION access_dossier_has_lead() SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;
