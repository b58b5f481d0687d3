"""No path publishes what was abolished, and search knows the provider and follows the catalogue."""

from django.db import migrations

GUARD = """
CREATE FUNCTION services_offer_still_exists() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    kind services_instrument%ROWTYPE;
BEGIN
    SELECT * INTO kind FROM services_instrument WHERE code = NEW.instrument_id;
    IF kind.abolished_on <= (now() AT TIME ZONE 'Europe/Amsterdam')::date THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            CONSTRAINT = 'offer_instrument_still_exists',
            MESSAGE = format('%s: %s', kind.abolished_on, kind.abolished_reason);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER offer_published_new BEFORE INSERT ON services_offer
    FOR EACH ROW WHEN (NEW.state = 'gepubliceerd') EXECUTE FUNCTION services_offer_still_exists();
CREATE TRIGGER offer_published_now BEFORE UPDATE ON services_offer
    FOR EACH ROW WHEN (NEW.state = 'gepubliceerd' AND (OLD.state, OLD.instrument_id) IS DISTINCT FROM (NEW.state, NEW.instrument_id))
    EXECUTE FUNCTION services_offer_still_exists();
"""
NO_GUARD = """
DROP TRIGGER offer_published_now ON services_offer;
DROP TRIGGER offer_published_new ON services_offer;
DROP FUNCTION services_offer_still_exists();
"""
WORDS = """
CREATE OR REPLACE FUNCTION services_offer_search() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    kind services_instrument%ROWTYPE;
    owner text;
BEGIN
    SELECT * INTO kind FROM services_instrument WHERE code = NEW.instrument_id;
    SELECT partner.name INTO owner FROM regions_participation cell JOIN regions_partner partner ON partner.id = cell.partner_id
        WHERE cell.id = NEW.provider_id;
    NEW.search :=
        setweight(to_tsvector('werkcentrum_dutch', NEW.title || ' ' || coalesce(kind.name, '')), 'A') ||
        setweight(to_tsvector('werkcentrum_dutch', coalesce(kind.synonyms, '') || ' ' || array_to_string(NEW.needs, ' ')
            || ' ' || coalesce(kind.summary, '') || ' ' || coalesce(owner, '')), 'B') ||
        setweight(to_tsvector('werkcentrum_dutch', NEW.description || ' ' || NEW.conditions), 'C');
    NEW.search_text := lower(unaccent(NEW.title || ' ' || coalesce(kind.name, '') || ' ' || coalesce(kind.synonyms, '')
        || ' ' || coalesce(owner, '')));
    RETURN NEW;
END $$;
CREATE FUNCTION services_instrument_search() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE services_offer SET title = title WHERE instrument_id = NEW.code;
    RETURN NEW;
END $$;
CREATE TRIGGER instrument_search AFTER UPDATE ON services_instrument FOR EACH ROW
    WHEN ((OLD.name, OLD.synonyms, OLD.summary) IS DISTINCT FROM (NEW.name, NEW.synonyms, NEW.summary))
    EXECUTE FUNCTION services_instrument_search();
UPDATE services_offer SET title = title;
"""
FORMER_WORDS = """
DROP TRIGGER instrument_search ON services_instrument;
DROP FUNCTION services_instrument_search();
CREATE OR REPLACE FUNCTION services_offer_search() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kind services_instrument%ROWTYPE;
BEGIN
    SELECT * INTO kind FROM services_instrument WHERE code = NEW.instrument_id;
    NEW.search :=
        setweight(to_tsvector('werkcentrum_dutch', NEW.title || ' ' || coalesce(kind.name, '')), 'A') ||
        setweight(to_tsvector('werkcentrum_dutch',
            coalesce(kind.synonyms, '') || ' ' || array_to_string(NEW.needs, ' ') || ' ' || coalesce(kind.summary, '')), 'B') ||
        setweight(to_tsvector('werkcentrum_dutch', NEW.description || ' ' || NEW.conditions), 'C');
    NEW.search_text := lower(unaccent(NEW.title || ' ' || coalesce(kind.name, '') || ' ' || coalesce(kind.synonyms, '')));
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0003_catalogue_texts"), ("regions", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, NO_GUARD), migrations.RunSQL(WORDS, FORMER_WORDS)]
