"""A change of income in the browser: one sees that nothing falls off, and every page is for everyone."""

import pytest

from services.models import Offer
from tests.factories.fatima import golden
from tests.support.browser import log_in, look, shot
from tests.support.clock import story_day
from werkcentrum.access import actions as access
from werkcentrum.access.models import Relation
from werkplan.models import Werkplan

__all__ = ["story_day"]
pytestmark = pytest.mark.usefixtures("story_day")


@pytest.fixture
def story(committed_world):
    story = golden(committed_world)
    story.offer("PP_GEM", "gemeente-leeuwarden", "Proefplaats Leeuwarden", situations=["BIJSTAND"])
    story.town = committed_world.coach("gemeente-leeuwarden", name="Ulbe Jansma")
    story.own = committed_world.actor("klant", name="Fatima el Amrani")
    access.involve(
        dossier=story.client.dossier, user=story.own.user, participation=None, relation=Relation.SELF, by=story.coach
    )
    return story


def test_from_ww_to_assistance(story, new_page, live_server):
    coach, leader, town, own = (new_page() for _ in range(4))
    log_in(coach, story.coach, live_server)
    log_in(leader, story.world.team_leader("gemeente-leeuwarden"), live_server)
    log_in(town, story.town, live_server)
    log_in(own, story.own, live_server)

    own.goto("/mijn/")
    look(own)
    shot(own, "mijn-stappen")

    coach.goto(f"/klanten/{story.client.public_id}/inkomen/wijzigen/")
    look(coach)
    shot(coach, "wijziging-vraag")
    coach.get_by_label("Wat wordt de nieuwe situatie?").select_option("BIJSTAND")
    coach.get_by_label("Vanaf welke dag?").fill("1-1-2027")
    coach.get_by_role("button", name="Bekijk wat dit betekent").click()
    assert "Er verdwijnt niets zonder reden" in coach.content()
    coach.locator(".wc-carry--b summary").first.click()
    look(coach)
    shot(coach, "wijziging-betekenis")
    coach.get_by_role("button", name="Bevestigen en aanbieden aan gemeente Leeuwarden").click()
    assert "De wijziging is vastgelegd" in coach.content()
    look(coach)
    shot(coach, "overgang")
    coach.goto("/overdrachten/")
    look(coach)
    shot(coach, "overdracht-gever")

    own.goto("/mijn/")
    look(own)
    shot(own, "mijn-verandering")
    own.goto("/mijn/plan/")
    look(own)
    shot(own, "mijn-plan")

    leader.goto("/overdrachten/")
    look(leader)
    shot(leader, "overdracht-teamleider")
    leader.get_by_label("Toewijzen aan").select_option(label="Ulbe Jansma (0 dossiers)")
    leader.get_by_role("button", name="Toewijzen").click()

    town.goto("/overdrachten/")
    look(town)
    shot(town, "overdracht-coach")
    town.get_by_role("link", name="Weigeren met reden").click()
    look(town)
    shot(town, "overdracht-kaart")
    town.get_by_role("button", name="Accepteren").click()
    assert "Welkom in dit plan" in town.content()
    look(town)
    shot(town, "overdracht-welkom")
    town.get_by_role("link", name="Beslissen over Mbo-certificaat zorg").click()
    town.locator(".wc-carry--b summary").first.click()
    look(town)
    shot(town, "overgang-beslissen")
    town.get_by_role("button", name="Gaat door").first.click()
    assert "Dit gaat door." in town.content()
    shot(town, "overgang-besloten")
    plan = Werkplan.objects.get()
    assert (plan.state, plan.lead) == ("in_uitvoering", story.town.cell)
    assert Offer.objects.count() == 1


def test_the_client_does_her_own_steps(story, new_page, live_server):
    own = new_page()
    log_in(own, story.own, live_server)
    own.goto("/mijn/")
    own.get_by_role("link", name="Lukt niet").first.click()
    own.get_by_role("button", name="Versturen").click()
    assert "Schrijf in een paar woorden op wat niet lukt" in own.content()
    look(own)
    shot(own, "mijn-lukt-niet")
    own.goto("/mijn/")
    own.get_by_role("button", name="Gedaan").first.click()
    assert "Goed gedaan!" in own.content()
    shot(own, "mijn-gedaan")


def test_from_the_desk_to_uwv(committed_world, new_page, live_server):
    world = committed_world
    leader, gids = world.team_leader("uwv"), world.gids()
    world.coach(name="Sanne Dijkstra")
    client = world.client_of(gids)
    desk, lead = new_page(), new_page()
    log_in(desk, gids, live_server)
    log_in(lead, leader, live_server)
    lead.goto("/overdrachten/")
    assert "Er wacht niets" in lead.content()
    look(lead)
    shot(lead, "overdracht-leeg")
    desk.goto(f"/klanten/{client.public_id}/aanbieden/")
    look(desk)
    shot(desk, "aanbieden")
    desk.get_by_role("button", name="Aanbieden aan UWV").click()
    assert "U blijft regiehouder" in desk.content()
    look(desk)
    shot(desk, "aangeboden")
    lead.goto("/overdrachten/")
    lead.get_by_label("Toewijzen aan").select_option(label="Sanne Dijkstra (0 dossiers)")
    lead.get_by_role("button", name="Toewijzen").click()
    assert "Sanne Dijkstra is nu regiehouder" in lead.content()
    assert desk.goto(f"/klanten/{client.public_id}/aanbieden/").status == 404
