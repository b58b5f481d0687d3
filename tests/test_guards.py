"""Guards that nothing else sees go: each test here fails when one guard of the source is taken away (B4)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from clients.policy import open_client
from werkcentrum.access import actions as access
from werkcentrum.access import policy
from werkplan.actions.closing import close_dossier


@pytest.fixture
def lead(world):
    return world.coach(name="Ulla")


@pytest.fixture
def client(world, lead):
    return world.client_of(lead)


def test_of_two_dossiers_each_opens_its_own(world, lead, client):
    other = world.client_of(lead, surname="Tweedema")
    for person in (client, other):
        page = world.browser(lead).get(reverse("clients:person", args=[person.public_id])).content.decode()
        assert [name for name in ("Amrani", "Tweedema") if name in page] == [person.surname]


@pytest.mark.parametrize("known", [False, True])
def test_who_has_no_relation_opens_nothing_and_leaves_no_reading(world, client, known):
    nobody = world.coach(name="Pieter")
    with pytest.raises(Http404):
        open_client(nobody, client.public_id, part="former", known=known)
    assert not nobody.shown


def test_who_has_no_relation_has_no_fields(world, client):
    nobody = policy.stance(world.coach(name="Pieter"), client.pk)
    assert (nobody.groups, nobody.still, nobody.is_closed, nobody.is_sealed) == (frozenset(), "", False, False)


def test_a_substitute_does_not_close_a_dossier(world, client):
    other = world.coach(name="Pieter")
    world.involve(other, client)
    with pytest.raises(PermissionDenied):
        close_dossier(client=client, by=other)
    with pytest.raises(PermissionDenied):
        access.close_dossier(dossier=client.dossier, by=other)
