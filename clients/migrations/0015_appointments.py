"""Appointments, who is asked for them, attempts to reach somebody, and the second door of each."""

import django.db.models.deletion
import django_fsm
import simple_history.models
import uuid
import werkcentrum.audit.history
from werkcentrum.access.door import CARD, OPEN, WRITE, guard, protect_history
from django.conf import settings
from django.db import migrations, models


OFFERED = "SELECT clients_offered_dossiers()"
WRITTEN = f"client_id IN ({WRITE} UNION {OFFERED})"
ASKED = "id IN (SELECT appointment_id FROM clients_appointmentguest WHERE user_id = access_actor())"
SEEN = (
    f"client_id IN ({OPEN})"
    f" OR (host_id = access_actor() OR {ASKED}) AND client_id IN ({CARD} UNION {OFFERED})"
)
STAFF = "(SELECT role FROM access_working()) <> 'klant'"

# Of a colleague in the region: that there is something at that moment, never with whom.
BUSY = """
CREATE FUNCTION clients_busy(people bigint[], since timestamptz, until timestamptz, but bigint)
RETURNS TABLE (user_id bigint, starts_at timestamptz, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT DISTINCT who.id, a.starts_at, a.starts_at + a.minutes * interval '1 minute'
  FROM access_working() w
  JOIN regions_participation p ON p.region_id = w.region_id
  JOIN clients_appointment a ON a.participation_id = p.id
  LEFT JOIN clients_appointmentguest g ON g.appointment_id = a.id
  JOIN LATERAL (VALUES (a.host_id), (g.user_id)) AS who(id) ON who.id = ANY (people)
 WHERE w.role <> 'klant' AND a.state = 'gepland' AND a.id <> but
   AND a.starts_at < until AND a.starts_at > since - interval '8 hours'
   AND a.starts_at + a.minutes * interval '1 minute' > since
 ORDER BY 2, 1
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0014_figures_past_the_door'),
        ('regions', '0003_own_documents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('with_client', models.BooleanField(default=True, verbose_name='de klant is erbij')),
                ('starts_at', models.DateTimeField(verbose_name='wanneer')),
                ('minutes', models.PositiveSmallIntegerField(default=45, verbose_name='hoe lang')),
                ('way', models.CharField(choices=[('plek', 'Op een plek'), ('telefoon', 'Telefonisch'), ('video', 'Via beeldbellen')], default='plek', max_length=10, verbose_name='hoe')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='waar')),
                ('subject', models.CharField(blank=True, max_length=120, verbose_name='waar het over gaat')),
                ('state', django_fsm.FSMField(choices=[('gepland', 'Gepland'), ('geweest', 'Geweest'), ('verzet', 'Verzet'), ('afgezegd', 'Afgezegd'), ('niet_verschenen', 'Niet verschenen')], default='gepland', max_length=50, protected=True, verbose_name='toestand')),
                ('cancelled_by', models.CharField(blank=True, choices=[('klant', 'Klant'), ('wij', 'Wij'), ('ander', 'Een ander'), ('vergissing', 'Vergissing hersteld')], max_length=10, verbose_name='afgezegd door')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reden')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='gemaakt op')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='afgehandeld op')),
                ('version', models.PositiveIntegerField(default=1)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='clients.client')),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.participation')),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='clients.appointment')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='AppointmentGuest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='clients.appointment')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.client')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.participation')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ContactAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='op welke dag')),
                ('way', models.CharField(choices=[('telefoon', 'Gebeld'), ('bericht', 'Bericht of e-mail gestuurd'), ('brief', 'Brief gestuurd'), ('bezoek', 'Langs geweest'), ('anderen', 'Via iemand die haar kent of helpt')], max_length=10, verbose_name='hoe')),
                ('outcome', models.CharField(choices=[('bereikt', 'Gesproken'), ('geen_reactie', 'Geen reactie'), ('onbekend', 'Nummer of adres klopt niet')], max_length=12, verbose_name='wat kwam ervan')),
                ('said', models.TextField(blank=True, max_length=1000, verbose_name='wat er aan de hand was, in de woorden van de klant')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='vastgelegd op')),
                ('appointment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='clients.appointment')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='clients.client')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.participation')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalAppointment',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('event_id', models.UUIDField(db_index=True, default=werkcentrum.audit.history.pending_event_id, null=True, verbose_name='gebeurtenis')),
                ('public_id', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                ('with_client', models.BooleanField(default=True, verbose_name='de klant is erbij')),
                ('starts_at', models.DateTimeField(verbose_name='wanneer')),
                ('minutes', models.PositiveSmallIntegerField(default=45, verbose_name='hoe lang')),
                ('way', models.CharField(choices=[('plek', 'Op een plek'), ('telefoon', 'Telefonisch'), ('video', 'Via beeldbellen')], default='plek', max_length=10, verbose_name='hoe')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='waar')),
                ('subject', models.CharField(blank=True, max_length=120, verbose_name='waar het over gaat')),
                ('state', django_fsm.FSMField(choices=[('gepland', 'Gepland'), ('geweest', 'Geweest'), ('verzet', 'Verzet'), ('afgezegd', 'Afgezegd'), ('niet_verschenen', 'Niet verschenen')], default='gepland', max_length=50, protected=True, verbose_name='toestand')),
                ('cancelled_by', models.CharField(blank=True, choices=[('klant', 'Klant'), ('wij', 'Wij'), ('ander', 'Een ander'), ('vergissing', 'Vergissing hersteld')], max_length=10, verbose_name='afgezegd door')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reden')),
                ('made_at', models.DateTimeField(blank=True, editable=False, verbose_name='gemaakt op')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='afgehandeld op')),
                ('version', models.PositiveIntegerField(default=1)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('client', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='clients.client')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('host', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('participation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='regions.participation')),
                ('replaces', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='clients.appointment')),
                ('settled_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical appointment',
                'verbose_name_plural': 'historical appointments',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['client', 'starts_at'], name='appointment_of_client'),
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(condition=models.Q(('state', 'gepland')), fields=['host', 'starts_at'], name='appointment_of_host'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__gte', 5), ('minutes__lte', 480)), name='appointment_minutes_in_a_day'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'afgezegd'), models.Q(('cancelled_by', ''), _negated=True)), models.Q(models.Q(('state', 'afgezegd'), _negated=True), ('cancelled_by', '')), _connector='OR'), name='appointment_cancelled_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None), ('state', 'gepland')), models.Q(models.Q(('state', 'gepland'), _negated=True), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='appointment_settled_exactly_when_not_planned'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_by', 'vergissing'), _negated=True), fields=('replaces',), name='appointment_moved_once'),
        ),
        migrations.AddIndex(
            model_name='appointmentguest',
            index=models.Index(fields=['user'], name='appointment_guest_of_user'),
        ),
        migrations.AddConstraint(
            model_name='appointmentguest',
            constraint=models.UniqueConstraint(fields=('appointment', 'participation', 'user'), name='appointment_guest_once', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='contactattempt',
            index=models.Index(fields=['client', '-on'], name='attempt_of_client'),
        ),
        migrations.AddConstraint(
            model_name='contactattempt',
            constraint=models.CheckConstraint(condition=models.Q(('said', ''), ('outcome', 'bereikt'), _connector='OR'), name='attempt_words_of_who_was_reached'),
        ),
        migrations.RunSQL(BUSY, "DROP FUNCTION clients_busy(bigint[], timestamptz, timestamptz, bigint)"),
        guard(
            "clients_appointmentguest",
            read=f"client_id IN ({OPEN} UNION {OFFERED}) OR user_id = access_actor()",
            add=WRITTEN,
        ),
        guard("clients_appointment", read=SEEN, add=WRITTEN, change=WRITTEN),
        protect_history("clients_historicalappointment", also_read=f"client_id IN ({OFFERED})"),
        guard(
            "clients_contactattempt",
            read=f"client_id IN ({OPEN})",
            add=f"client_id IN ({WRITE}) AND recorded_by_id = access_actor() AND {STAFF}",
        ),
    ]
