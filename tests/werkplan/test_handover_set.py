"""What goes along when somebody takes over, what stays, and what needs a ground: by who can read it afterwards."""

import uuid

import pytest
from django.urls import reverse

from clients.documents import readable
from clients.models import Document, Handover
from services.load import load_catalogue
from tests.support.dossiers import full, offer_of
from tests.support.kept import Kept
from werkcentrum.access import policy
from werkcentrum.permissions import FieldGroup as G
from werkcentrum.permissions import Permission as P
from werkplan.actions import handover as actions
from werkplan.handover_set import handover_set

MUNICIPAL, UNION = "gemeente-leeuwarden", "sociale-partners"


class Passed:
    """A dossier with everything in it, taken over by a coach of `partner`."""

    def __init__(self, world, partner):
        load_catalogue()
        self.world, self.old = world, world.coach(name="Oud")
        self.whole = full(world, self.old, 90, offer=offer_of(world, "gepubliceerd"))
        self.client = self.whole.client
        self.income = self.paper(Document.Kind.INCOME)
        self.new, leader = world.coach(partner, name="Nieuw"), world.team_leader(partner)
        row = Handover.objects.create(
            client=self.client, from_participation=self.old.cell, to_participation=self.new.cell,
            offered_by=self.old.user, due_on="2099-01-01", expires_on="2099-01-02", reason="Zo.",
        )  # fmt: skip
        self.whole.plan.offer(to=self.new.cell)
        self.whole.plan.save()
        kept = Kept(self.client.pk)
        actions.assign(handover=row, coach=self.new.user, by=leader)
        actions.accept(handover=Handover.objects.get(pk=row.pk), by=self.new)
        self.lost = kept.lost()
        self.stance = policy.stance(self.new, self.client.pk)

    def paper(self, kind):
        row = Document.objects.get(pk=self.whole.document.pk)
        row.pk, row.kind, row.name = None, kind, f"{kind}.png"
        row.public_id, row.digest = uuid.uuid4(), uuid.uuid4().hex * 2
        row.save(force_insert=True)
        return row

    def page(self, name, actor=None):
        browser = self.world.browser(actor or self.new)
        return browser.get(reverse(name, args=[self.client.public_id])).content.decode()


@pytest.fixture
def to_town(world):
    return Passed(world, MUNICIPAL)


@pytest.fixture
def to_union(world):
    return Passed(world, UNION)


def test_goals_steps_agreements_consent_and_the_story_go_along(to_town):
    assert to_town.lost == []
    plan = to_town.page("werkplan:plan")
    for there in ("Ik wil werk.", "Taal leren", "Cv maken", "Op tijd komen.", "Wij bellen."):
        assert there in plan
    assert "Besproken." in to_town.page("werkplan:timeline")
    version = reverse("werkplan:version", args=[to_town.client.public_id, 1])
    assert "Goed zo." in to_town.world.browser(to_town.new).get(version).content.decode()


def test_a_municipality_reads_what_rests_on_a_task_of_law(to_town):
    assert {G.BSN, G.BARRIERS, G.CAPACITY, G.INCOME} <= to_town.stance.groups and to_town.stance.may(P.BSN_READ)
    assert to_town.income in readable(to_town.client, to_town.stance)
    assert handover_set(to_town.new.cell).has_ground


def test_social_partners_read_no_number_no_limits_and_no_papers_about_money(to_union):
    stance = to_union.stance
    assert stance.relation == "lead" and not {G.BSN, G.BARRIERS, G.CAPACITY} & stance.groups
    found = set(readable(to_union.client, stance))
    assert to_union.income not in found and to_union.whole.document in found
    assert "inkomen.png" not in to_union.page("werkplan:documents")
    assert not handover_set(to_union.new.cell).has_ground
    assert "Taal leren" in to_union.page("werkplan:plan")


def test_the_old_partner_keeps_what_one_wrote_oneself_and_opens_nothing(to_town):
    for name in ("werkplan:plan", "clients:person", "werkplan:timeline", "werkplan:documents"):
        url = reverse(name, args=[to_town.client.public_id])
        assert to_town.world.browser(to_town.old).get(url).status_code == 404
    assert "Besproken." in to_town.page("werkplan:former", to_town.old)
    assert policy.stance(to_town.old, to_town.client.pk).groups == {G.EXISTS, G.NAME}
