-- Rows that are only ever added may be deleted when a person is erased: by the owner of the table, in a transaction that
-- says so. The web role owns nothing, so saying so gains it nothing.
CREATE FUNCTION privacy_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF TG_OP = 'DELETE' AND COALESCE(current_setting('app.erasing', true), '') = 'on'
       AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- A dossier that was erased is an empty pseudonym: it needs no lead.
CREATE OR REPLACE FUNCTION access_dossier_has_lead() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    which bigint := CASE WHEN TG_TABLE_NAME = 'access_dossier' THEN (to_jsonb(NEW)->>'id')::bigint
                         ELSE COALESCE((to_jsonb(NEW)->>'dossier_id'), (to_jsonb(OLD)->>'dossier_id'))::bigint END;
BEGIN
    IF EXISTS (SELECT 1 FROM access_dossier WHERE id = which AND erased_at IS NULL)
       AND (SELECT count(*) FROM access_involvement
             WHERE dossier_id = which AND relation = 'lead' AND valid_until IS NULL) <> 1 THEN
        RAISE EXCEPTION 'dossier % has no lead, or more than one', which
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'dossier_exactly_one_lead';
    END IF;
    RETURN NULL;
END $$;

-- Which dossiers of a region are due, for who prepares or approves a list there. Numbers and days, no names.
CREATE FUNCTION privacy_due(which bigint, grounds text[], ended date[])
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
   AND (w.dossier_id IS NOT NULL OR (d.closed_at AT TIME ZONE 'Europe/Amsterdam')::date <= t.before)
   AND NOT EXISTS (SELECT FROM privacy_legalhold h WHERE h.dossier_id = d.id AND h.lifted_at IS NULL)
   AND NOT EXISTS (SELECT FROM privacy_destructionline l JOIN privacy_destruction x ON x.id = l.destruction_id
                    WHERE l.dossier_id = d.id AND x.state IN ('klaargezet', 'goedgekeurd'))
 ORDER BY d.closed_at, d.id
$$;
