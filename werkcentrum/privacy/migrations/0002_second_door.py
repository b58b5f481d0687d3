"""The second door of lists, holds and what is left: who prepares or approves in the region; no names anywhere."""

from pathlib import Path

from django.db import migrations

from werkcentrum.access.door import guard

DUE = (Path(__file__).parent.parent / "sql" / "due.sql").read_text()
BEFORE = (Path(__file__).parent.parent / "sql" / "erasing.sql").read_text().split("-- Which dossiers")[1]
KEEPER = "(SELECT region_id FROM access_working() WHERE role IN ('privacyofficer', 'beheerder'))"
OFFICER = "(SELECT region_id FROM access_working() WHERE role = 'privacyofficer')"
OF_A_DOSSIER = "dossier_id IN (SELECT id FROM access_dossier WHERE region_id = {})"
OF_A_LIST = f"destruction_id IN (SELECT id FROM privacy_destruction WHERE region_id = {KEEPER})"
HELD = OF_A_DOSSIER.format(OFFICER)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial"), ("access", "0009_second_door")]
    operations = [
        migrations.RunSQL(DUE, "CREATE OR REPLACE" + BEFORE.split("CREATE", 1)[1]),
        guard("privacy_legalhold", read=HELD, add=f"placed_by_id = access_actor() AND {HELD}", change=HELD),
        guard("privacy_erasewish", read=HELD, add=f"granted_by_id = access_actor() AND {HELD}"),
        guard(
            "privacy_destruction",
            read=f"region_id = {KEEPER}",
            add=f"region_id = {KEEPER} AND prepared_by_id = access_actor()",
            change=f"region_id = {OFFICER}",
        ),
        guard("privacy_destructionline", read=OF_A_LIST, add=OF_A_LIST),
        guard("privacy_erasure"),
        guard("privacy_statistic"),
    ]
