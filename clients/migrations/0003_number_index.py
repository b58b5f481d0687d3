"""The index of a BSN in a table of its own, one row per live key, so that keys can change while the product runs."""

import django.db.models.deletion
from django.db import migrations, models

COPY = """
INSERT INTO clients_numberindex (client_id, key_id, "index")
    SELECT client_id, key_id, "index" FROM clients_nationalnumber WHERE "index" IS NOT NULL
    ON CONFLICT DO NOTHING;
"""
COPY_BACK = """
UPDATE clients_nationalnumber AS number SET "index" = found."index"
    FROM clients_numberindex AS found WHERE found.client_id = number.client_id AND found.key_id = number.key_id;
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0002_leading_without_holes")]

    operations = [
        migrations.CreateModel(
            name="NumberIndex",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_id", models.CharField(editable=False, max_length=16, verbose_name="sleutel")),
                ("index", models.BinaryField(max_length=32, unique=True, verbose_name="index")),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="clients.client"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="numberindex",
            constraint=models.UniqueConstraint(fields=("client", "key_id"), name="numberindex_one_per_key"),
        ),
        migrations.AlterField(
            model_name="nationalnumber",
            name="index",
            field=models.BinaryField(max_length=32, unique=True, null=True, verbose_name="index"),
        ),
        migrations.RunSQL(COPY, COPY_BACK),
        migrations.RemoveField(model_name="nationalnumber", name="index"),
        migrations.AlterField(
            model_name="nationalnumber",
            name="key_id",
            field=models.CharField(editable=False, max_length=16, verbose_name="sleutel"),
        ),
    ]
