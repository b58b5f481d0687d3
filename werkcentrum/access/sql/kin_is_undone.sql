-- Who said that she knows a client, for who may undo it: numbers of dossiers and names of staff, nothing of the person.
-- The team leader of the cell where it was said (no sealed dossier), and the privacy officer of the region.
CREATE FUNCTION access_kin_rows() RETURNS TABLE (id bigint, user_id bigint, cell bigint, number text, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT k.id, k.user_id, k.participation_id, left(d.public_id::text, 8), k.valid_from
  FROM access_working() w
  JOIN access_involvement k ON k.relation = 'kin' AND k.valid_until IS NULL
  JOIN regions_participation p ON p.id = k.participation_id
  JOIN access_dossier d ON d.id = k.dossier_id
 WHERE w.role = 'teamleider' AND k.participation_id = w.participation_id AND NOT d.sealed
    OR w.role = 'privacyofficer' AND p.region_id = w.region_id
 ORDER BY k.valid_from DESC, k.id DESC
$$;

-- Ends such a row, never one's own. Gives the dossier and whose it was; nothing when it is not the actor's to end.
CREATE FUNCTION access_end_kin(which bigint, moment timestamptz) RETURNS TABLE (dossier bigint, who bigint)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
UPDATE access_involvement k SET valid_until = GREATEST(moment, k.valid_from)
 WHERE k.id = which AND k.relation = 'kin' AND k.valid_until IS NULL AND k.user_id IS DISTINCT FROM access_actor()
   AND k.id IN (SELECT r.id FROM access_kin_rows() r)
RETURNING k.dossier_id, k.user_id
$$;

-- The web role changes no such row by itself: nobody opens for herself what she shut.
CREATE FUNCTION access_kin_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF current_user = 'werkcentrum_app' THEN
        RAISE EXCEPTION 'who knows a client stays so until another undoes it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kin_stays
    BEFORE UPDATE OF dossier_id, user_id, participation_id, relation, valid_from, valid_until ON access_involvement
    FOR EACH ROW WHEN (OLD.relation = 'kin') EXECUTE FUNCTION access_kin_stays();
