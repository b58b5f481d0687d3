"""The second door of the numbers under which a client sees employees: in one's own open dossiers only."""

from django.db import migrations

from werkcentrum.access.door import OPEN, guard


class Migration(migrations.Migration):
    dependencies = [("access", "0014_proposals"), ("audit", "0005_seals")]

    operations = [guard("audit_alias", read=f"dossier_id IN ({OPEN})", add=f"dossier_id IN ({OPEN})")]
