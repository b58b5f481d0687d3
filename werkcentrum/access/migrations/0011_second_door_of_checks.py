"""The second door of emergency access and checks: who judges, whom it is about, and the few functions that look past."""

from django.db import migrations

from werkcentrum.access.door import OPEN, guard, script

FUNCTIONS = (
    "access_end_misused(bigint)",
    "access_looks_in_review(bigint, timestamptz, timestamptz, integer)",
    "access_note_sealed(varchar, bigint[], bigint, bigint, date, jsonb, timestamptz, date)",
    "access_glass_facts(bigint, bigint, bigint)",
)
ROLE = "(SELECT role FROM access_working())"
CELL = "(SELECT participation_id FROM access_working())"
REGION = "(SELECT region_id FROM access_working())"

ABOUT_ME = "subject_id = access_actor() AND kind NOT IN ('sealed', 'parked')"
JUDGES = f"""subject_id IS DISTINCT FROM access_actor() AND (
    {ROLE} = 'teamleider' AND participation_id = {CELL} OR {ROLE} = 'privacyofficer' AND region_id = {REGION})"""
MY_REPORT = f"kind = 'report' AND {ROLE} = 'klant' AND dossier_id IN ({OPEN})"
MINE = "review_id IN (SELECT id FROM access_review WHERE subject_id = access_actor())"
OFFICER = f"{ROLE} = 'privacyofficer' AND region_id = {REGION}"


class Migration(migrations.Migration):
    dependencies = [("access", "0010_standing_still")]

    operations = [
        script("glass_and_review", *(f"DROP FUNCTION {name}" for name in FUNCTIONS)),
        guard(
            "access_review",
            read=f"{ABOUT_ME} OR {JUDGES} OR {MY_REPORT}",
            add=f"state = 'open' AND ({ABOUT_ME} OR {MY_REPORT})",
            change=f"{ABOUT_ME} OR {JUDGES}",
        ),
        guard(
            "access_glass",
            # The checks that one sees bring the emergency access that they are about.
            read="user_id = access_actor() OR id IN (SELECT glass_id FROM access_review)",
            add="user_id = access_actor()",
        ),
        guard(
            "access_incident",
            read=f"recorded_by_id = access_actor() OR {OFFICER} OR {MINE}",
            add=f"recorded_by_id = access_actor() AND state = 'open' AND {ROLE} IN ('teamleider', 'privacyofficer')",
            change=OFFICER,
        ),
    ]
