"""Work for later. It names no people, so the owner needs no door; what the web may do is said here, row by row."""

from django.db import migrations, models

from werkcentrum.pg.names import APP_ROLE

ADMINISTRATOR = "(SELECT role FROM access_working()) = 'beheerder'"
FRESH = "done_at IS NULL AND stuck_at IS NULL AND tries = 0"
FORWARD = f"""
ALTER TABLE outbox_message ENABLE ROW LEVEL SECURITY;
CREATE POLICY door_select ON outbox_message FOR SELECT TO {APP_ROLE} USING ({ADMINISTRATOR});
CREATE POLICY door_insert ON outbox_message FOR INSERT TO {APP_ROLE} WITH CHECK ({FRESH});
CREATE POLICY door_update ON outbox_message FOR UPDATE TO {APP_ROLE}
    USING (stuck_at IS NOT NULL AND {ADMINISTRATOR}) WITH CHECK ({FRESH});
ALTER TABLE outbox_beat ENABLE ROW LEVEL SECURITY;
CREATE POLICY door_select ON outbox_beat FOR SELECT TO {APP_ROLE} USING ({ADMINISTRATOR});
"""
BACKWARD = """
DROP POLICY door_select ON outbox_beat;
ALTER TABLE outbox_beat DISABLE ROW LEVEL SECURITY;
DROP POLICY door_update ON outbox_message;
DROP POLICY door_insert ON outbox_message;
DROP POLICY door_select ON outbox_message;
ALTER TABLE outbox_message DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("access", "0015_second_door_of_aliases"),
    ]

    operations = [
        migrations.CreateModel(
            name='Beat',
            fields=[
                ('name', models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name='machine')),
                ('at', models.DateTimeField(verbose_name='laatst')),
            ],
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='taak')),
                ('key', models.CharField(max_length=60, verbose_name='sleutel')),
                ('payload', models.JSONField(default=dict, verbose_name='gegevens')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='beloofd')),
                ('run_at', models.DateTimeField(verbose_name='niet voor')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='doorgegeven')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='pogingen')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='klaar')),
                ('stuck_at', models.DateTimeField(blank=True, null=True, verbose_name='vastgelopen')),
                ('said', models.CharField(blank=True, max_length=200, verbose_name='uitkomst')),
                ('error', models.CharField(blank=True, max_length=200, verbose_name='fout')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at', None), ('stuck_at', None)), fields=['run_at'], name='message_waiting'), models.Index(condition=models.Q(('stuck_at__isnull', False)), fields=['stuck_at'], name='message_stuck'), models.Index(fields=['name', '-id'], name='message_of_task')],
                'constraints': [models.UniqueConstraint(fields=('name', 'key'), name='message_once_per_key'), models.CheckConstraint(condition=models.Q(('done_at', None), ('stuck_at', None), _connector='OR'), name='message_not_done_and_stuck')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
