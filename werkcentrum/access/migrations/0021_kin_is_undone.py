"""Who said that she knows a client can have that undone by another, and never does so herself."""

from django.db import migrations

from werkcentrum.access.door import script


class Migration(migrations.Migration):
    dependencies = [("access", "0020_review_escalated")]
    operations = [
        script(
            "kin_is_undone",
            "DROP TRIGGER kin_stays ON access_involvement",
            "DROP FUNCTION access_kin_stays()",
            "DROP FUNCTION access_end_kin(bigint, timestamptz)",
            "DROP FUNCTION access_kin_rows()",
        )
    ]
