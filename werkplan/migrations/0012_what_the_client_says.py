"""What a client says about a step, and which goals and steps she wrote down herself."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint

from werkcentrum.access.door import protect

OF_PLAN = "plan_id IN (SELECT id FROM werkplan_werkplan WHERE client_id IN ({}))"


class Migration(migrations.Migration):

    dependencies = [
        ('werkplan', '0011_plan_returns_when_sealed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StepAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('said', models.CharField(choices=[('eens', 'Eens'), ('oneens', 'Niet eens')], max_length=6, verbose_name='wat de klant zegt')),
                ('way', models.CharField(choices=[('digitaal', 'Zelf in Mijn Werkcentrum'), ('papier', 'Op papier'), ('balie', 'In een gesprek of aan de balie')], max_length=10, verbose_name='hoe')),
                ('words', models.TextField(blank=True, max_length=1000, verbose_name='in eigen woorden')),
                ('step_version', models.PositiveIntegerField()),
                ('step_text', models.CharField(max_length=600, verbose_name='de stap zoals die toen luidde')),
                ('said_on', models.DateField(verbose_name='op')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('outcome', models.CharField(blank=True, choices=[('aangepast', 'Wij passen de stap aan'), ('vervalt', 'De stap gaat niet door'), ('blijft', 'De stap blijft zoals hij is')], max_length=10, verbose_name='wat ermee gebeurt')),
                ('reply', models.TextField(blank=True, max_length=1000, verbose_name='antwoord')),
                ('replied_at', models.DateTimeField(blank=True, null=True, verbose_name='beantwoord op')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.AddField(
            model_name='goal',
            name='by_client',
            field=models.BooleanField(db_default=False, default=False, verbose_name='zelf opgeschreven door de klant'),
        ),
        migrations.AddField(
            model_name='goal',
            name='proposed',
            field=models.BooleanField(db_default=False, default=False, verbose_name='voorstel dat wacht'),
        ),
        migrations.AddField(
            model_name='historicalgoal',
            name='by_client',
            field=models.BooleanField(db_default=False, default=False, verbose_name='zelf opgeschreven door de klant'),
        ),
        migrations.AddField(
            model_name='historicalgoal',
            name='proposed',
            field=models.BooleanField(db_default=False, default=False, verbose_name='voorstel dat wacht'),
        ),
        migrations.AddField(
            model_name='historicalstep',
            name='by_client',
            field=models.BooleanField(db_default=False, default=False, verbose_name='voorgesteld door de klant'),
        ),
        migrations.AddField(
            model_name='step',
            name='by_client',
            field=models.BooleanField(db_default=False, default=False, verbose_name='voorgesteld door de klant'),
        ),
        AddConstraintNotValid(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('proposed', False), models.Q(('by_client', True), ('dropped_reason', ''), ('reached_on', None)), _connector='OR'), name='goal_only_the_client_proposes'),
        ),
        migrations.AddField(
            model_name='stepanswer',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='werkplan.werkplan'),
        ),
        migrations.AddField(
            model_name='stepanswer',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stepanswer',
            name='replied_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stepanswer',
            name='step',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='werkplan.step'),
        ),
        migrations.AddIndex(
            model_name='stepanswer',
            index=models.Index(fields=['plan', 'step'], name='stepanswer_of_plan'),
        ),
        migrations.AddConstraint(
            model_name='stepanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('said', 'oneens'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='stepanswer_objection_in_words'),
        ),
        migrations.AddConstraint(
            model_name='stepanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('replied_at', None), ('replied_by', None), ('reply', '')), models.Q(('replied_at__isnull', False), ('replied_by__isnull', False), ('said', 'oneens'), models.Q(('reply', ''), _negated=True), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='stepanswer_reply_in_words_to_an_objection'),
        ),
        migrations.AddConstraint(
            model_name='stepanswer',
            constraint=models.UniqueConstraint(condition=models.Q(('replied_at', None), ('said', 'oneens')), fields=('step',), name='stepanswer_one_open_objection'),
        ),
        ValidateConstraint(model_name='goal', name='goal_only_the_client_proposes'),
        protect("werkplan_stepanswer", OF_PLAN),
    ]
