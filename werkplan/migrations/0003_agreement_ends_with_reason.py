"""An agreement without an end has no reason for it either: null compares as neither true nor false, and that passed."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('regions', '0001_initial'),
        ('werkplan', '0002_frozen_versions'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='agreement',
            name='agreement_ends_with_reason',
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('valid_until', None)), models.Q(('valid_until__gte', models.F('valid_from')), ('valid_until__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='agreement_ends_with_reason'),
        ),
    ]
