"""Proposals about who works where; the web role writes no membership without one that another person approved."""

import django.db.models.deletion
import django_fsm
import uuid
from django.conf import settings
from django.db import migrations, models

from werkcentrum.access.door import guard, script


WORKING = "SELECT {} FROM access_working() WHERE role IN ({})"
MINE = (
    "participation_id IN (SELECT id FROM regions_participation WHERE region_id = ("
    + WORKING.format("region_id", "'beheerder', 'privacyofficer'")
    + ")) OR participation_id = ("
    + WORKING.format("participation_id", "'teamleider'")
    + ")"
)


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0013_failed_login'),
        ('regions', '0003_own_documents'),
    ]

    operations = [
        migrations.CreateModel(
            name='MembershipProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('begin', 'Begint'), ('wijziging', 'Verandert'), ('einde', 'Stopt')], max_length=10, verbose_name='wat')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mailadres')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='naam')),
                ('role', models.CharField(choices=[('gids', 'Gids'), ('coach', 'Coach'), ('werkgeversadviseur', 'Werkgeversadviseur'), ('regiocoordinator', 'Regiocoördinator'), ('programmamanager', 'Programmamanager'), ('teamleider', 'Teamleider'), ('privacyofficer', 'Privacy officer'), ('beheerder', 'Functioneel beheerder'), ('werkgever', 'Werkgever'), ('klant', 'Klant'), ('systeem', 'Systeemaccount')], max_length=24, verbose_name='rol')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='van')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='tot en met')),
                ('reason', models.CharField(max_length=300, verbose_name='waarom')),
                ('state', django_fsm.FSMField(choices=[('wacht', 'Wacht op goedkeuring'), ('goedgekeurd', 'Goedgekeurd'), ('afgewezen', 'Afgewezen'), ('ingetrokken', 'Ingetrokken')], default='wacht', max_length=50, protected=True, verbose_name='toestand')),
                ('proposed_at', models.DateTimeField(auto_now_add=True, verbose_name='voorgesteld op')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='beslist op')),
                ('refusal', models.CharField(blank=True, max_length=300, verbose_name='waarom niet')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('desk', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.desk')),
                ('membership', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='access.membership')),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.participation')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-proposed_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', models.F('proposed_by')), _negated=True), name='proposal_four_eyes'), models.CheckConstraint(condition=models.Q(models.Q(('user', models.F('proposed_by')), _negated=True), models.Q(('user', models.F('decided_by')), _negated=True)), name='proposal_not_about_oneself'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state__in', ['wacht', 'ingetrokken'])), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ['goedgekeurd', 'afgewezen'])), _connector='OR'), name='proposal_decided_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'afgewezen'), _negated=True), models.Q(('refusal', ''), _negated=True), _connector='OR'), name='proposal_refused_why'), models.CheckConstraint(condition=models.Q(('user__isnull', False), models.Q(('kind', 'begin'), models.Q(('email', ''), _negated=True)), _connector='OR'), name='proposal_about_somebody'), models.UniqueConstraint(condition=models.Q(('state', 'wacht')), fields=('kind', 'user', 'email', 'participation', 'role'), name='proposal_once_waiting', nulls_distinct=False)],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        guard(
            "access_membershipproposal",
            read=MINE,
            add=f"proposed_by_id = access_actor() AND decided_by_id IS NULL AND ({MINE})",
            change=f"({MINE}) AND (decided_by_id IS NULL OR decided_by_id = access_actor())",
            hold=MINE,
        ),
        script(
            "memberships_are_approved",
            "DROP TRIGGER membership_is_approved ON access_membership",
            "DROP FUNCTION access_membership_is_approved()",
        ),
    ]
