"""What a client does not recognise in her log, with the check of it."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0006_glass_and_review'),
        ('clients', '0007_documents'),
        ('regions', '0002_permissions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LookReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField(verbose_name='nummer van de medewerker')),
                ('day', models.DateField(verbose_name='dag')),
                ('words', models.TextField(blank=True, max_length=1000, verbose_name='wat u ervan vindt')),
                ('reported_at', models.DateTimeField(auto_now_add=True, verbose_name='gemeld op')),
                ('due_on', models.DateField(verbose_name='antwoord voor')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='look_reports', to='clients.client')),
                ('participation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.participation')),
                ('review', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.review')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('client', 'actor', 'day'), name='look_reported_once')],
            },
        ),
    ]
