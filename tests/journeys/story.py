"""The scenes of Fatima's story, done as the people of the demonstration do them: by the words on the screen."""

import io
import re

from pypdf import PdfReader

from tests.journeys.demo import FATIMA_BSN
from tests.journeys.hands import field, fill, fold, press, sees, unfold
from tests.support.browser import shot

QUESTION = "Mijn WW stopt straks. Ik wil graag in de zorg werken."
GOAL = "Ik wil in de zorg werken, met een contract."
STEPS = {
    "Nederlands leren op niveau B1": ("Nederlands leren", "Taalcursus Nederlands (NT2) in Leeuwarden", "Klant"),
    "Mbo-certificaat zorg halen": ("certificaat zorg", "Mbo-certificaat zorg met WW", "Klant"),
    "Op proef werken bij een zorginstelling": ("proefplaatsing", "Op proef werken met WW", "Werkgever"),
}
DUTCH, CERTIFICATE, TRIAL = STEPS
DUTY = "U zoekt genoeg naar werk dat bij u past."


def looks_up(gids):
    """Nobody by this number: then she can be registered."""
    shot(gids, "balie")
    fill(gids, {"Wie staat er voor u?": FATIMA_BSN})
    press(gids, "Opzoeken")
    sees(gids, "Geen dossier gevonden")


def registers(gids):
    """The visit and the person in one form; the prefix in the surname is put apart and asked about."""
    press(gids.get_by_role("region", name="Antwoord"), "Inschrijven")
    assert gids.get_by_label("BSN", exact=True).input_value() == FATIMA_BSN
    name = {"Roepnaam": "Fatima", "Voornamen": "Fatima", "Achternaam": "el Amrani"}
    born = {"Dag": "14", "Maand": "3", "Jaar": "1995"}
    lives = {"Postcode": "8911 AA", "Huisnummer": "12", "Straat": "Verzonnenstraat", "Woonplaats": "Leeuwarden"}
    seen = {"Telefoon": "06-00000031", "Gemeente": "Leeuwarden", "Identiteitsbewijs gezien": "Verblijfsdocument"}
    fill(gids, name | born | lives | seen)
    gids.get_by_label("Inkomen of uitkering").check()
    fill(gids, {"Ik heb de uitleg over privacy met de klant besproken": True})
    press(gids, "Inschrijven en intake beginnen")
    sees(gids, "Wij zetten “el” bij het voorvoegsel")
    assert field(gids, "Roepnaam").input_value() == "Fatima"
    shot(gids, "inschrijven")
    press(gids, "Inschrijven en intake beginnen")
    gids.wait_for_url("**/intake/1/")
    return re.sub(r"intake/1/.*", "", gids.url)


def begins_intake(gids, *, saves_itself=True):
    """The first step; with JavaScript every group is kept as one leaves it."""
    fill(gids, {"Waarmee kunnen wij u helpen?": QUESTION})
    unfold(gids, "Hoe hebben we het liefst contact met u?")
    fill(gids.get_by_role("group", name="Hoe hebben we het liefst contact met u?"), {"Telefoon": True})
    if saves_itself:
        sees(gids.locator("#saved-contact"), re.compile(r"Bewaard \d\d:\d\d"))
        sees(gids.locator("#saved-question"), re.compile(r"Bewaard \d\d:\d\d"))
        shot(gids, "intake")


def finds_draft(colleague):
    """A colleague of the same desk finds the draft and goes on where it was left."""
    colleague.goto("/balie/")
    press(colleague, "Fatima el Amrani")
    sees(colleague, QUESTION)


def goes_on(gids, days):
    """The other three steps."""
    press(gids, "Bewaar en verder")
    income = gids.get_by_role("region", name="Inkomen", exact=True)
    fill(income, {"Situatie": "WW-uitkering", "Vanaf": "1-5-2026", "Tot en met": days.typed(days.last)})
    press(income, "Situatie toevoegen")
    sees(gids, "WW-uitkering van 1 mei 2026")
    press(gids, "Bewaar en verder")
    part = _part(gids)
    fill(part("Welk werk wilt u doen?"), {"Beroep": "Verzorgende"})
    fill(part("Welk werk heeft u gedaan?"), {"Beroep of functie": "Schoonmaker"})
    school = {"Naam van de opleiding": "Middelbare school", "Niveau": "Havo of vwo"}
    fill(part("Welke opleidingen heeft u gedaan?"), school | {"Hoe ging het?": "Afgerond", "Diploma": "Ja"})
    fill(part("Welke talen spreekt u, en hoe goed?"), {"Taal": "Arabisch", "Spreken": "Heel goed"})
    press(gids, "Bewaar en verder")
    fill(part("Hoeveel uur per week wilt en kunt u werken?"), {"Minimaal": "24", "Maximaal": "32"})
    fill(part("Vanaf wanneer kunt u werken?"), {"Vanaf": days.typed(days.new)})
    press(gids, "Bewaar en controleer")


def _part(page):
    return lambda name: page.get_by_role("group", name=name, exact=True)


