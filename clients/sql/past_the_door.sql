-- Which of these people may know the person of which dossier: a client herself, with the same birth date and surname, or
-- the same address. Only for dossiers that the actor has a hand in; a yes, and never why.
CREATE FUNCTION clients_who_may_know(dossiers bigint[], people bigint[]) RETURNS TABLE (dossier_id bigint, user_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT DISTINCT c.dossier_id, i.user_id
  FROM clients_client c
  JOIN access_involvement i ON i.relation = 'self' AND i.user_id = ANY(people)
       AND access_holds(i.valid_from, i.valid_until)
  JOIN clients_client own ON own.dossier_id = i.dossier_id
 WHERE c.dossier_id = ANY(dossiers)
   AND (access_actor() IS NULL AND session_user <> 'werkcentrum_app'
        OR c.dossier_id IN (SELECT access_card_dossiers() UNION SELECT clients_offered_dossiers()))
   AND (own.search_name <> '' AND own.search_name = c.search_name AND own.birth_on = c.birth_on
        OR own.postcode <> '' AND own.house_number IS NOT NULL
           AND (own.postcode, own.house_number, own.house_letter, own.house_addition)
             = (c.postcode, c.house_number, c.house_letter, c.house_addition))
$$;

-- Whether the actor decides about what is hidden in a dossier: the privacy officer of its region, or the installation.
CREATE FUNCTION clients_hides(which bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT access_actor() IS NULL AND session_user <> 'werkcentrum_app'
    OR EXISTS (SELECT FROM access_working() w
                 JOIN access_dossier d ON d.id = which AND d.region_id = w.region_id
                WHERE w.role = 'privacyofficer')
$$;

-- Takes the address of a sealed dossier out of the record and its history, and gives it once, to be sealed.
CREATE FUNCTION clients_take_address(which bigint)
RETURNS TABLE (public_id uuid, street varchar, house_number integer, house_letter varchar, house_addition varchar,
               postcode varchar, place varchar)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
#variable_conflict use_column
BEGIN
    IF NOT clients_hides(which) OR NOT EXISTS (SELECT FROM access_dossier d WHERE d.id = which AND d.sealed) THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT c.public_id, c.street, c.house_number, c.house_letter, c.house_addition, c.postcode, c.place
                   FROM clients_client c WHERE c.dossier_id = which FOR UPDATE;
    UPDATE clients_client SET street = '', house_number = NULL, house_letter = '', house_addition = '', postcode = '',
                              place = '' WHERE dossier_id = which;
    UPDATE clients_historicalclient SET street = '', house_number = NULL, house_letter = '', house_addition = '',
                                        postcode = '', place = '' WHERE dossier_id = which;
END $$;

-- Keeps the sealed text of it.
CREATE FUNCTION clients_keep_address(which bigint, ciphertext bytea, key varchar) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF clients_hides(which) THEN
        INSERT INTO clients_hiddenaddress (client_id, sealed, key_id) VALUES (which, ciphertext, key)
        ON CONFLICT (client_id) DO UPDATE SET sealed = EXCLUDED.sealed, key_id = EXCLUDED.key_id;
    END IF;
END $$;

-- Gives the sealed text of a dossier that is no longer sealed, once, to be put back.
CREATE FUNCTION clients_lift_address(which bigint) RETURNS TABLE (public_id uuid, sealed bytea, key_id varchar)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
#variable_conflict use_column
BEGIN
    IF NOT clients_hides(which) OR EXISTS (SELECT FROM access_dossier d WHERE d.id = which AND d.sealed) THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT c.public_id, h.sealed, h.key_id
                   FROM clients_hiddenaddress h JOIN clients_client c ON c.dossier_id = h.client_id
                  WHERE h.client_id = which FOR UPDATE OF h;
    DELETE FROM clients_hiddenaddress WHERE client_id = which;
END $$;

CREATE FUNCTION clients_give_address(which bigint, a varchar, b integer, c varchar, d varchar, e varchar, f varchar)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF clients_hides(which) AND EXISTS (SELECT FROM access_dossier x WHERE x.id = which AND NOT x.sealed) THEN
        UPDATE clients_client SET street = a, house_number = b, house_letter = c, house_addition = d, postcode = e,
                                  place = f WHERE dossier_id = which;
    END IF;
END $$;
