"""A change of income is planned until its day comes, and knows how to put everything back before it."""

import django_fsm
from django.contrib.postgres.operations import AddConstraintNotValid
from django.core.serializers.json import DjangoJSONEncoder
from django.db import migrations, models

STATES = """
SELECT set_config('app.door', 'migration', true);
UPDATE werkplan_carryover SET state = 'ingegaan', settled_at = recorded_at WHERE "on" <= current_date;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('werkplan', '0008_plan_follows_the_region'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='carryover',
            name='carryover_once_per_day',
        ),
        migrations.AddField(
            model_name='carryover',
            name='correction',
            field=models.BooleanField(default=False, verbose_name='verbetering'),
        ),
        migrations.AddField(
            model_name='carryover',
            name='reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='waarom het niet doorgaat'),
        ),
        migrations.AddField(
            model_name='carryover',
            name='settled_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='ingegaan of vervallen op'),
        ),
        migrations.AddField(
            model_name='carryover',
            name='state',
            field=django_fsm.FSMField(choices=[('gepland', 'Gepland'), ('ingegaan', 'Ingegaan'), ('vervallen', 'Gaat niet door')], default='gepland', max_length=50, protected=True, verbose_name='toestand'),
        ),
        migrations.AddField(
            model_name='carryover',
            name='undo',
            field=models.JSONField(verbose_name="hoe het terug kan", blank=True, default=dict, encoder=DjangoJSONEncoder),
        ),
        migrations.AddField(
            model_name='carryoverline',
            name='was',
            field=models.JSONField(verbose_name='hoe het was', blank=True, default=dict, encoder=DjangoJSONEncoder),
        ),
        migrations.RunSQL(STATES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='carryover',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state', 'vervallen'), _negated=True), ('correction', False)), fields=('client', 'on'), name='carryover_once_per_day'),
        ),
        AddConstraintNotValid(
            model_name='carryover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('correction', False), ('reason', ''), ('settled_at', None), ('state', 'gepland')), models.Q(('reason', ''), ('settled_at__isnull', False), ('state', 'ingegaan')), models.Q(('settled_at__isnull', False), ('state', 'vervallen'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='carryover_settled_unless_planned'),
        ),
    ]
