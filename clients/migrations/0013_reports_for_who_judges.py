"""What a client reports is read by her and by who judges it; never by the employee whom it is about, also as the lead."""

from django.db import migrations

HERS = """client_id IN (SELECT access_open_dossiers()) AND (SELECT role FROM access_working()) = 'klant'"""
JUDGED = "review_id IN (SELECT id FROM access_review WHERE subject_id IS DISTINCT FROM access_actor())"
OPEN, WRITE = "client_id IN (SELECT access_open_dossiers())", "client_id IN (SELECT access_write_dossiers())"


def policies(read, add, change):
    on = "ON clients_lookreport"
    return [
        *(f"DROP POLICY IF EXISTS door_{kind} {on}" for kind in ("select", "insert", "update")),
        f"CREATE POLICY door_select {on} FOR SELECT TO werkcentrum_app USING ({read})",
        f"CREATE POLICY door_insert {on} FOR INSERT TO werkcentrum_app WITH CHECK ({add})",
        f"CREATE POLICY door_update {on} FOR UPDATE TO werkcentrum_app USING ({change}) WITH CHECK ({change})",
    ]


class Migration(migrations.Migration):
    dependencies = [("clients", "0012_past_the_door"), ("access", "0011_second_door_of_checks")]
    operations = [
        migrations.RunSQL(policies(f"{HERS} OR {JUDGED}", HERS, "false"), policies(OPEN, WRITE, WRITE)),
    ]
