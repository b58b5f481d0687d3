"""The key forms of the same story with JavaScript off: slower, and just as complete."""

import pytest

from clients.models import Client
from tests.journeys import story
from tests.journeys.demo import Days, Screens
from tests.journeys.hands import press, sees


@pytest.fixture
def screens(demo, new_page):
    """Screens without JavaScript."""
    return Screens(new_page, {"java_script_enabled": False})


def test_story_without_javascript(screens):
    days = Days()
    gerda = screens.of("Gerda")
    press(gerda, "Alleen een vraag Zonder naam, 20 seconden")
    gerda.get_by_label("Werk zoeken").check()
    press(gerda, "Vastleggen")
    sees(gerda, "Balie")
    story.looks_up(gerda)
    dossier = story.registers(gerda)
    story.begins_intake(gerda, saves_itself=False)
    story.goes_on(gerda, days)
    story.finishes_intake(gerda)
    story.offers(gerda, dossier)
    story.assigns(screens.of("Tineke"), "Ulla Postma")
    ulla = screens.of("Ulla")
    story.drafts(ulla, dossier, days)
    story.agrees(ulla)
    story.previews_change(ulla, dossier, days)
    assert "Pwet 8a" in story.line_of(ulla, "c", story.TRIAL)
    story.confirms(ulla)
    story.assigns(screens.of("Rients"), "Marijke Jansma")
    marijke = screens.of("Marijke")
    marijke.goto("/overdrachten/")
    press(marijke, "Accepteren")
    sees(marijke, "Welkom in dit plan")
    assert Client.objects.get(surname="Amrani").plan.lead.partner.name == "Gemeente Leeuwarden"
