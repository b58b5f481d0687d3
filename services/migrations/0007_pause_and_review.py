"""A published offer may stand still for a while, and its provider says how often it is looked at."""

import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.utils.timezone
import django_fsm
from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0006_money'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicaloffer',
            name='paused_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='reden van de pauze'),
        ),
        migrations.AddField(
            model_name='historicaloffer',
            name='paused_until',
            field=models.DateField(blank=True, null=True, verbose_name='pauze tot en met'),
        ),
        migrations.AddField(
            model_name='historicaloffer',
            name='review_months',
            field=models.PositiveSmallIntegerField(choices=[(3, 'Elke 3 maanden'), (6, 'Elk half jaar'), (12, 'Elk jaar')], db_default=6, default=6, verbose_name='nakijken'),
        ),
        migrations.AddField(
            model_name='historicaloffer',
            name='reviewed_on',
            field=models.DateField(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.datetime.Now(), models.DateField()), default=django.utils.timezone.localdate, editable=False, verbose_name='nagekeken op'),
        ),
        migrations.AddField(
            model_name='offer',
            name='paused_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='reden van de pauze'),
        ),
        migrations.AddField(
            model_name='offer',
            name='paused_until',
            field=models.DateField(blank=True, null=True, verbose_name='pauze tot en met'),
        ),
        migrations.AddField(
            model_name='offer',
            name='review_months',
            field=models.PositiveSmallIntegerField(choices=[(3, 'Elke 3 maanden'), (6, 'Elk half jaar'), (12, 'Elk jaar')], db_default=6, default=6, verbose_name='nakijken'),
        ),
        migrations.AddField(
            model_name='offer',
            name='reviewed_on',
            field=models.DateField(db_default=django.db.models.functions.comparison.Cast(django.db.models.functions.datetime.Now(), models.DateField()), default=django.utils.timezone.localdate, editable=False, verbose_name='nagekeken op'),
        ),
        migrations.AlterField(
            model_name='historicaloffer',
            name='state',
            field=django_fsm.FSMField(choices=[('concept', 'Concept'), ('voorgesteld', 'Voorgesteld'), ('gepubliceerd', 'Gepubliceerd'), ('gepauzeerd', 'Gepauzeerd'), ('ingetrokken', 'Ingetrokken')], default='concept', max_length=50, protected=True, verbose_name='toestand'),
        ),
        migrations.AlterField(
            model_name='offer',
            name='state',
            field=django_fsm.FSMField(choices=[('concept', 'Concept'), ('voorgesteld', 'Voorgesteld'), ('gepubliceerd', 'Gepubliceerd'), ('gepauzeerd', 'Gepauzeerd'), ('ingetrokken', 'Ingetrokken')], default='concept', max_length=50, protected=True, verbose_name='toestand'),
        ),
        AddConstraintNotValid(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paused_until__isnull', False), ('published_at__isnull', False), ('state', 'gepauzeerd'), models.Q(('paused_reason', ''), _negated=True)), models.Q(models.Q(('state', 'gepauzeerd'), _negated=True), ('paused_reason', ''), ('paused_until', None)), _connector='OR'), name='offer_paused_with_reason_and_end'),
        ),
        AddConstraintNotValid(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('review_months__in', [3, 6, 12])), name='offer_review_cycle'),
        ),
        ValidateConstraint('offer', 'offer_paused_with_reason_and_end'),
        ValidateConstraint('offer', 'offer_review_cycle'),
    ]
