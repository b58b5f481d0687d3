"""Moving to another municipality or region: the plan goes along, each service is proposed anew, rights follow."""

import datetime
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from clients.actions.moving import move_house
from clients.models import Client, Handover
from clients.next_receiver import next_receiver
from services.models import Instrument, Offer
from tests.factories.fatima import fatima
from tests.support.clock import story_day
from tests.support.kept import Kept
from werkcentrum.access import door
from werkcentrum.access.models import Dossier, Involvement
from werkcentrum.refusal import Conflict, Refused
from werkplan.actions import handover as actions
from werkplan.actions.remap import decide_remap
from werkplan.models import Inzet, RemapLine, Step, Werkplan
from werkplan.offers import circumstances, usable

__all__ = ["story_day"]
pytestmark = pytest.mark.usefixtures("story_day")
ADDRESS = {"postcode": "7311AA", "house_number": 1, "street": "Marktplein", "place": "Apeldoorn"}


def web(actor, deed):
    """Do it as the web does: behind the second door."""
    with transaction.atomic():
        door.enter(actor)
        try:
            return deed()
        finally:
            door.leave()


def offer_of(world, cell, code, title, **fields):
    values = {"valid_from": datetime.date(2026, 1, 1), "description": title, "state": "gepubliceerd"} | fields
    by = world.user("regiocoordinator", region=cell.region.name)
    return Offer.objects.create(
        instrument_id=code, provider=cell, region=cell.region, title=title, published_at=timezone.now(),
        published_by=by, **values,
    )  # fmt: skip


def use(story, offer, title):
    step = story.step(title, "bezig")
    return Inzet.objects.create(
        plan=story.plan, step=step, instrument=offer.instrument, offer=offer, state="gestart", starts_on="2026-09-01"
    )


class Far:
    """Fatima on assistance in Elburg (Regio Zwolle since 2026), led by that municipality; a team waits in Apeldoorn."""

    def __init__(self, world):
        self.world, here, there = world, "gemeente-elburg", "gemeente-apeldoorn"
        story = fatima(world)
        self.town = world.municipality("Apeldoorn")
        elburg = world.municipality("Elburg")
        self.zwolle, self.veluwe = elburg.region.name, self.town.region.name
        assert self.zwolle != self.veluwe
        self.coach = world.coach(here, region=self.zwolle)
        self.leader = world.team_leader(there, region=self.veluwe)
        self.next = world.coach(there, region=self.veluwe)
        self.client, self.plan, self.step, self.use = story.client, story.plan, story.step, story.use
        Dossier.objects.filter(pk=self.client.pk).update(region=elburg.region)
        Client.objects.filter(pk=self.client.pk).update(region=elburg.region, municipality=elburg)
        Werkplan.objects.filter(pk=self.plan.pk).update(region=elburg.region, lead=self.coach.cell)
        Involvement.objects.filter(dossier=self.client.pk, relation="lead").update(
            user=self.coach.user, participation=self.coach.cell, ground="municipality"
        )
        self.client.income_periods.update(code="BIJSTAND", valid_until=None)
        self.client = Client.objects.get(pk=self.client.pk)
        self.plan.refresh_from_db()

    def move(self, **values):
        def deed():
            client = Client.objects.select_related("municipality", "dossier").get(pk=self.client.pk)
            return move_house(
                client=client, version=client.version, municipality=self.town, values=ADDRESS | values, by=self.coach
            )

        return web(self.coach, deed)

    def offer(self):
        client = Client.objects.select_related("municipality", "dossier", "region").get(pk=self.client.pk)
        to = self.next.cell
        return web(self.coach, lambda: actions.offer(client=client, to=to, reason="Verhuisd.", by=self.coach))

    def take_over(self):
        row = self.offer()
        web(self.leader, lambda: actions.assign(handover=row, coach=self.next.user, by=self.leader))
        return web(self.next, lambda: actions.accept(handover=Handover.objects.get(pk=row.pk), by=self.next))


@pytest.fixture
def far(world):
    return Far(world)


