"""The second door: who acts, to which dossiers that person has a live relation, and policies on dossiers and the log."""

from django.db import migrations

from werkcentrum.access.door import CARD, WRITE, guard, script
from werkcentrum.pg.names import APP_ROLE

FUNCTIONS = (
    "access_open_dossier(uuid, bigint, bigint, bigint, varchar, bigint, timestamptz)",
    "access_lead_cell(bigint)",
    "access_card_dossiers()",
    "access_team_dossiers()",
    "access_write_dossiers()",
    "access_address_dossiers()",
    "access_open_dossiers()",
    "access_relations()",
    "access_working()",
    "access_holds(timestamptz, timestamptz)",
    "access_is_system()",
    "access_now()",
    "access_actor()",
)
ROLE = "(SELECT role FROM access_working())"
CELL = "(SELECT participation_id FROM access_working())"
REGION = "(SELECT region_id FROM access_working())"
OF_THE_OFFICER = f"{ROLE} = 'privacyofficer' AND region_id = {REGION}"

# Who may relate a person to a dossier: who works in it, who divides it, or oneself in the narrow relations.
RELATE = f"""created_by_id = access_actor() AND (
    {ROLE} <> 'klant' AND dossier_id IN ({WRITE})
    OR dossier_id IN (SELECT access_team_dossiers())
    OR user_id = access_actor() AND relation = 'kin'
    OR user_id = access_actor() AND relation = 'glass' AND valid_until <= access_now() + interval '61 minutes'
    OR user_id = access_actor() AND relation = 'review' AND {ROLE} IN ('teamleider', 'privacyofficer')
       AND valid_until <= access_now() + interval '15 days'
    OR {ROLE} = 'privacyofficer' AND dossier_id IN (SELECT id FROM access_dossier WHERE region_id = {REGION}))"""
CHANGE = f"""dossier_id IN ({WRITE}) OR dossier_id IN (SELECT access_team_dossiers()) OR user_id = access_actor()
    OR {ROLE} = 'privacyofficer' AND dossier_id IN (SELECT id FROM access_dossier WHERE region_id = {REGION})"""

IN_REGION = f"participation_id IN (SELECT id FROM regions_participation WHERE region_id = {REGION})"
LOOKED = f"""actor_id = access_actor() OR dossier_id IN (SELECT access_open_dossiers())
    OR {ROLE} = 'privacyofficer' AND {IN_REGION} OR {ROLE} = 'teamleider' AND participation_id = {CELL}
    OR dossier_id IN (SELECT dossier_id FROM access_relations() WHERE relation = 'review')"""

# Deeds that are about no person and no account: who published an offer is no secret.
OF_NOBODY = "dossier_id IS NULL AND split_part(object_type, '.', 1) NOT IN ('access', 'clients', 'werkplan')"

ROLE_FIRST = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
        BEGIN
            CREATE ROLE {APP_ROLE} NOLOGIN;
            EXECUTE 'GRANT {APP_ROLE} TO ' || quote_ident(current_user);
        EXCEPTION WHEN insufficient_privilege THEN
            RAISE EXCEPTION 'the role {APP_ROLE} is missing'
                USING HINT = 'As an administrator: CREATE ROLE {APP_ROLE} LOGIN PASSWORD ''...''; then run migrate again.';
        END;
    END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0008_sessions_of_our_own"),
        ("audit", "0005_seals"),
    ]

    operations = [
        migrations.RunSQL(ROLE_FIRST, migrations.RunSQL.noop),
        script("second_door", *(f"DROP FUNCTION {name}" for name in FUNCTIONS)),
        guard(
            "access_dossier",
            read=f"id IN ({CARD}) OR {OF_THE_OFFICER}",
            change=f"id IN ({WRITE}) OR id IN (SELECT access_team_dossiers()) OR {OF_THE_OFFICER}",
            hold=f"id IN ({CARD}) OR {OF_THE_OFFICER}",
        ),
        guard(
            "access_involvement",
            read=f"user_id = access_actor() OR dossier_id IN ({CARD})",
            add=RELATE,
            change=CHANGE,
        ),
        guard("audit_reading", read=LOOKED, add="actor_id = access_actor()"),
        guard("audit_event", read=f"{LOOKED} OR {OF_NOBODY}", add="actor_id IS NOT DISTINCT FROM access_actor()"),
    ]
