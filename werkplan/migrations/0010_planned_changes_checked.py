"""The day of a planned change is found by an index; what holds is checked without stopping who works."""

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("werkplan", "0009_planned_changes")]
    operations = [
        AddIndexConcurrently(
            model_name="carryover",
            index=models.Index(condition=models.Q(("state", "gepland")), fields=["on"], name="carryover_due"),
        ),
        ValidateConstraint(model_name="carryover", name="carryover_settled_unless_planned"),
    ]
