"""Filters that people keep for themselves; the database shows each her own."""

import django.db.models.deletion
from werkcentrum.access.door import guard
from django.conf import settings
from django.db import migrations, models


MINE = "user_id = access_actor()"


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0023_notes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.CharField(choices=[('vandaag', 'Vandaag'), ('klanten', 'Klanten')], max_length=8, verbose_name='lijst')),
                ('name', models.CharField(max_length=40, verbose_name='naam')),
                ('query', models.CharField(max_length=300, verbose_name='filters')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('user', 'page', 'name'), name='saved_view_once')],
            },
        ),
        guard("clients_savedview", read=MINE, add=MINE, change=MINE, remove=MINE),
    ]