def test_case_6_from_elburg_to_apeldoorn_region_and_municipality_change_together(far):
    """domain.md §10, 6: the handover goes to the municipality of the new region; the old region keeps `former`."""
    old_region = far.client.region
    far.move()
    client = Client.objects.select_related("municipality__region", "dossier").get(pk=far.client.pk)
    assert client.municipality == far.town and client.region == old_region, "the dossier stays until it is taken over"
    found = next_receiver(client, far.coach.cell)
    assert (found.receiver.cell, found.receiver.answer.article.startswith("Pwet")) == (far.next.cell, True)
    kept = Kept(client.pk)
    far.take_over()
    assert kept.lost() == []
    client.refresh_from_db()
    plan = Werkplan.objects.get(pk=far.plan.pk)
    new = far.town.region
    assert (client.region, Dossier.objects.get(pk=client.pk).region, plan.region, plan.lead) == (
        new, new, new, far.next.cell,
    )  # fmt: skip
    left = Involvement.objects.live().filter(dossier=client.pk, participation__region=old_region)
    assert {row.relation for row in left} == {"former"}
    assert web(far.coach, lambda: Client.objects.visible_to(far.coach).count()) == 0
    assert web(far.coach, lambda: Step.objects.count()) == 0, "the second door is shut too"
    assert web(far.next, lambda: Client.objects.visible_to(far.next).get()) == client


def test_who_supported_in_the_old_region_ends_with_the_move(far):
    helper = far.world.coach("gemeente-elburg", region=far.zwolle, name="Helper")
    until = timezone.now() + datetime.timedelta(days=20)
    far.world.involve(helper, far.client, "support", field_groups=["G5"], until=until)
    far.move()
    far.take_over()
    assert not Involvement.objects.live().filter(dossier=far.client.pk, user=helper.user).exists()


def test_each_service_is_same_similar_or_none_and_nothing_changes_by_itself(far):
    here, there = far.coach.cell, far.next.cell
    same = use(far, offer_of(far.world, here, "TAAL", "Taal in Elburg"), "Taal leren")
    phase = Instrument.objects.get(pk="SCHOLING_WW").phase
    other = Instrument.objects.filter(phase=phase, situations=[]).exclude(pk__in=["TAAL", "SCHOLING_WW"]).first()
    needs = ["scholing"]
    similar = use(far, offer_of(far.world, here, "SCHOLING_WW", "Vakcursus Elburg", needs=needs), "Vak leren")
    nothing = use(far, offer_of(far.world, here, "BESCHUT", "Beschut in Elburg"), "Beschut werken")
    language = offer_of(far.world, there, "TAAL", "Taal in Apeldoorn")
    course = offer_of(far.world, there, other.pk, "Cursus Apeldoorn", needs=needs) if other else None
    far.move()
    row = far.take_over()
    lines = {line.inzet_id: line for line in RemapLine.objects.filter(handover=row)}
    assert (lines[same.pk].verdict, lines[same.pk].offer) == ("zelfde", language)
    if course:
        assert (lines[similar.pk].verdict, lines[similar.pk].offer) == ("lijkt_op", course)
    assert (lines[nothing.pk].verdict, lines[nothing.pk].offer) == ("geen", None)
    assert "nieuw besluit" in lines[same.pk].reason and "40.1" in lines[same.pk].article
    assert {inzet.state for inzet in Inzet.objects.filter(plan=far.plan)} == {"gestart"}, "never silently changed"

    taken = Inzet.objects.select_related("plan__client", "step", "offer", "instrument").get(pk=same.pk)
    web(far.next, lambda: decide_remap(inzet=taken, choice="over", by=far.next))
    fresh = Inzet.objects.get(replaces=same)
    old = Inzet.objects.get(pk=same.pk)
    assert (fresh.offer, fresh.state, fresh.step) == (language, "verkend", same.step)
    assert (old.offer.title, old.state, old.reason) == (
        "Taal in Elburg", "voortijdig_beeindigd", "Verhuisd: verder met ‘Taal in Apeldoorn’.",
    )  # fmt: skip
    with pytest.raises(Conflict, match="al besloten"):
        web(far.next, lambda: decide_remap(inzet=taken, choice="over", by=far.next))
    stays = Inzet.objects.select_related("plan__client", "step", "offer", "instrument").get(pk=nothing.pk)
    with pytest.raises(Refused, match="geen nieuw aanbod"):
        web(far.next, lambda: decide_remap(inzet=stays, choice="over", by=far.next))
    with pytest.raises(Refused, match="Schrijf op waarom"):
        web(far.next, lambda: decide_remap(inzet=stays, choice="stopt", by=far.next))
    web(far.next, lambda: decide_remap(inzet=stays, choice="blijft", by=far.next))
    assert Inzet.objects.get(pk=nothing.pk).state == "gestart"


