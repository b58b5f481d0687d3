"""What is coming for people; made by the installation, read and put aside by who works with them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from werkcentrum.access.door import protect


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0014_figures_past_the_door'),
        ('werkplan', '0012_what_the_client_says'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=24, verbose_name='soort')),
                ('subject', models.CharField(max_length=40, verbose_name='waarover')),
                ('on', models.DateField(verbose_name='datum')),
                ('since', models.DateField(verbose_name='gemeld sinds')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='vervallen')),
                ('aside_at', models.DateTimeField(blank=True, null=True, verbose_name='opzij gelegd')),
                ('aside_reason', models.CharField(blank=True, choices=[('besproken', 'Besproken met de klant'), ('geregeld', 'Al geregeld'), ('geldt_niet', 'Geldt niet voor deze klant'), ('bij_ander', 'Een andere partner doet dit')], max_length=12, verbose_name='waarom')),
                ('aside_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signals', to='clients.client')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('closed_at', None)), fields=['client', 'on'], name='signal_open')],
                'constraints': [models.UniqueConstraint(fields=('client', 'kind', 'subject', 'on'), name='signal_once_per_date'), models.CheckConstraint(condition=models.Q(models.Q(('aside_at', None), ('aside_by', None), ('aside_reason', '')), models.Q(('aside_at__isnull', False), ('aside_by__isnull', False), models.Q(('aside_reason', ''), _negated=True)), _connector='OR'), name='signal_aside_says_who_and_why')],
            },
        ),
        protect("werkplan_signal"),
    ]
