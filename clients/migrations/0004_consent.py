"""Consent, and the two triggers that tie support on the ground of consent to it."""

import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import simple_history.models
import uuid
from pathlib import Path

import werkcentrum.audit.history
import werkcentrum.regions.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0003_number_index'),
        ('regions', '0002_permissions'),
        ('access', '0004_caseload_knows_the_seal'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalConsent',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('event_id', models.UUIDField(db_index=True, default=werkcentrum.audit.history.pending_event_id, null=True, verbose_name='gebeurtenis')),
                ('public_id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('purpose', models.CharField(choices=[('ondersteuning', 'Meehelpen bij een deel van het plan'), ('loopbaan', 'Loopbaanadvies'), ('scholing', 'Aanmelden voor een opleiding of cursus'), ('voordracht', 'Voorstellen aan een werkgever'), ('zorg', 'Afstemmen met hulp of zorg')], max_length=16, verbose_name='waarvoor')),
                ('groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('G0', 'EXISTS'), ('G1', 'NAME'), ('G2', 'CONTACT'), ('G3', 'BSN'), ('G4', 'INCOME'), ('G5', 'PROFILE'), ('G6', 'BARRIERS'), ('G7', 'CAPACITY'), ('G8', 'PLAN'), ('G9', 'NOTES'), ('G10', 'SEALED_ADDRESS'), ('G11', 'ACCESS_LOG')], max_length=3), size=None)),
                ('receiver_kind', models.CharField(blank=True, choices=[('uwv', 'UWV'), ('municipality', 'Gemeente'), ('employer', 'Werkgever'), ('social_partner', 'Sociale partners'), ('education', 'Onderwijs'), ('sbb', 'SBB'), ('social_enterprise', 'Sociaal ontwikkelbedrijf'), ('werkcentrum', 'Werkcentrum'), ('none', 'Niemand')], max_length=24, verbose_name='soort partner')),
                ('valid_from', models.DateField(verbose_name='van')),
                ('valid_until', models.DateField(verbose_name='tot en met')),
                ('way', models.CharField(choices=[('besproken', 'Mondeling besproken'), ('papier', 'Op papier'), ('digitaal', 'Digitaal')], max_length=10, verbose_name='hoe gegeven')),
                ('recorded_at', models.DateTimeField(blank=True, editable=False, verbose_name='vastgelegd op')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='ingetrokken op')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('client', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='clients.client')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('receiver', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='regions.participation', verbose_name='partner')),
                ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical consent',
                'verbose_name_plural': 'historical consents',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('purpose', models.CharField(choices=[('ondersteuning', 'Meehelpen bij een deel van het plan'), ('loopbaan', 'Loopbaanadvies'), ('scholing', 'Aanmelden voor een opleiding of cursus'), ('voordracht', 'Voorstellen aan een werkgever'), ('zorg', 'Afstemmen met hulp of zorg')], max_length=16, verbose_name='waarvoor')),
                ('groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('G0', 'EXISTS'), ('G1', 'NAME'), ('G2', 'CONTACT'), ('G3', 'BSN'), ('G4', 'INCOME'), ('G5', 'PROFILE'), ('G6', 'BARRIERS'), ('G7', 'CAPACITY'), ('G8', 'PLAN'), ('G9', 'NOTES'), ('G10', 'SEALED_ADDRESS'), ('G11', 'ACCESS_LOG')], max_length=3), size=None)),
                ('receiver_kind', models.CharField(blank=True, choices=[('uwv', 'UWV'), ('municipality', 'Gemeente'), ('employer', 'Werkgever'), ('social_partner', 'Sociale partners'), ('education', 'Onderwijs'), ('sbb', 'SBB'), ('social_enterprise', 'Sociaal ontwikkelbedrijf'), ('werkcentrum', 'Werkcentrum'), ('none', 'Niemand')], max_length=24, verbose_name='soort partner')),
                ('valid_from', models.DateField(verbose_name='van')),
                ('valid_until', models.DateField(verbose_name='tot en met')),
                ('way', models.CharField(choices=[('besproken', 'Mondeling besproken'), ('papier', 'Op papier'), ('digitaal', 'Digitaal')], max_length=10, verbose_name='hoe gegeven')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='vastgelegd op')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='ingetrokken op')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='clients.client')),
                ('receiver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.participation', verbose_name='partner')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-valid_from', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from')), ('valid_until__lte', django.db.models.expressions.CombinedExpression(models.F('valid_from'), '+', models.Value(datetime.timedelta(days=366))))), name='consent_at_most_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('receiver', None), models.Q(('receiver_kind', ''), _negated=True)), models.Q(('receiver__isnull', False), ('receiver_kind', '')), _connector='OR'), name='consent_to_one_receiver'), models.CheckConstraint(condition=models.Q(('groups__len__gte', 1)), name='consent_names_groups'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='consent_withdrawn_by_somebody'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('withdrawn_at', None), ('receiver__isnull', False)), expressions=[('client', '='), ('purpose', '='), ('receiver', '='), (werkcentrum.regions.models.DateRange(), '&&')], name='consent_once_per_partner'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('receiver_kind', ''), _negated=True)), expressions=[('client', '='), ('purpose', '='), ('receiver_kind', '='), (werkcentrum.regions.models.DateRange(), '&&')], name='consent_once_per_kind')],
            },
        ),
        migrations.RunSQL(
            (Path(__file__).parent.parent / "sql" / "consent_ends_support.sql").read_text(),
            [
                "DROP TRIGGER consent_ends_support ON clients_consent",
                "DROP FUNCTION clients_consent_ends_support()",
                "DROP TRIGGER involvement_support_rests_on_consent ON access_involvement",
                "DROP FUNCTION clients_support_rests_on_consent()",
                "DROP FUNCTION clients_consents_for(bigint, bigint, varchar[], timestamptz, timestamptz)",
            ],
        ),
    ]