def test_the_time_of_an_exemption_counts_on_in_the_next_municipality(far):
    """Participatiewet 9a.4: the years are not reset."""
    inzet = far.use("ONTHEFFING", "Ontheffing sollicitatieplicht")
    far.move()
    far.take_over()
    line = RemapLine.objects.get(inzet=inzet)
    assert "telt mee (sinds 1 september 2026)" in line.reason and line.article == "Participatiewet 9a.4"
    assert Inzet.objects.get(pk=inzet.pk).starts_on == datetime.date(2026, 9, 1)


def test_within_a_region_what_reaches_the_new_town_goes_on_without_a_word(world):
    story = fatima(world)
    everywhere = offer_of(world, world.cell("sociale-partners"), "TAAL", "Taal overal")
    use(story, everywhere, "Taal leren")
    story.client.income_periods.update(code="BIJSTAND", valid_until=None)
    leader, coach = world.team_leader("gemeente-leeuwarden"), world.coach("gemeente-leeuwarden")
    row = actions.offer(client=story.client, to=coach.cell, reason="Bijstand.", by=story.coach)
    actions.assign(handover=row, coach=coach.user, by=leader)
    actions.accept(handover=Handover.objects.get(), by=coach)
    assert not RemapLine.objects.exists()


def test_case_19_what_is_local_to_ede_is_not_offered_in_wageningen(world):
    """domain.md §10, 19: the same region, another town: neither on the menu nor as a replacement after a move."""
    fatima(world)
    ede, far = world.cell("gemeente-ede", "FoodValley"), world.municipality("Wageningen")
    local = offer_of(world, ede, "TAAL", "Taal voor Edenaren", reach=[world.municipality("Ede").code])
    coach = world.coach("gemeente-wageningen", region="FoodValley")
    client = world.client_of(coach, situation="BIJSTAND", municipality="Wageningen")
    who = circumstances(client, timezone.localdate())
    assert who.municipality_code == far.code and local not in usable(who)
    mover = world.client_of(coach, situation="BIJSTAND", municipality="Ede", surname="Ander")
    assert local in usable(circumstances(mover, timezone.localdate()))


def test_a_move_within_the_town_is_no_move(far):
    far.town = far.client.municipality
    with pytest.raises(Refused, match="woont al in Elburg"):
        far.move()


# Pages


def post(world, actor, url, **data):
    return world.browser(actor).post(url, {"submit_key": str(uuid4()), **data})


def test_moving_deciding_and_the_welcome_in_the_browser(far):
    world = far.world
    inzet = use(far, offer_of(world, far.coach.cell, "TAAL", "Taal in Elburg"), "Taal leren")
    offer_of(world, far.next.cell, "TAAL", "Taal in Apeldoorn")
    url = reverse("werkplan:move_house", args=[far.client.public_id])
    browser = world.browser(far.coach)
    assert "Het plan gaat mee" in browser.get(url).content.decode()
    wrong = post(world, far.coach, url, municipality="", version=far.client.version, place="Apeldoorn")
    assert wrong.status_code == 422 and "Apeldoorn" in wrong.content.decode()
    answer = post(world, far.coach, url, municipality=far.town.pk, version=far.client.version, **ADDRESS)
    offer = reverse("werkplan:handover_offer", args=[far.client.public_id])
    assert answer.url == offer
    text = browser.get(offer).content.decode()
    assert "Aanbieden aan gemeente Apeldoorn" in text and "Taal in Apeldoorn" in text and "Zelfde aanbod" in text
    assert "Gaat mee" in text and "eigen werkaantekeningen" in text and "heeft die taak" in text
    again = post(world, far.coach, url, municipality=far.town.pk, version=far.client.version, **ADDRESS)
    assert again.status_code in (409, 422)
    row = far.take_over()
    text = world.browser(far.next).get(reverse("werkplan:handover_welcome", args=[row.public_id])).content.decode()
    assert "Beslis over hulp van de vorige woonplaats" in text and "Taal in Apeldoorn" in text
    page = reverse("werkplan:remap", args=[far.client.public_id])
    assert "Er is nog niets veranderd" in world.browser(far.next).get(page).content.decode()
    deed = reverse("werkplan:remap_decide", args=[far.client.public_id, inzet.pk])
    assert post(world, far.next, deed).status_code == 422
    done = post(world, far.next, deed, **{f"i{inzet.pk}-choice": "over"})
    assert done.status_code == 302
    assert "Alles is besloten" in world.browser(far.next).get(page).content.decode()
    assert post(world, far.next, deed, **{f"i{inzet.pk}-choice": "over"}).status_code == 409
    for shut in (page, url):
        assert world.browser(far.coach).get(shut).status_code == 404
