"""A morning at the desk: four keys for a visit, one field for everybody, and every page for everyone."""

import re

import pytest

from clients.models import Client, LightContact, Visit
from tests.support.browser import log_in, look, shot


@pytest.fixture
def gids(committed_world):
    return committed_world.gids(name="Gerda Visser")


@pytest.fixture
def desk(page, gids, live_server):
    log_in(page, gids, live_server)
    page.goto("/balie/")
    return page


def test_a_visit_in_four_keys_without_leaving_the_desk(desk):
    desk.keyboard.press("n")
    desk.locator("#paneel input[name=reason]").first.wait_for()
    desk.wait_for_function("document.activeElement.name === 'reason'")
    look(desk)
    shot(desk, "balie-bezoek")
    desk.locator("#paneel input[name=reason]").first.focus()
    for key in ("5", "v", "Enter"):
        desk.keyboard.press(key)
    desk.get_by_text("Bezoek vastgelegd: taal, 5 minuten.").wait_for()
    assert desk.url.endswith("/balie/") and desk.locator("#paneel form").count() == 0
    visit = Visit.objects.get()
    assert (visit.reason, visit.outcome) == ("taal", "verwezen")
    shot(desk, "balie")


def test_keys_are_for_choosing_not_for_typing(desk):
    desk.get_by_role("link", name="Naam en nummer").first.click()
    desk.get_by_label("Roepnaam").fill("Jadzia")
    desk.get_by_label(re.compile("^Telefoon")).fill("06 12 34 56 78")
    desk.get_by_role("textbox", name="Vraag").press_sequentially("1 vraag over taal")
    assert desk.locator("[name=reason]:checked").count() == 0
    desk.get_by_role("button", name="Bewaren").click()
    desk.locator("[data-error-summary]").wait_for()
    assert desk.get_by_role("textbox", name="Vraag").input_value() == "1 vraag over taal"
    look(desk)
    desk.get_by_label("Taal").check()
    desk.get_by_role("button", name="Bewaren").click()
    desk.get_by_text("Naam en vraag bewaard.").wait_for()
    assert LightContact.objects.get().call_name == "Jadzia"
    desk.get_by_text("Afhandelen").click()
    look(desk)
    desk.get_by_label("Wat is de uitkomst?").fill("Komt dinsdag")
    desk.get_by_role("button", name="Gedaan").click()
    desk.get_by_text("Jadzia is teruggebeld").wait_for()


def test_from_a_miss_to_one_dossier(desk, committed_world):
    desk.keyboard.press("/")
    desk.keyboard.type("14-03-1995 el Amrani 12")
    desk.keyboard.press("Enter")
    desk.get_by_text("Geen dossier gevonden").wait_for()
    look(desk)
    shot(desk, "opzoeken-niet-gevonden")
    desk.locator("#antwoord").get_by_role("button", name="Inschrijven").click()
    desk.wait_for_url("**/inschrijven/")
    assert desk.locator("[name=surname]").input_value() == "Amrani"
    desk.get_by_label("Roepnaam").fill("Fatima")
    desk.get_by_label("Postcode").fill("3771 AB")
    desk.keyboard.press("Tab")
    desk.get_by_text("Gemeente Barneveld volgt uit de postcode").wait_for()
    desk.get_by_text("Deze gemeente hoort bij Werkcentrum FoodValley").wait_for()
    desk.get_by_label("Postcode").fill("8911 AB")
    desk.get_by_label("Gemeente").select_option(label="Leeuwarden")
    desk.get_by_label("BSN", exact=True).fill("123456789")
    desk.get_by_label("Identiteitsbewijs gezien").select_option(label="Paspoort")
    desk.get_by_role("button", name="Inschrijven en intake beginnen").click()
    desk.locator("[data-error-summary]").wait_for()
    look(desk)
    shot(desk, "inschrijven-fouten")
    desk.get_by_label("BSN", exact=True).fill("999990019")
    desk.get_by_label("Werk zoeken").check()
    desk.get_by_label("Ik heb de uitleg over privacy").check()
    desk.get_by_role("button", name="Inschrijven en intake beginnen").click()
    desk.wait_for_url("**/intake/1/")
    assert Client.objects.get().name == "Fatima el Amrani"
    desk.goto("/klanten/opzoeken/")
    desk.get_by_label("Wie staat er voor u?").fill("999990019")
    desk.keyboard.press("Enter")
    desk.get_by_text("Fatima el Amrani: open het dossier").wait_for()


def test_is_it_one_of_these(desk, committed_world):
    committed_world.client_of(committed_world.coach(), surname="Amranni")
    desk.goto("/klanten/inschrijven/")
    desk.get_by_label("Roepnaam").fill("Fatima")
    desk.locator("[name=surname]").fill("Amrani")
    for part, value in (("Dag", "14"), ("Maand", "3"), ("Jaar", "1995")):
        desk.get_by_label(part, exact=True).fill(value)
    desk.get_by_label("Geen BSN?").select_option(label="Klant neemt het later mee")
    desk.get_by_label("Werk zoeken").check()
    desk.get_by_label("Ik heb de uitleg over privacy").check()
    desk.get_by_role("button", name="Inschrijven en intake beginnen").click()
    desk.get_by_text("Is het een van deze mensen?").wait_for()
    desk.get_by_text("Vraag het aan UWV (regio Friesland)").wait_for()
    look(desk)
    shot(desk, "inschrijven-dubbel")
    desk.get_by_role("button", name="Nee, schrijf in").click()
    desk.wait_for_url("**/intake/1/")
    assert Client.objects.count() == 2


def test_without_javascript(new_page, gids, live_server):
    page = new_page(java_script_enabled=False)
    log_in(page, gids, live_server)
    page.goto("/balie/")
    page.get_by_role("link", name="Alleen een vraag").click()
    page.get_by_label("Geldzorgen").check()
    page.get_by_role("button", name="Vastleggen").click()
    page.get_by_text("Bezoek vastgelegd: geldzorgen").wait_for()
    page.get_by_label("Wie staat er voor u?").fill("14-03-1995 Jansen 12")
    page.get_by_role("button", name="Opzoeken").click()
    page.get_by_text("Geen dossier gevonden").wait_for()
    page.get_by_role("button", name="Inschrijven").click()
    assert page.locator("[name=surname]").input_value() == "Jansen"


def test_who_helps_me(page):
    page.goto("/wie-helpt-mij/")
    page.get_by_role("button", name="Laat zien wie mij helpt").click()
    page.locator("[data-error-summary]").wait_for()
    look(page)
    page.get_by_label("U bent werkloos en krijgt WW van UWV.").check()
    page.get_by_label("In welke gemeente woont u?").select_option(label="Leeuwarden")
    page.get_by_role("button", name="Laat zien wie mij helpt").click()
    page.get_by_text("UWV betaalt uw uitkering.").wait_for()
    page.get_by_text("Waarom?").click()
    look(page)
    shot(page, "wie-helpt-mij")
    assert page.context.cookies() == []
