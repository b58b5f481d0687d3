"""The second door of the plan: its rows are reached through the person it is about."""

from django.db import migrations

from werkcentrum.access.door import CARD, WRITE, protect, protect_history

OFFERED = "SELECT clients_offered_dossiers()"
OF_PLAN = "plan_id IN (SELECT id FROM werkplan_werkplan WHERE client_id IN ({}))"
SEEN = f"{CARD} UNION {OFFERED}"
DECIDED = f"{WRITE} UNION {OFFERED}"


class Migration(migrations.Migration):
    dependencies = [
        ("werkplan", "0004_version_may_be_erased"),
        ("clients", "0010_second_door"),
    ]

    operations = [
        protect("werkplan_werkplan", read=SEEN, write=DECIDED),
        protect("werkplan_goal", OF_PLAN),
        protect("werkplan_step", OF_PLAN, read=SEEN),
        protect("werkplan_inzet", OF_PLAN),
        protect("werkplan_agreement", OF_PLAN),
        protect("werkplan_planversion", OF_PLAN),
        protect("werkplan_carryover"),
        protect("werkplan_carryoverline", OF_PLAN),
        protect_history("werkplan_historicalwerkplan", read=SEEN),
        protect_history("werkplan_historicalgoal", OF_PLAN),
        protect_history("werkplan_historicalstep", OF_PLAN, read=SEEN),
        protect_history("werkplan_historicalinzet", OF_PLAN),
        protect_history("werkplan_historicalagreement", OF_PLAN),
    ]
