"""What makes it difficult, and the look back when a plan closes."""

import django.db.models.deletion
import simple_history.models
import werkcentrum.audit.history
from django.conf import settings
from django.db import migrations, models


from werkcentrum.access.door import protect, protect_history

OF_PLAN = "plan_id IN (SELECT id FROM werkplan_werkplan WHERE client_id IN ({}))"


class Migration(migrations.Migration):

    dependencies = [
        ('werkplan', '0016_indicators'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalObstacle',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('event_id', models.UUIDField(db_index=True, default=werkcentrum.audit.history.pending_event_id, null=True, verbose_name='gebeurtenis')),
                ('kind', models.CharField(choices=[('financien', 'Zorgen over geld'), ('verslaving', 'Niet zonder iets kunnen'), ('zorgtaken', 'Zorgen voor kinderen of een ander'), ('justitie', 'Een gesprek over politie of justitie'), ('taal', 'De Nederlandse taal'), ('digitaal', 'Werken met computer of telefoon'), ('lichaam', 'Wat het lichaam aankan'), ('hoofd', 'Wat het hoofd aankan'), ('wonen', 'Hoe iemand woont')], max_length=10, verbose_name='waar het over gaat')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='wat het lastig maakt')),
                ('helps', models.CharField(blank=True, max_length=300, verbose_name='wat helpt')),
                ('solved_on', models.DateField(blank=True, null=True, verbose_name='opgelost op')),
                ('version', models.PositiveIntegerField(default=1)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='werkplan.werkplan')),
            ],
            options={
                'verbose_name': 'historical obstacle',
                'verbose_name_plural': 'historical obstacles',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ClosingReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('werk', 'Werk gevonden'), ('opleiding', 'Opleiding'), ('onderneming', 'Eigen onderneming'), ('aow', 'AOW-leeftijd'), ('overleden', 'Overleden'), ('verhuisd', 'Verhuisd buiten de regio, overgedragen'), ('eigen_verzoek', 'Op eigen verzoek'), ('geen_contact', 'Geen contact meer'), ('geen_recht', 'Geen recht meer')], max_length=16, verbose_name='waarom het plan stopt')),
                ('content', models.JSONField()),
                ('own_words', models.TextField(blank=True, max_length=2000, verbose_name='in de woorden van de klant')),
                ('closed_on', models.DateField(verbose_name='op')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closings', to='werkplan.werkplan')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Obstacle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('financien', 'Zorgen over geld'), ('verslaving', 'Niet zonder iets kunnen'), ('zorgtaken', 'Zorgen voor kinderen of een ander'), ('justitie', 'Een gesprek over politie of justitie'), ('taal', 'De Nederlandse taal'), ('digitaal', 'Werken met computer of telefoon'), ('lichaam', 'Wat het lichaam aankan'), ('hoofd', 'Wat het hoofd aankan'), ('wonen', 'Hoe iemand woont')], max_length=10, verbose_name='waar het over gaat')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='wat het lastig maakt')),
                ('helps', models.CharField(blank=True, max_length=300, verbose_name='wat helpt')),
                ('solved_on', models.DateField(blank=True, null=True, verbose_name='opgelost op')),
                ('version', models.PositiveIntegerField(default=1)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='obstacles', to='werkplan.werkplan')),
            ],
            options={
                'ordering': ['solved_on', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('solved_on', None)), fields=('plan', 'kind'), name='obstacle_once_while_it_is_there'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'justitie'), _negated=True), models.Q(('helps', ''), ('words', '')), _connector='OR'), name='obstacle_of_justice_without_words')],
            },
        ),
        protect("werkplan_obstacle", OF_PLAN),
        protect_history("werkplan_historicalobstacle", OF_PLAN),
        protect("werkplan_closingreview", OF_PLAN),
    ]
