"""Who opens a dossier: relations decide, dates end them, and nothing is seen without a log line."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from clients.models import Client
from werkcentrum.access import actions, policy
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.access.relations import RIGHTS
from werkcentrum.audit.models import Event, Reading
from werkcentrum.permissions import FieldGroup, Permission

SOON = datetime.timedelta(days=10)


def test_partner_wide_access_does_not_exist(world):
    lead, colleague = world.coach(name="Ulla"), world.coach(name="Pieter")
    client = world.client_of(lead)
    assert list(Client.objects.visible_to(lead)) == [client]
    assert not Client.objects.visible_to(colleague).exists()


@pytest.mark.parametrize("relation", [Relation.PROPOSED, Relation.FORMER])
def test_card_relations_do_not_open_the_dossier(world, relation):
    client, other = world.client_of(world.coach(name="Ulla")), world.coach(name="Pieter")
    world.involve(other, client, relation, until=timezone.now() + SOON)
    assert not Client.objects.visible_to(other).exists()
    assert list(Client.objects.known_to(other)) == [client]


def test_rights_end_by_themselves(world):
    client, other = world.client_of(world.coach(name="Ulla")), world.coach(name="Pieter")
    row = world.involve(other, client)
    Involvement.objects.filter(pk=row.pk).update(valid_until=timezone.now())
    assert not Client.objects.visible_to(other).exists()


def test_former_employee_sees_nothing(world):
    lead = world.coach()
    client = world.client_of(lead)
    actions.end_membership(membership=lead.membership, by=None)
    assert not Client.objects.visible_to(of_user(lead.user)).exists()
    assert of_user(lead.user).permissions == frozenset()
    lead.user.is_active = False
    assert not Client.objects.visible_to(lead).exists()
    assert client


def test_one_works_in_one_cell_at_a_time(world):
    lead = world.coach()
    world.client_of(lead)
    elsewhere = actions.grant_membership(
        user=lead.user, participation=world.cell("gemeente-leeuwarden"), role="coach", by=None
    )
    assert not Client.objects.visible_to(of_user(lead.user, elsewhere)).exists()


def test_superuser_opens_nothing(world):
    client = world.client_of(world.coach())
    boss = world.actor("beheerder")
    boss.user.is_superuser = True
    boss.user.save()
    assert not Client.objects.visible_to(boss).exists()
    assert not policy.may(boss, Permission.CLIENT_READ, client.pk)


def test_bsn_only_on_the_grounds_of_uwv_and_municipality(world):
    for partner, seen in [("uwv", True), ("gemeente-leeuwarden", True), ("sociale-partners", False)]:
        coach = world.coach(partner)
        stance = policy.stance(coach, world.client_of(coach).pk)
        assert (FieldGroup.BSN in stance.groups) is seen


def test_support_sees_named_groups_only(world):
    client, helper = world.client_of(world.coach(name="Ulla")), world.coach("sociale-partners")
    world.involve(helper, client, Relation.SUPPORT, field_groups=[FieldGroup.PROFILE], until=timezone.now() + SOON)
    stance = policy.stance(helper, client.pk)
    assert stance.groups == RIGHTS[Relation.SUPPORT].groups | {FieldGroup.PROFILE}
    assert not stance.may(Permission.WERKPLAN_EDIT)


def test_change_of_lead_leaves_exactly_one(world):
    old, new = world.coach(name="Ulla"), world.coach("gemeente-leeuwarden")
    client = world.client_of(old)
    actions.change_lead(dossier=client.dossier, user=new.user, participation=new.cell, by=new)
    leads = Involvement.objects.live().filter(dossier=client.dossier, relation=Relation.LEAD)
    assert [row.user for row in leads] == [new.user]
    assert policy.stance(old, client.pk).relation == Relation.FORMER


def test_a_dossier_without_lead_cannot_be_committed(committed_world):
    lead = committed_world.coach()
    client = committed_world.client_of(lead)
    with pytest.raises(IntegrityError, match="no lead"), transaction.atomic():
        Involvement.objects.filter(dossier=client.dossier).update(valid_until=timezone.now())


def test_two_leads_are_refused(world):
    lead, other = world.coach(name="Ulla"), world.coach(name="Pieter")
    client = world.client_of(lead)
    with pytest.raises(IntegrityError, match="involvement_one_lead_at_a_time"), transaction.atomic():
        world.involve(other, client, Relation.LEAD)


@pytest.mark.parametrize("table", ["audit_event", "audit_reading"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET role = 'x'", "DELETE FROM {}"])
def test_the_log_refuses_changes(world, table, statement):
    lead = world.coach()
    client = world.client_of(lead)
    lead.saw([client.pk], "plan")
    from werkcentrum.audit.record import record_readings

    record_readings(lead)
    assert Event.objects.exists() and Reading.objects.exists()
    with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
