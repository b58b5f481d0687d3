"""Where somebody lives who must not be found: sealed, beside the person instead of in the record."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0008_look_report'),
    ]

    operations = [
        migrations.CreateModel(
            name='HiddenAddress',
            fields=[
                ('sealed', models.BinaryField(verbose_name='versleuteld')),
                ('key_id', models.CharField(editable=False, max_length=16, verbose_name='sleutel')),
                ('client', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='hidden_address', serialize=False, to='clients.client')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
