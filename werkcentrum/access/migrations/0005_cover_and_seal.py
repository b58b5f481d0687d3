"""Temporary cover of a colleague, and why a dossier is sealed."""

import datetime
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.expressions
import django_fsm
import werkcentrum.regions.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0004_caseload_knows_the_seal'),
        ('regions', '0002_permissions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(verbose_name='van')),
                ('valid_until', models.DateField(verbose_name='tot en met')),
                ('arranged_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='eerder gestopt op')),
                ('arranged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='vervanger')),
                ('covered', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='afwezig')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.participation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='cover_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('valid_until__lt', django.db.models.expressions.CombinedExpression(models.F('valid_from'), '+', models.Value(datetime.timedelta(days=42))))), name='cover_six_weeks_at_most'), models.CheckConstraint(condition=models.Q(('covered', models.F('colleague')), _negated=True), name='cover_by_somebody_else'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_at', None)), expressions=[('participation', '='), ('covered', '='), (werkcentrum.regions.models.DateRange(), '&&')], name='cover_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('geheim_adres', 'Geheim adres'), ('medewerker', 'Medewerker van een partner als klant'), ('bekend', 'Bekend persoon'), ('dreiging', 'Bedreiging of onveilige situatie')], max_length=16, verbose_name='reden')),
                ('state', django_fsm.FSMField(choices=[('gevraagd', 'Gevraagd'), ('besloten', 'Besloten'), ('geweigerd', 'Niet nodig gevonden'), ('opgeheven', 'Opgeheven')], default='gevraagd', max_length=50, protected=True, verbose_name='toestand')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='gevraagd op')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='beslist op')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.dossier')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['gevraagd', 'besloten'])), fields=('dossier',), name='seal_one_per_dossier'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'gevraagd')), models.Q(models.Q(('state', 'gevraagd'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='seal_decided_exactly_when_not_asked')],
            },
        ),
    ]
