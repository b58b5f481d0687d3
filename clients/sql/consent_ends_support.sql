-- Support that rests on consent lives no longer than the consent: neither when it is added nor when it is withdrawn.
CREATE FUNCTION clients_consents_for(dossier bigint, cell bigint, shared varchar[], since timestamptz, until timestamptz)
RETURNS SETOF clients_consent LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT c.*
  FROM clients_consent c
  JOIN regions_participation p ON p.id = cell
  JOIN regions_partner o ON o.id = p.partner_id
 WHERE c.client_id = dossier AND c.withdrawn_at IS NULL AND array_remove(array_remove(shared, 'G0'), 'G1') <@ c.groups
   AND (c.receiver_id = cell OR c.receiver_id IS NULL AND c.receiver_kind = o.kind)
   AND c.valid_from <= (since AT TIME ZONE 'Europe/Amsterdam')::date
   AND until <= (c.valid_until + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam'
$$;

CREATE FUNCTION clients_support_rests_on_consent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.valid_until <= OLD.valid_until AND NEW.field_groups <@ OLD.field_groups
       AND OLD.relation = 'support' THEN
        RETURN NEW;  -- ending or narrowing is always possible
    END IF;
    IF NOT EXISTS (SELECT FROM clients_consents_for(NEW.dossier_id, NEW.participation_id, NEW.field_groups,
                                                    NEW.valid_from, NEW.valid_until)) THEN
        RAISE EXCEPTION 'support on the ground of consent without a consent that covers it'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'involvement_support_rests_on_consent';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER involvement_support_rests_on_consent BEFORE INSERT OR UPDATE ON access_involvement
    FOR EACH ROW WHEN (NEW.relation = 'support' AND NEW.ground = 'consent')
    EXECUTE FUNCTION clients_support_rests_on_consent();

CREATE FUNCTION clients_consent_ends_support() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    at timestamptz := COALESCE(NEW.withdrawn_at, (NEW.valid_until + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam');
BEGIN
    UPDATE access_involvement i SET valid_until = GREATEST(i.valid_from, at)
     WHERE i.dossier_id = NEW.client_id AND i.relation = 'support' AND i.ground = 'consent' AND i.valid_until > at
       AND NOT EXISTS (SELECT FROM clients_consents_for(i.dossier_id, i.participation_id, i.field_groups,
                                                        i.valid_from, i.valid_until));
    RETURN NULL;
END $$;

CREATE TRIGGER consent_ends_support AFTER UPDATE ON clients_consent
    FOR EACH ROW WHEN (NEW.withdrawn_at IS NOT NULL OR NEW.valid_until < OLD.valid_until
                       OR NOT NEW.groups @> OLD.groups)
    EXECUTE FUNCTION clients_consent_ends_support();
