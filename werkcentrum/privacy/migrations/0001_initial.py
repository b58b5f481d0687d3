"""Destruction lists, holds and the ledger; append-only rows may go when a person is erased by the owner."""

import django.db.models.deletion
import django_fsm
import uuid
from pathlib import Path

from django.conf import settings
from django.db import migrations, models


SQL = (Path(__file__).parent.parent / "sql" / "erasing.sql").read_text()
# The lead of a dossier as it was asked for before dossiers could be erased.
BEFORE = SQL.split("CREATE OR REPLACE", 1)[1].split("-- Which dossiers")[0]
BEFORE = "CREATE OR REPLACE" + BEFORE.replace(" AND erased_at IS NULL", "")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0007_erased'),
        ('regions', '0002_permissions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('dossier', models.UUIDField(primary_key=True, serialize=False, verbose_name='dossier')),
                ('term', models.CharField(max_length=40, verbose_name='termijn')),
                ('erased_on', models.DateField(verbose_name='gewist op')),
            ],
        ),
        migrations.CreateModel(
            name='Destruction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('as_of', models.DateField(verbose_name='peildatum')),
                ('state', django_fsm.FSMField(choices=[('klaargezet', 'Wacht op goedkeuring'), ('goedgekeurd', 'Goedgekeurd, wordt gewist'), ('afgewezen', 'Afgewezen'), ('gewist', 'Gewist')], default='klaargezet', max_length=50, protected=True, verbose_name='toestand')),
                ('prepared_at', models.DateTimeField(auto_now_add=True, verbose_name='klaargezet op')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='besloten op')),
                ('refusal', models.CharField(blank=True, max_length=300, verbose_name='waarom niet')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='gewist op')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prepared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
            ],
            options={
                'ordering': ['-prepared_at'],
            },
        ),
        migrations.CreateModel(
            name='DestructionLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(max_length=40, verbose_name='termijn')),
                ('count', models.PositiveIntegerField(default=1, verbose_name='aantal')),
                ('triggered_on', models.DateField(blank=True, null=True, verbose_name='gesloten op')),
                ('erased', models.BooleanField(default=False, verbose_name='gewist')),
                ('destruction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='privacy.destruction')),
                ('dossier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.dossier')),
            ],
        ),
        migrations.CreateModel(
            name='EraseWish',
            fields=[
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='erase_wish', serialize=False, to='access.dossier')),
                ('granted_at', models.DateTimeField(auto_now_add=True)),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='reden')),
                ('placed_at', models.DateTimeField(auto_now_add=True, verbose_name='vanaf')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='opgeheven op')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='access.dossier')),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Statistic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='maand waarin het dossier openging')),
                ('codes', models.JSONField(default=dict, verbose_name='codes')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
            ],
        ),
        migrations.AddConstraint(
            model_name='destruction',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', models.F('prepared_by')), _negated=True), name='destruction_four_eyes'),
        ),
        migrations.AddConstraint(
            model_name='destruction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'klaargezet')), models.Q(models.Q(('state', 'klaargezet'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='destruction_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='destruction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'afgewezen'), _negated=True), models.Q(('refusal', ''), _negated=True), _connector='OR'), name='destruction_refused_why'),
        ),
        migrations.AddConstraint(
            model_name='destruction',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'gewist'), ('done_at', None), _connector='XOR'), name='destruction_done_when'),
        ),
        migrations.AddConstraint(
            model_name='destruction',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['klaargezet', 'goedgekeurd'])), fields=('region',), name='destruction_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='destructionline',
            constraint=models.UniqueConstraint(fields=('destruction', 'dossier'), name='destructionline_dossier_once'),
        ),
        migrations.AddConstraint(
            model_name='destructionline',
            constraint=models.CheckConstraint(condition=models.Q(('dossier', None), ('count', 1), _connector='OR'), name='destructionline_one_dossier'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='hold_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at', None), ('lifted_by', None)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False)), _connector='OR'), name='hold_lifted_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_at', None)), fields=('dossier',), name='hold_once'),
        ),
        migrations.AddIndex(
            model_name='statistic',
            index=models.Index(fields=['region', 'month'], name='statistic_of_month'),
        ),
        migrations.RunSQL(SQL, [
            "DROP FUNCTION privacy_due(bigint, text[], date[])",
            "DROP FUNCTION privacy_refuse_change()",
            BEFORE,
        ]),
    ]
