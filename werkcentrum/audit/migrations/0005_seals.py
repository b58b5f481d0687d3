"""Seals of the log, the number of an employee in a dossier, and months that were taken out."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from werkcentrum.pg.names import APP_ROLE


GUARDS = f"""
CREATE TRIGGER logbatch_append_only BEFORE UPDATE OR DELETE ON audit_logbatch
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER detachedmonth_append_only BEFORE UPDATE OR DELETE ON audit_detachedmonth
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
    REVOKE ALL ON audit_logbatch, audit_detachedmonth FROM {APP_ROLE};
    REVOKE UPDATE, DELETE, TRUNCATE ON audit_alias FROM {APP_ROLE};
    GRANT SELECT, INSERT ON audit_alias TO {APP_ROLE};
END IF; END $$;
"""
NO_GUARDS = """
DROP TRIGGER detachedmonth_append_only ON audit_detachedmonth;
DROP TRIGGER logbatch_append_only ON audit_logbatch;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0004_caseload_knows_the_seal'),
        ('audit', '0004_by_month'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LogBatch',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='nummer')),
                ('table', models.CharField(max_length=20, verbose_name='tabel')),
                ('form', models.PositiveSmallIntegerField(default=1, verbose_name='vorm')),
                ('first_turn', models.BigIntegerField()),
                ('first_id', models.CharField(max_length=36)),
                ('last_turn', models.BigIntegerField()),
                ('last_id', models.CharField(max_length=36)),
                ('count', models.PositiveIntegerField(verbose_name='aantal regels')),
                ('leaves', models.BinaryField()),
                ('root', models.CharField(max_length=64, verbose_name='wortel')),
                ('previous', models.CharField(max_length=64, verbose_name='vorige zegel')),
                ('digest', models.CharField(max_length=64, verbose_name='zegel')),
                ('sealed_at', models.DateTimeField(verbose_name='verzegeld op')),
            ],
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='nummer')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dossier', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='access.dossier')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('dossier', 'number'), name='alias_one_number'), models.UniqueConstraint(fields=('dossier', 'actor'), name='alias_one_employee')],
            },
        ),
        migrations.CreateModel(
            name='DetachedMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=20, verbose_name='tabel')),
                ('month', models.DateField(verbose_name='maand')),
                ('rows', models.JSONField(default=dict, verbose_name='regels per batch')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='tijdstip')),
                ('approved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('table', 'month'), name='month_detached_once')],
            },
        ),
        migrations.RunSQL(GUARDS, NO_GUARDS),
    ]
