"""Looking back on a plan, and every time its day was moved; reached through the person it is about."""

import django.db.models.deletion
from werkcentrum.access.door import protect
from django.conf import settings
from django.db import migrations, models


OF_PLAN = "plan_id IN (SELECT id FROM werkplan_werkplan WHERE client_id IN ({}))"


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0004_handover_watch'),
        ('werkplan', '0014_promises_and_signatures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('gehouden', 'Samen teruggekeken'), ('ontheffing', 'Uitgesteld door een ontheffing'), ('overdracht', 'Vervroegd na een overdracht'), ('inkomen', 'Vervroegd na een wijziging van inkomen')], max_length=12, verbose_name='soort')),
                ('was', models.DateField(blank=True, null=True, verbose_name='stond op')),
                ('becomes', models.DateField(verbose_name='wordt')),
                ('client_words', models.TextField(blank=True, max_length=2000, verbose_name='in de woorden van de klant')),
                ('outcome', models.TextField(blank=True, max_length=2000, verbose_name='wat wij besloten')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='waarom')),
                ('article', models.CharField(blank=True, max_length=60, verbose_name='artikel')),
                ('rule', models.CharField(blank=True, max_length=20, verbose_name='regel')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='vastgelegd op')),
                ('participation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.participation')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='werkplan.werkplan')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['plan', '-id'], name='planreview_of_plan')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'gehouden'), models.Q(('client_words', ''), _negated=True)), models.Q(models.Q(('kind', 'gehouden'), _negated=True), ('client_words', ''), ('outcome', '')), _connector='OR'), name='planreview_held_with_words'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'ontheffing'), _negated=True), models.Q(('becomes__gt', models.F('was')), models.Q(('reason', ''), _negated=True), models.Q(('article', ''), _negated=True)), _connector='OR'), name='planreview_exemption_moves_further_with_reason'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['overdracht', 'inkomen']), _negated=True), ('becomes__lt', models.F('was')), _connector='OR'), name='planreview_change_brings_forward')],
            },
        ),
        protect("werkplan_planreview", OF_PLAN),
    ]
