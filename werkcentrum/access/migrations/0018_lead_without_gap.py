"""No instant without a lead: each lead begins exactly where the one before ended. And notices about handovers."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION access_lead_without_gap() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT valid_from, lag(valid_until) OVER (ORDER BY valid_from, valid_until) AS before
                              FROM access_involvement WHERE dossier_id = NEW.dossier_id AND relation = 'lead') rows
                WHERE before IS NOT NULL AND before <> valid_from) THEN
        RAISE EXCEPTION 'dossier % had a moment without a lead', NEW.dossier_id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'lead_without_gap';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER involvement_lead_without_gap AFTER INSERT OR UPDATE ON access_involvement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.relation = 'lead') EXECUTE FUNCTION access_lead_without_gap();
"""
BACKWARD = """
DROP TRIGGER involvement_lead_without_gap ON access_involvement;
DROP FUNCTION access_lead_without_gap();
"""
KINDS = [
    ("glass_lead", "Er is noodtoegang genomen tot een dossier waarvan u regiehouder bent."),
    ("glass_review", "Er is noodtoegang genomen tot een dossier van uw organisatie. Toets dit."),
    ("report", "Een klant herkent niet wie in het dossier keek. Toets dit."),
    ("pattern", "Het gebruik door een medewerker valt op. Toets dit."),
    ("asked", "U wordt om uitleg gevraagd over wat u opende."),
    ("answered", "Er is uitleg gegeven bij een toets."),
    ("decided", "Wat u opende is getoetst. U leest het oordeel."),
    ("incident", "Er is een incident. De termijn van 72 uur loopt."),
    ("sealed", "Er ligt iets nieuws bij de toetsen."),
    ("late", "Een overdracht in uw regio wacht langer dan afgesproken."),
    ("reminded", "De regiocoördinator vraagt u om over een overdracht te beslissen."),
    ("advised", "De regiocoördinator stelt bij een overdracht een andere ontvanger voor."),
    ("expired", "Een aanbod van u is verlopen zonder antwoord. U bent nog regiehouder."),
]


class Migration(migrations.Migration):
    dependencies = [("access", "0017_quick_reach")]
    operations = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.AlterField("notice", "kind", models.CharField("soort", choices=KINDS, max_length=12)),
    ]
