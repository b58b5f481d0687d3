"""The clock of open offers in one short index; made beside the work, because handovers are many in a year."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("clients", "0017_region_follows")]
    operations = [
        AddIndexConcurrently(
            "handover",
            models.Index(name="handover_clock", fields=["due_on"], condition=models.Q(state="aangeboden")),
        )
    ]
