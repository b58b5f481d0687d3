"""What goes wrong at a desk: a sentence says what and what to do, and nothing that was typed is lost."""

import re

from clients.models import Client, Visit
from tests.journeys.hands import field, fill, press, sees
from werkplan.models import Werkplan

WRONG_NUMBER = "999990018"


def test_wrong_input_is_explained_and_kept(screens):
    gerda = screens.of("Gerda")
    wrong_number(gerda)
    impossible_date(gerda)
    dossier = Client.objects.get(surname="Haddad").public_id
    ulla = screens.of("Ulla")
    overlapping_period(ulla, dossier)
    stale_form(screens, dossier)
    plan_without_goal(screens)
    double_click(gerda)


def wrong_number(gerda):
    """A BSN with a slip of the pen, at the look-up and at registration."""
    fill(gerda, {"Wie staat er voor u?": WRONG_NUMBER})
    press(gerda, "Opzoeken")
    sees(gerda, "Dit nummer klopt niet. Controleer de cijfers op het identiteitsbewijs.")
    assert field(gerda, "Wie staat er voor u?").input_value() == WRONG_NUMBER
    gerda.goto("/klanten/inschrijven/")
    fill(gerda, {"Roepnaam": "Jan", "Achternaam": "Proef", "BSN": WRONG_NUMBER})
    press(gerda, "Inschrijven en intake beginnen")
    sees(gerda, "Dit nummer klopt niet.", "Bespreek de uitleg over privacy met de klant")
    typed = {"Roepnaam": "Jan", "Achternaam": "Proef", "BSN": WRONG_NUMBER}
    assert {label: field(gerda, label).input_value() for label in typed} == typed


def impossible_date(gerda):
    """30 February, and a day to come."""
    fill(gerda, {"Dag": "30", "Maand": "2", "Jaar": "1990"})
    press(gerda, "Inschrijven en intake beginnen")
    sees(gerda, "Deze datum bestaat niet")
    assert [field(gerda, part).input_value() for part in ("Dag", "Maand", "Jaar")] == ["30", "2", "1990"]
    fill(gerda, {"Dag": "1", "Maand": "1", "Jaar": "2999"})
    press(gerda, "Inschrijven en intake beginnen")
    sees(gerda, "Deze geboortedatum ligt in de toekomst. Controleer het jaar.")


def overlapping_period(ulla, dossier):
    """The same situation twice in one time: both periods are named."""
    ulla.goto(f"/klanten/{dossier}/inkomen/")
    before = Client.objects.get(public_id=dossier).income_periods.count()
    first = Client.objects.get(public_id=dossier).income_periods.get().valid_from
    typed = f"{first.day}-{first.month}-{first.year}"
    fill(ulla, {"Situatie": "WW-uitkering", "Vanaf": typed, "Hoe weten we dit?": "Zelf verteld"})
    press(ulla, "Toevoegen")
    sees(ulla, re.compile("valt samen met"))
    assert field(ulla, "Vanaf").first.input_value() == typed
    assert Client.objects.get(public_id=dossier).income_periods.count() == before


def stale_form(screens, dossier):
    """Two screens on one goal: who saves second sees both texts."""
    goal = Werkplan.objects.get(client__public_id=dossier).goals.get()
    address = f"/klanten/{dossier}/plan/doel/{goal.pk}/"
    first = screens.of("Ulla")
    second = first.context.new_page()
    first.goto(address)
    second.goto(address)
    fill(second, {"Wat wil de klant?": "Ik wil een opleiding in de zorg."})
    press(second, "Bewaren")
    fill(first, {"Wat wil de klant?": "Ik wil bij mensen thuis werken."})
    press(first, "Bewaren")
    sees(first, "Iemand anders heeft dit net gewijzigd.", "Ik wil een opleiding in de zorg.")
    assert field(first, "Wat wil de klant?").input_value() == "Ik wil bij mensen thuis werken."
    goal.refresh_from_db()
    assert goal.text == "Ik wil een opleiding in de zorg."


def plan_without_goal(screens):
    """A plan without a goal cannot be laid before the client."""
    karel = screens.of("Karel")
    dossier = Client.objects.get(surname="Dijk").public_id
    karel.goto(f"/klanten/{dossier}/plan/")
    press(karel, "Plan beginnen")
    karel.goto(f"/klanten/{dossier}/plan/akkoord/")
    press(karel, "Voorleggen aan de klant")
    sees(karel, "Er staat nog geen doel in het plan.")
    assert Werkplan.objects.get(client__public_id=dossier).state == "concept"


def double_click(gerda):
    """An impatient hand records one visit, not two."""
    before = Visit.objects.count()
    gerda.goto("/balie/bezoek/")
    gerda.get_by_label("Werk zoeken").check()
    gerda.get_by_role("button", name="Vastleggen").dblclick()
    gerda.wait_for_url("**/balie/")
    gerda.wait_for_load_state("networkidle")
    assert Visit.objects.count() == before + 1
