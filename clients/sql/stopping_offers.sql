-- The offer that waits in a dossier, for who decides whether it is sealed: names of two partners, nothing of the person.
CREATE FUNCTION clients_waiting_offer(which bigint) RETURNS TABLE (giver bigint, receiver bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT h.from_participation_id, h.to_participation_id
  FROM clients_handover h
 WHERE clients_hides(which) AND h.client_id = which AND h.state = 'aangeboden'
$$;

-- Ends the offer that waits in a sealed dossier, with its history and a line on the timeline that says no more than any
-- other offer that is taken back. Gives the offer and where its dossier is read; nothing when none waits. `who` decided when a job does it: never the web.
CREATE FUNCTION clients_end_sealed_offer(which bigint, moment timestamptz, event uuid, who bigint)
RETURNS TABLE (offer bigint, person uuid)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    ended clients_handover;
BEGIN
    IF NOT clients_hides(which) OR NOT EXISTS (SELECT FROM access_dossier d WHERE d.id = which AND d.sealed) THEN
        RETURN;
    END IF;
    UPDATE clients_handover SET state = 'ingetrokken', decided_at = moment, decided_by_id = COALESCE(access_actor(), who)
     WHERE client_id = which AND state = 'aangeboden'
    RETURNING * INTO ended;
    IF ended.id IS NULL THEN
        RETURN;
    END IF;
    -- As simple-history does: the whole row, whatever columns it has.
    INSERT INTO clients_historicalhandover
    SELECT (jsonb_populate_record(NULL::clients_historicalhandover, to_jsonb(ended) || jsonb_build_object(
        'history_id', nextval(pg_get_serial_sequence('clients_historicalhandover', 'history_id')),
        'history_date', moment, 'history_type', '~', 'event_id', event))).*;
    INSERT INTO clients_entry (client_id, at, event_id, kind, voice, partner_name, milestone, text, before, after)
    VALUES (which, moment, event, 'handover', 'system', '', false, 'Het aanbod om dit dossier over te dragen is ingetrokken.',
            '', '');
    RETURN QUERY SELECT ended.id, c.public_id FROM clients_client c WHERE c.dossier_id = which;
END $$;

-- Whether somebody is the person of a dossier or said that she knows that person, under whatever membership. Only for
-- dossiers that the actor has a hand in; a yes, and never why.
CREATE FUNCTION clients_knows(which bigint, who bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT (access_actor() IS NULL AND session_user <> 'werkcentrum_app'
        OR which IN (SELECT access_card_dossiers() UNION SELECT clients_offered_dossiers()))
   AND EXISTS (SELECT FROM access_involvement k
                WHERE k.dossier_id = which AND k.user_id = who AND k.relation IN ('kin', 'self')
                  AND access_holds(k.valid_from, k.valid_until))
$$;