def finishes_intake(gids):
    """Everything on one page, and then who helps, why, and by which article."""
    sees(gids, "Controleer de antwoorden", QUESTION, "Verzorgende", "Minimaal: 24")
    press(gids, "Intake afronden")
    sees(gids, "Wie helpt u verder", "UWV betaalt uw uitkering. Daarom helpt UWV u ook naar werk.")
    gids.get_by_text("Waarom?", exact=True).click()
    sees(gids, re.compile(r"Regel 5 van de 14 regels\. Artikel: Pwet 7\.3\.c, 7\.7"))
    shot(gids, "wie-helpt")


def offers(gids, dossier):
    """The gids who leads offers the dossier, and stays responsible."""
    gids.goto(f"{dossier}wie-helpt/")
    press(gids, "Aanbieden aan UWV")
    fill(gids, {"Waarom draagt u over?": "WW tot eind dit jaar. Wil naar de zorg. De intake is af."})
    press(gids, "Aanbieden aan UWV")
    sees(gids, "U blijft regiehouder tot iemand het overneemt.")


def assigns(team_leader, coach):
    """The team leader sees a card without a name, and names a coach."""
    team_leader.goto("/overdrachten/")
    card = team_leader.locator("main .wc-card").filter(has=team_leader.get_by_text("F. el A., 1995"))
    sees(card, "Leeuwarden")
    assert "Fatima" not in team_leader.locator("main").inner_text()
    label = card.get_by_label("Toewijzen aan")
    choice = label.locator("option").filter(has_text=coach).first.inner_text()
    shot(team_leader, f"toewijzen-{coach.split()[0].lower()}")
    label.select_option(label=choice)
    press(card, "Toewijzen")
    sees(team_leader, "Toegewezen.")


def drafts(coach, dossier, days):
    """A goal in her own words, three steps with offers of the menu, a duty and a free agreement."""
    coach.goto(f"{dossier}plan/")
    press(coach, "Plan beginnen")
    fill(coach, {"Wat wil de klant?": GOAL, "Betaald werken": True})
    press(coach, "Doel bewaren")
    sees(coach, GOAL)
    for title, (words, offer, who) in STEPS.items():
        coach.get_by_role("link", name=re.compile("^Stap toevoegen")).first.click()
        fill(coach, {"Of zoek in de menukaart": words})
        press(coach, "Zoeken")
        coach.get_by_role("heading", name=offer).wait_for()
        if title == DUTCH:
            shot(coach, "menu-kiezen")
        press(coach, offer)
        due = days.new.replace(month=3)
        fill(coach, {"Wat?": title, who: True, "Wanneer moet het klaar zijn?": days.typed(due)})
        press(coach, "Stap bewaren")
        sees(coach, "De stap staat in het plan.")
    _agree(coach, {"Verplichting": True, f"{DUTY} (WW 24.1.b.1°)": True})
    _agree(coach, {"Vrijwillige afspraak": True, "Wat spreekt u af?": "Elke maandag bellen we even."})


def _agree(coach, answers):
    press(coach, "Afspraak toevoegen")
    fill(coach, answers)
    press(coach, "Afspraak bewaren")
    sees(coach, "De afspraak staat in het plan.")


def agrees(coach):
    """The plan lies before her, she agrees on paper, and it runs."""
    press(coach, "Vraag akkoord")
    press(coach, "Voorleggen aan de klant")
    press(coach, "Antwoord vastleggen")
    fill(coach, {"Eens, op papier: het ondertekende plan ligt in het dossier": True})
    press(coach, "Antwoord bewaren")
    sees(coach, "Versie 1 ligt vast: akkoord op papier.")
    press(coach, "Start het plan")
    press(coach, "Start het plan")
    sees(coach, "Het plan loopt.", "In uitvoering")


def grants(coach, dossier, *titles):
    """What was only looked at is asked for and granted."""
    for title in titles:
        coach.goto(f"{dossier}plan/")
        press(coach, title)
        press(coach, "Aanvragen")
        fold(coach, "Toegekend", {"Kenmerk van het besluit": "B-2026-41"})
        sees(coach, "B-2026-41")


def pdf_text(page, address):
    """The text of a PDF that the page's session may open."""
    answer = page.request.get(address)
    assert answer.ok, answer.status
    assert answer.headers["content-type"] == "application/pdf"
    return " ".join(" ".join(leaf.extract_text() for leaf in PdfReader(io.BytesIO(answer.body())).pages).split())


def previews_change(coach, dossier, days):
    """What bijstand would mean, item by item, before anything is saved."""
    coach.goto(f"{dossier}plan/")
    press(coach, "Inkomen verandert")
    fill(coach, {"Wat wordt de nieuwe situatie?": "Bijstandsuitkering", "Vanaf welke dag?": days.typed(days.new)})
    press(coach, "Bekijk wat dit betekent")
    sees(coach, "Er is nog niets bewaard.")


def line_of(page, letter, title):
    """The line of an item in a class of carry-over, opened: all its words."""
    line = page.locator(f".wc-carry--{letter} details").filter(has_text=title)
    if line.get_attribute("open") is None:
        line.locator("summary").click()
    return " ".join(line.inner_text().split())


def confirms(coach):
    """Now it counts."""
    press(coach, "Bevestigen en aanbieden aan gemeente Leeuwarden")
    sees(coach, "De wijziging is vastgelegd.", "UWV blijft regiehouder tot iemand het overneemt.")
