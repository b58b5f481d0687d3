"""What others do for somebody: their cards, the code by which they point at her, and the plan above ours."""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from werkcentrum.access.door import OPEN, guard, protect

SQL = (Path(__file__).parent.parent / "sql" / "elsewhere.sql").read_text()
FUNCTIONS = (
    "werkplan_our_side(uuid)",
    "werkplan_pointed_at(varchar, bytea[])",
    "werkplan_may_bring(bigint)",
)
# The card is its owner's: brought on a ground only, and withdrawn without one too.
MINE = "owner_id = (SELECT access_key_cell())"


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0023_partner_keys'),
        ('clients', '0022_feed'),
        ('regions', '0006_key_grant'),
        ('werkplan', '0018_a_slip_may_go'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ActivityCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.UUIDField(verbose_name='kenmerk van de eigenaar')),
                ('kind', models.CharField(choices=[('training', 'Training of cursus'), ('taal', 'Taal'), ('inburgering', 'Inburgering'), ('begeleiding', 'Begeleiding naar werk'), ('werkervaring', 'Werkervaring'), ('schuldhulp', 'Hulp bij schulden'), ('afspraak', 'Afspraak'), ('anders', 'Iets anders')], max_length=12, verbose_name='soort')),
                ('title', models.CharField(max_length=80, verbose_name='titel')),
                ('status', models.CharField(choices=[('gepland', 'Gepland'), ('loopt', 'Loopt'), ('klaar', 'Klaar'), ('gestopt', 'Gestopt')], max_length=8, verbose_name='stand')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='begin')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='einde')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='volgende datum')),
                ('contact', models.CharField(blank=True, max_length=80, verbose_name='te bereiken bij')),
                ('number', models.PositiveIntegerField(verbose_name='versie van de eigenaar')),
                ('changed_at', models.DateTimeField(verbose_name='gewijzigd door de eigenaar')),
                ('received_at', models.DateTimeField(auto_now=True, verbose_name='ontvangen')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='ingetrokken')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activity_cards', to='clients.client')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.participation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner', 'reference'), name='activitycard_once_per_owner'), models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='activitycard_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='ExchangeCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=14, unique=True, verbose_name='koppelcode')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='gegeven op')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exchange_codes', to='clients.client')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.participation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('client', 'participation'), name='exchangecode_once_per_partner')],
            },
        ),
        migrations.CreateModel(
            name='OverarchingPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('schuldhulp', 'Schuldhulp')], default='schuldhulp', max_length=12, verbose_name='soort')),
                ('owner_name', models.CharField(blank=True, max_length=80, verbose_name='organisatie')),
                ('status', models.CharField(choices=[('gepland', 'Gepland'), ('loopt', 'Loopt'), ('klaar', 'Klaar'), ('gestopt', 'Gestopt')], max_length=8, verbose_name='stand')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='volgende datum')),
                ('since', models.DateField(verbose_name='sinds')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='gestopt')),
                ('version', models.PositiveIntegerField(default=1)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overarching_plans', to='clients.client')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.participation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('client', 'kind'), name='overarchingplan_one_of_a_kind'), models.CheckConstraint(condition=models.Q(models.Q(('owner', None), models.Q(('owner_name', ''), _negated=True)), models.Q(('owner__isnull', False), ('owner_name', '')), _connector='OR'), name='overarchingplan_one_owner')],
            },
        ),
        migrations.RunSQL(SQL, [f"DROP FUNCTION {name}" for name in FUNCTIONS]),
        guard(
            "werkplan_activitycard",
            read=f"client_id IN ({OPEN}) OR {MINE}",
            add=f"{MINE} AND werkplan_may_bring(client_id)",
            change=f"{MINE} AND (withdrawn_at IS NOT NULL OR werkplan_may_bring(client_id))",
            hold=MINE,
        ),
        protect("werkplan_exchangecode"),
        protect("werkplan_overarchingplan"),
    ]
