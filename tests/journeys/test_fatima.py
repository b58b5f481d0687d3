"""From a first visit to a running plan that survives a change of income: the story of the product, in a browser."""

import pytest

from clients.models import Client, Intake, Visit
from tests.journeys import story
from tests.journeys.demo import Days
from tests.journeys.hands import press, sees
from tests.support.browser import shot
from werkcentrum.access.models import Involvement
from werkcentrum.web.dates import long_date
from werkplan.demo.clock import days_ago
from werkplan.models import Werkplan

UWV, TOWN = "UWV", "Gemeente Leeuwarden"


def leads(client):
    """Who leads: exactly one at every moment."""
    rows = Involvement.objects.live().filter(dossier=client.pk, relation="lead").select_related("user")
    assert len(rows) == 1
    return rows[0].user.name


def contents(plan):
    """Every goal and step as it stands in the database, with its id."""
    goals = list(plan.goals.values("pk", "text", "kind", "position", "version"))
    steps = list(plan.steps.values("pk", "title", "who", "due_on", "proof", "state", "position", "goal", "version"))
    return goals, steps


def history(client):
    """The timeline, oldest first."""
    return list(client.timeline.order_by("pk").values_list("pk", "text"))


@pytest.fixture
def days():
    """The days of the story."""
    return Days()


def test_story_of_fatima(screens, days):
    dossier, client = from_visit_to_intake(screens, days)
    from_intake_to_coach(screens, dossier, client)
    plan = from_draft_to_running_plan(screens, dossier, client, days)
    kept = contents(plan), history(client)
    from_preview_to_offer(screens, dossier, client, days)
    from_card_to_new_lead(screens, dossier, client)
    nothing_lost(screens, dossier, client, kept)
    at_home(screens)
    on_the_first_day(screens, dossier, days)


def from_visit_to_intake(screens, days):
    gerda = screens.of("Gerda")
    visits = Visit.objects.count()
    story.looks_up(gerda)
    dossier = story.registers(gerda)
    assert Visit.objects.count() == visits + 1
    story.begins_intake(gerda)
    screens.closes("Gerda")
    joost = screens.of("Joost")
    story.finds_draft(joost)
    story.goes_on(joost, days)
    story.finishes_intake(joost)
    client = Client.objects.get(surname="Amrani")
    assert leads(client) == "Gerda Visser"
    return dossier, client


def from_intake_to_coach(screens, dossier, client):
    story.offers(screens.of("Gerda"), dossier)
    assert leads(client) == "Gerda Visser"
    assert screens.of("Ulla").goto(f"{dossier}plan/").status == 404
    story.assigns(screens.of("Tineke"), "Ulla Postma")
    assert leads(client) == "Ulla Postma"


def from_draft_to_running_plan(screens, dossier, client, days):
    ulla = screens.of("Ulla")
    ulla.goto("/vandaag/")
    sees(ulla, "Fatima el Amrani")
    shot(ulla, "vandaag")
    story.drafts(ulla, dossier, days)
    story.agrees(ulla)
    story.grants(ulla, dossier, story.DUTCH, story.CERTIFICATE)
    ulla.goto(f"{dossier}plan/")
    shot(ulla, "plan")
    text = story.pdf_text(ulla, f"{dossier}plan.pdf")
    for words in (story.GOAL, "Mijn stappen", *story.STEPS, story.DUTY, "UWV"):
        assert words in text
    assert story.FATIMA_BSN not in text
    return Werkplan.objects.get(client=client)


