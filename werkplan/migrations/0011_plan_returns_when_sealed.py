"""Where a seal ends the offer of a dossier, its plan goes back to what it was, under who leads now.

Offers that still wait in dossiers sealed before this end here as well: nobody could answer them.
"""

from django.db import migrations

FORWARD = [
    "SELECT set_config('app.door', 'migration', true)",
    """
CREATE FUNCTION werkplan_return_when_sealed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
BEGIN
    UPDATE werkplan_werkplan SET state = state_before_offer, state_before_offer = '', offered_to_id = NULL,
           version = version + 1,
           lead_id = COALESCE((SELECT i.participation_id FROM access_involvement i WHERE i.dossier_id = NEW.client_id
                                  AND i.relation = 'lead' AND i.valid_until IS NULL), lead_id)
     WHERE client_id = NEW.client_id AND state = 'overdracht_aangeboden'
       AND EXISTS (SELECT FROM access_dossier d WHERE d.id = NEW.client_id AND d.sealed);
    RETURN NULL;
END $$;
CREATE TRIGGER plan_returns_when_sealed AFTER UPDATE OF state ON clients_handover
    FOR EACH ROW WHEN (OLD.state = 'aangeboden' AND NEW.state = 'ingetrokken')
    EXECUTE FUNCTION werkplan_return_when_sealed();
""",
    """
UPDATE clients_handover h SET state = 'ingetrokken', decided_at = now(), decided_by_id = h.offered_by_id
  FROM access_dossier d WHERE d.id = h.client_id AND d.sealed AND h.state = 'aangeboden'
""",
]
BACKWARD = """
DROP TRIGGER plan_returns_when_sealed ON clients_handover;
DROP FUNCTION werkplan_return_when_sealed();
"""


class Migration(migrations.Migration):
    dependencies = [("werkplan", "0010_planned_changes_checked"), ("clients", "0019_stopping_offers")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
