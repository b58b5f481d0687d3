"""Dutch search over offers: stems and accents through full text, typos through trigrams; kept by a trigger."""

from django.db import migrations

FORWARD = """
CREATE TEXT SEARCH CONFIGURATION werkcentrum_dutch (COPY = dutch);
ALTER TEXT SEARCH CONFIGURATION werkcentrum_dutch
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, dutch_stem;
CREATE FUNCTION services_offer_search() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER offer_search BEFORE INSERT OR UPDATE ON services_offer
    FOR EACH ROW EXECUTE FUNCTION services_offer_search();
"""
BACKWARD = """
DROP TRIGGER offer_search ON services_offer;
DROP FUNCTION services_offer_search();
DROP TEXT SEARCH CONFIGURATION werkcentrum_dutch;
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial"), ("regions", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
