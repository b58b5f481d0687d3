"""A promise has its day; an agreement on paper or in a talk says who saw it, and where the signed paper is."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0020_three_voices'),
        ('regions', '0004_handover_watch'),
        ('werkplan', '0013_signals'),
    ]

    operations = [
        migrations.AddField(
            model_name='agreement',
            name='due_on',
            field=models.DateField(blank=True, null=True, verbose_name='beloofd vóór'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='kept_on',
            field=models.DateField(blank=True, null=True, verbose_name='nagekomen op'),
        ),
        migrations.AddField(
            model_name='historicalagreement',
            name='due_on',
            field=models.DateField(blank=True, null=True, verbose_name='beloofd vóór'),
        ),
        migrations.AddField(
            model_name='historicalagreement',
            name='kept_on',
            field=models.DateField(blank=True, null=True, verbose_name='nagekomen op'),
        ),
        migrations.AddField(
            model_name='planversion',
            name='document',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='clients.document'),
        ),
        migrations.AddField(
            model_name='planversion',
            name='seen_by',
            field=models.CharField(blank=True, db_default='', max_length=120, verbose_name='wie het zag'),
        ),
        migrations.AlterField(
            model_name='planversion',
            name='answer',
            field=models.CharField(choices=[('digitaal', 'Digitaal akkoord'), ('papier', 'Akkoord op papier'), ('balie', 'Akkoord in een gesprek'), ('besproken', 'Besproken, niet akkoord')], max_length=10, verbose_name='instemming'),
        ),
        AddConstraintNotValid(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'toezegging'), models.Q(('due_on', None), ('kept_on', None)), _connector='OR'), name='agreement_only_a_promise_is_kept'),
        ),
        ValidateConstraint(model_name='agreement', name='agreement_only_a_promise_is_kept'),
    ]
