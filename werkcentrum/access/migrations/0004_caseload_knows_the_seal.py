"""The index of the caseload also tells who is named for a sealed dossier; made beside the work, not in its way."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

FIELDS = ["user", "participation", "next_on", "dossier"]
INCLUDE = ["relation", "valid_from", "valid_until", "sealed_named"]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("access", "0003_relations_and_seal")]

    operations = [
        RemoveIndexConcurrently("involvement", "involvement_caseload"),
        AddIndexConcurrently(
            "involvement", models.Index(name="involvement_caseload", fields=FIELDS, include=INCLUDE)
        ),
    ]
