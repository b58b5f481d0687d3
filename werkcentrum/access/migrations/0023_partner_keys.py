"""Keys for the systems of partners, and whose key is shown now."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEY_CELL = """
CREATE FUNCTION access_key_cell() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
SELECT k.participation_id FROM access_partnerkey k
 WHERE k.id = NULLIF(current_setting('app.key', true), '')::bigint AND k.user_id = access_actor()
   AND k.revoked_at IS NULL AND k.valid_until >= (access_now() AT TIME ZONE 'Europe/Amsterdam')::date
$$
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0022_export_by_who_answers'),
        ('regions', '0006_key_grant'),
    ]

    operations = [
        migrations.CreateModel(
            name='PartnerKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='waarvoor')),
                ('sign', models.CharField(max_length=8, verbose_name='kenmerk')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('valid_until', models.DateField(verbose_name='tot en met')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='gemaakt op')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='ingetrokken op')),
                ('used_on', models.DateField(blank=True, null=True, verbose_name='laatst gebruikt')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keys', to='regions.participation')),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by', None)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='partnerkey_revoked_by_somebody')],
            },
        ),
        migrations.RunSQL(KEY_CELL, "DROP FUNCTION access_key_cell()"),
    ]
