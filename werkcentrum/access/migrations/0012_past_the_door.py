"""What a team leader and a privacy officer see past the second door: numbers of a cell, and who works in a dossier."""

from django.db import migrations

from werkcentrum.access.door import OPEN, WRITE, guard, script

ROLE = "(SELECT role FROM access_working())"
REGION = "(SELECT region_id FROM access_working())"
OF_THE_OFFICER = f"{ROLE} = 'privacyofficer' AND dossier_id IN (SELECT id FROM access_dossier WHERE region_id = {REGION})"
FUNCTIONS = ("access_reach(bigint)", "access_cell_numbers(bigint)", "access_divides(bigint)")


class Migration(migrations.Migration):
    dependencies = [("access", "0011_second_door_of_checks")]

    operations = [
        script("past_the_door", *(f"DROP FUNCTION {name}" for name in FUNCTIONS)),
        # Who names others for a sealed dossier has to see who works in it: names of staff, nothing of the person.
        migrations.RunSQL(
            "CREATE POLICY door_officer_select ON access_involvement FOR SELECT TO werkcentrum_app "
            f"USING ({OF_THE_OFFICER})",
            "DROP POLICY door_officer_select ON access_involvement",
        ),
        guard(
            "access_seal",
            read=f"asked_by_id = access_actor() OR dossier_id IN ({OPEN}) OR {OF_THE_OFFICER}",
            add=f"asked_by_id = access_actor() AND (dossier_id IN ({WRITE}) OR {OF_THE_OFFICER})",
            change=OF_THE_OFFICER,
        ),
    ]