def from_preview_to_offer(screens, dossier, client, days):
    ulla = screens.of("Ulla")
    periods = list(client.income_periods.values_list("code", "valid_until"))
    story.previews_change(ulla, dossier, days)
    assert periods == list(client.income_periods.values_list("code", "valid_until"))
    shot(ulla, "inkomen-verandert")
    assert "hangt niet af van uw inkomen" in story.line_of(ulla, "a", story.DUTCH)
    line = story.line_of(ulla, "b", story.CERTIFICATE)
    assert "gemeente Leeuwarden" in line and "Pwet 7.1.a" in line and long_date(days.last) in line
    line = story.line_of(ulla, "c", story.TRIAL)
    assert "Proefplaats bij een Leeuwarder bedrijf" in line and "Pwet 8a" in line
    assert "WW 24" in story.line_of(ulla, "d", story.DUTY)
    story.confirms(ulla)
    assert leads(client) == "Ulla Postma"
    assert Werkplan.objects.get(client=client).lead.partner.name == UWV


def from_card_to_new_lead(screens, dossier, client):
    story.assigns(screens.of("Rients"), "Marijke Jansma")
    marijke = screens.of("Marijke")
    for part in ("", "plan/", "intake/1/", "verloop/", "documenten/", "plan.pdf"):
        assert marijke.request.get(f"{dossier}{part}").status == 404, part
    marijke.goto("/overdrachten/")
    sees(marijke, *story.STEPS)
    card = marijke.locator("main").inner_text()
    assert "Fatima" not in card and story.GOAL not in card
    marijke.get_by_role("link", name="F. el A., 1995").click()
    shot(marijke, "overdracht")
    assert leads(client) == "Ulla Postma"
    press(marijke, "Accepteren")
    sees(marijke, "Welkom in dit plan", "Beslis hier als eerste over")
    shot(marijke, "welkom")
    assert leads(client) == "Marijke Jansma"


def nothing_lost(screens, dossier, client, kept):
    plan = Werkplan.objects.get(client=client)
    assert contents(plan) == kept[0]
    assert history(client)[: len(kept[1])] == kept[1]
    assert plan.lead.partner.name == TOWN
    assert Intake.objects.filter(client=client).count() == 1
    marijke = screens.of("Marijke")
    marijke.goto(f"{dossier}plan/")
    sees(marijke, story.GOAL, *story.STEPS, "In uitvoering", "Marijke Jansma, gemeente Leeuwarden")
    shot(marijke, "plan-gemeente")
    marijke.goto(dossier)
    sees(marijke, story.QUESTION, "Verzorgende")
    marijke.goto(f"{dossier}documenten/")
    sees(marijke, "Versie 1", "WW-uitkering → Bijstandsuitkering")
    marijke.goto(f"{dossier}verloop/?soort=mijlpalen")
    sees(marijke, "Marijke Jansma (Gemeente Leeuwarden) is nu regiehouder.")
    shot(marijke, "verloop")
    assert "Marijke Jansma" in story.pdf_text(marijke, f"{dossier}plan.pdf")
    ulla = screens.of("Ulla")
    assert ulla.goto(f"{dossier}plan/").status == 404
    assert ulla.goto(f"{dossier}intake/1/").status == 404


def at_home(screens):
    """A client on her own phone: what to do this week, and nobody else's plan."""
    sanne = screens.of("Sanne")
    sees(sanne, "Deze week", "Cv bijwerken")
    assert "Fatima" not in sanne.content()
    shot(sanne, "thuis")


def on_the_first_day(screens, dossier, days):
    """When the new situation has begun, the menu is that of the municipality."""
    screens.closes("Marijke")
    with days_ago((Days().last - days.new).days - 40):
        marijke = screens.of("Marijke")
        marijke.goto(f"{dossier}plan/stap/?zoek=proefplaats")
        mine = marijke.locator("li").filter(
            has=marijke.get_by_role("heading", name="Proefplaats bij een Leeuwarder bedrijf")
        )
        sees(mine, "Mag")
        theirs = marijke.locator("li").filter(has=marijke.get_by_role("heading", name="Op proef werken met WW"))
        sees(theirs, "Nu niet")
        marijke.goto(f"{dossier}plan/")
        sees(marijke, "Bijstandsuitkering", story.GOAL)
