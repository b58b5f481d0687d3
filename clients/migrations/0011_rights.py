"""Requests of people about their own data, and what they dispute; the officer sees the request only."""

import datetime
import django.db.models.deletion
import django.db.models.expressions
import django_fsm
import simple_history.models
import uuid
import werkcentrum.audit.history
from werkcentrum.access.door import OPEN, guard, protect_history
from werkcentrum.pg.names import APP_ROLE
from django.conf import settings
from django.db import migrations, models


OF_THE_OFFICER = "region_id = (SELECT region_id FROM access_working() WHERE role = 'privacyofficer')"


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0010_second_door'),
        ('regions', '0002_permissions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalRightsRequest',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('event_id', models.UUIDField(db_index=True, default=werkcentrum.audit.history.pending_event_id, null=True, verbose_name='gebeurtenis')),
                ('public_id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('name', models.CharField(max_length=200, verbose_name='naam')),
                ('kind', models.CharField(choices=[('inzage', 'Inzage: alles zien wat over mij bewaard wordt'), ('verbetering', 'Verbetering: iets klopt niet'), ('beperking', 'Beperking: mijn gegevens even niet gebruiken'), ('bezwaar', 'Bezwaar: ik wil niet dat u dit met mijn gegevens doet'), ('wissen', 'Wissen: mijn gegevens verwijderen')], max_length=12, verbose_name='recht')),
                ('way', models.CharField(choices=[('portaal', 'Zelf in Mijn Werkcentrum'), ('balie', 'Aan de balie'), ('brief', 'Per brief'), ('telefoon', 'Telefonisch')], max_length=10, verbose_name='hoe gevraagd')),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='wat u vraagt')),
                ('subject', models.CharField(blank=True, max_length=80, verbose_name='over welk gegeven')),
                ('before', models.TextField(blank=True, max_length=2000, verbose_name='wat er stond')),
                ('asked_on', models.DateField(verbose_name='gevraagd op')),
                ('due_on', models.DateField(verbose_name='antwoord uiterlijk')),
                ('extended_to', models.DateField(blank=True, null=True, verbose_name='verlengd tot')),
                ('extension_reason', models.CharField(blank=True, max_length=300, verbose_name='waarom verlengd')),
                ('lead_note', models.TextField(blank=True, max_length=2000, verbose_name='wat de regiehouder deed')),
                ('state', django_fsm.FSMField(choices=[('ontvangen', 'Ontvangen'), ('ingewilligd', 'Ingewilligd'), ('geweigerd', 'Geweigerd'), ('ingetrokken', 'Ingetrokken')], default='ontvangen', max_length=50, protected=True, verbose_name='toestand')),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='antwoord')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='beslist op')),
                ('version', models.PositiveIntegerField(default=1)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('client', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='clients.client')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='regions.region')),
            ],
            options={
                'verbose_name': 'historical rights request',
                'verbose_name_plural': 'historical rights requests',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='RightsRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200, verbose_name='naam')),
                ('kind', models.CharField(choices=[('inzage', 'Inzage: alles zien wat over mij bewaard wordt'), ('verbetering', 'Verbetering: iets klopt niet'), ('beperking', 'Beperking: mijn gegevens even niet gebruiken'), ('bezwaar', 'Bezwaar: ik wil niet dat u dit met mijn gegevens doet'), ('wissen', 'Wissen: mijn gegevens verwijderen')], max_length=12, verbose_name='recht')),
                ('way', models.CharField(choices=[('portaal', 'Zelf in Mijn Werkcentrum'), ('balie', 'Aan de balie'), ('brief', 'Per brief'), ('telefoon', 'Telefonisch')], max_length=10, verbose_name='hoe gevraagd')),
                ('text', models.TextField(blank=True, max_length=2000, verbose_name='wat u vraagt')),
                ('subject', models.CharField(blank=True, max_length=80, verbose_name='over welk gegeven')),
                ('before', models.TextField(blank=True, max_length=2000, verbose_name='wat er stond')),
                ('asked_on', models.DateField(verbose_name='gevraagd op')),
                ('due_on', models.DateField(verbose_name='antwoord uiterlijk')),
                ('extended_to', models.DateField(blank=True, null=True, verbose_name='verlengd tot')),
                ('extension_reason', models.CharField(blank=True, max_length=300, verbose_name='waarom verlengd')),
                ('lead_note', models.TextField(blank=True, max_length=2000, verbose_name='wat de regiehouder deed')),
                ('state', django_fsm.FSMField(choices=[('ontvangen', 'Ontvangen'), ('ingewilligd', 'Ingewilligd'), ('geweigerd', 'Geweigerd'), ('ingetrokken', 'Ingetrokken')], default='ontvangen', max_length=50, protected=True, verbose_name='toestand')),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='antwoord')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='beslist op')),
                ('version', models.PositiveIntegerField(default=1)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='clients.client')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
            ],
            options={
                'ordering': ['-asked_on', '-pk'],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=80, verbose_name='over welk gegeven')),
                ('value', models.TextField(blank=True, max_length=2000, verbose_name='wat er staat')),
                ('statement', models.TextField(max_length=2000, verbose_name='verklaring van de klant')),
                ('since', models.DateField(verbose_name='sinds')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to='clients.client')),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='dispute', to='clients.rightsrequest')),
            ],
        ),
        migrations.AddIndex(
            model_name='rightsrequest',
            index=models.Index(condition=models.Q(('state', 'ontvangen')), fields=['region', 'due_on'], name='rightsrequest_worklist'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('asked_on')), ('due_on__lte', django.db.models.expressions.CombinedExpression(models.F('asked_on'), '+', models.Value(datetime.timedelta(days=31))))), name='rightsrequest_due_within_a_month'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('extended_to', None), ('extension_reason', '')), models.Q(('extended_to__gt', models.F('due_on')), ('extended_to__lte', django.db.models.expressions.CombinedExpression(models.F('due_on'), '+', models.Value(datetime.timedelta(days=62)))), models.Q(('extension_reason', ''), _negated=True)), _connector='OR'), name='rightsrequest_two_months_more_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state__in', ['ontvangen', 'ingetrokken'])), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ['ingewilligd', 'geweigerd']), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='rightsrequest_answered_when_decided'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['inzage', 'beperking', 'wissen']), models.Q(('text', ''), _negated=True), _connector='OR'), name='rightsrequest_says_what'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'ontvangen')), fields=('client', 'kind', 'subject'), name='rightsrequest_one_open_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='dispute',
            constraint=models.CheckConstraint(condition=models.Q(('statement', ''), _negated=True), name='dispute_has_a_statement'),
        ),
        guard(
            "clients_rightsrequest",
            read=f"client_id IN ({OPEN}) OR {OF_THE_OFFICER}",
            add=f"recorded_by_id = access_actor() AND client_id IN ({OPEN})",
            change=f"client_id IN ({OPEN}) OR {OF_THE_OFFICER}",
        ),
        guard(
            "clients_dispute",
            read=f"client_id IN ({OPEN}) OR request_id IN (SELECT id FROM clients_rightsrequest WHERE {OF_THE_OFFICER})",
            add=f"request_id IN (SELECT id FROM clients_rightsrequest WHERE {OF_THE_OFFICER})",
        ),
        protect_history("clients_historicalrightsrequest", also_read=OF_THE_OFFICER),
        # AVG 7.3: a consent is taken back in every dossier, also in one that stands still.
        migrations.RunSQL(
            f"CREATE POLICY door_withdraw ON clients_consent FOR UPDATE TO {APP_ROLE} USING (client_id IN ({OPEN}))"
            f" WITH CHECK (client_id IN ({OPEN}) AND withdrawn_at IS NOT NULL)",
            "DROP POLICY door_withdraw ON clients_consent",
        ),
    ]
