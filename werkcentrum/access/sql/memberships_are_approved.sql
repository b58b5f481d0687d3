-- The web role gives, changes or ends no membership by itself: there must be a proposal about that person in that cell
-- that another than the proposer approved just now, and who approves is not who it is about.
CREATE FUNCTION access_membership_is_approved() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS
$$
DECLARE
    about access_membership := COALESCE(NEW, OLD);
BEGIN
    IF current_user <> 'werkcentrum_app' THEN
        RETURN about;
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.user_id, NEW.participation_id, NEW.role) IS DISTINCT FROM
       (OLD.user_id, OLD.participation_id, OLD.role) THEN
        RAISE EXCEPTION 'a membership stays of whom, where and what it is' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF about.user_id = access_actor() OR NOT EXISTS (
        SELECT FROM access_membershipproposal p
         WHERE p.user_id = about.user_id AND p.participation_id = about.participation_id AND p.state = 'goedgekeurd'
           AND p.decided_by_id = access_actor() AND p.decided_at > access_now() - interval '1 minute'
           AND (TG_OP <> 'INSERT' OR p.role = about.role)) THEN
        RAISE EXCEPTION 'no membership without a proposal that another person approved'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN about;
END $$;
CREATE TRIGGER membership_is_approved BEFORE INSERT OR UPDATE OR DELETE ON access_membership
    FOR EACH ROW EXECUTE FUNCTION access_membership_is_approved();
