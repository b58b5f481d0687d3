"""Contact notes, with a policy per audience: a work note never leaves its own organisation (ADR 21)."""

import django.db.models.deletion
import uuid
from werkcentrum.access.door import OPEN, WRITE, guard
from django.conf import settings
from django.db import migrations, models


ROLE = "(SELECT role FROM access_working())"
CELL = "(SELECT participation_id FROM access_working())"
READ = (
    f"client_id IN ({OPEN}) AND (audience = 'klant'"
    f" OR {ROLE} <> 'klant' AND (audience = 'gedeeld' OR participation_id = {CELL}))"
)
ADD = f"client_id IN ({WRITE}) AND {ROLE} <> 'klant' AND author_id = access_actor() AND participation_id = {CELL}"


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0022_feed'),
        ('regions', '0003_own_documents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('thread', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='notitie')),
                ('number', models.PositiveSmallIntegerField(default=1, verbose_name='versie')),
                ('audience', models.CharField(choices=[('eigen', 'Alleen mijn organisatie'), ('gedeeld', 'Ook de partners die meehelpen'), ('klant', 'Iedereen die helpt, en de klant')], max_length=8, verbose_name='wie leest dit')),
                ('on', models.DateField(verbose_name='op welke dag')),
                ('way', models.CharField(choices=[('gesprek', 'Gesprek'), ('telefoon', 'Telefoon'), ('bericht', 'Bericht of e-mail'), ('bezoek', 'Bezoek'), ('geen', 'Zonder contact met de klant')], default='gesprek', max_length=10, verbose_name='hoe')),
                ('text', models.TextField(max_length=4000, verbose_name='notitie')),
                ('written_at', models.DateTimeField(auto_now_add=True, verbose_name='geschreven op')),
                ('appointment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='clients.appointment')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='clients.client')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.participation')),
            ],
            options={
                'ordering': ['-on', '-pk'],
                'indexes': [models.Index(fields=['client', '-on', '-id'], name='note_of_client')],
                'constraints': [models.UniqueConstraint(fields=('thread', 'number'), name='note_version_once'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='note_says_something')],
            },
        ),
        guard("clients_note", read=READ, add=ADD),
    ]
