"""The second door of people: policies on every table about them, and the few functions that may look further."""

from pathlib import Path

from django.db import migrations

from werkcentrum.access.door import CARD, OPEN, WRITE, guard, protect, protect_history

SQL = (Path(__file__).parent.parent / "sql" / "second_door.sql").read_text()
FUNCTIONS = (
    "clients_near_births(text, text, text, date[], date[], integer)",
    "clients_find_born(date, varchar, integer)",
    "clients_find_number(bytea[])",
    "clients_offered_dossiers()",
)
TRIGGERS = (
    "clients_leading_without_holes()",
    "clients_consent_ends_support()",
    "clients_support_rests_on_consent()",
    "clients_consents_for(bigint, bigint, varchar[], timestamptz, timestamptz)",
)
OFFERED = "SELECT clients_offered_dossiers()"
AT_MY_DESK = "recorded_by_id = access_actor() OR desk_id = (SELECT desk_id FROM access_working())"


def besides(table, kind, column):
    """One more way through a guarded table: what is offered to one's cell, for who decides about it."""
    rule = f"{column} IN ({OFFERED})"
    clause = {
        "SELECT": f"USING ({rule})",
        "INSERT": f"WITH CHECK (created_by_id = access_actor() AND {rule})",
        "UPDATE": f"USING ({rule}) WITH CHECK ({rule})",
    }[kind]
    name = f"door_offered_{kind.lower()}"
    return migrations.RunSQL(
        f"CREATE POLICY {name} ON {table} FOR {kind} TO werkcentrum_app {clause}", f"DROP POLICY {name} ON {table}"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0009_hidden_address"),
        ("access", "0009_second_door"),
    ]

    operations = [
        migrations.RunSQL(
            SQL,
            [
                *(f"DROP FUNCTION {name}" for name in FUNCTIONS),
                *(f"ALTER FUNCTION {name} SECURITY INVOKER RESET search_path" for name in TRIGGERS),
            ],
        ),
        *(besides("access_dossier", kind, "id") for kind in ("SELECT", "UPDATE")),
        *(besides("access_involvement", kind, "dossier_id") for kind in ("SELECT", "INSERT", "UPDATE")),
        protect("clients_client", "dossier_id", read=f"{CARD} UNION {OFFERED}"),
        protect("clients_nationalnumber"),
        protect("clients_numberindex", remove=True),
        protect("clients_incomeperiod", read=f"{CARD} UNION {OFFERED}", remove=True),
        protect("clients_intake"),
        protect("clients_intakeanswer"),
        protect("clients_handover", read=f"{CARD} UNION {OFFERED}", write=f"{WRITE} UNION {OFFERED}", hold=True),
        guard(
            "clients_entry",
            read=f"client_id IN ({OPEN}) OR actor_id = access_actor()",
            add="actor_id = access_actor()",
        ),
        guard("clients_visit", read=AT_MY_DESK, add="recorded_by_id = access_actor()"),
        guard("clients_lightcontact", read=AT_MY_DESK, add="recorded_by_id = access_actor()", change=AT_MY_DESK),
        protect("clients_consent"),
        protect("clients_document"),
        protect("clients_documentbody", remove=True),
        protect("clients_lookreport"),
        protect(
            "clients_hiddenaddress",
            read="SELECT access_address_dossiers()",
            also_write="client_id IN (SELECT access_address_dossiers())",
            remove=True,
        ),
        protect_history("clients_historicalconsent"),
        protect_history("clients_historicalclient", "dossier_id"),
        protect_history("clients_historicalincomeperiod"),
        protect_history("clients_historicalintake"),
        protect_history("clients_historicalintakeanswer"),
        protect_history("clients_historicalhandover", read=f"{CARD} UNION {OFFERED}"),
    ]
