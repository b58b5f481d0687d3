"""A coach's morning: who comes today, the plan on screen, what was said, a step done, and when you meet again."""

import datetime

from django.urls import reverse
from django.utils import timezone

from clients.models import Appointment, Client, Note
from tests.journeys.hands import fill, press, sees
from tests.support.browser import look, shot
from werkcentrum.access.door import as_system

SAID = "Sanne belde zelf met de opvang. Zij wil op woensdag beginnen."


def _today(client):
    """Her appointment of tomorrow is today, an hour from now (or just begun, late in the evening)."""
    at = min(timezone.now() + datetime.timedelta(hours=1), timezone.localtime().replace(hour=23, minute=50))
    Appointment.objects.filter(client=client, state="gepland").update(starts_at=at)


def test_a_morning_from_worklist_to_the_next_appointment(screens, live_server):
    with as_system("test"):
        client = Client.objects.get(call_name="Sanne")
        _today(client)
    coach = screens.of("marijke")
    coach.goto(live_server.url + reverse("werkplan:today"))
    sees(coach, "Afspraak vandaag")
    coach.locator(".wc-chip", has_text="Afspraak vandaag").click()
    coach.wait_for_url("**soort=today")
    assert "soort=today" in coach.url
    look(coach)
    shot(coach, "worklist")
    coach.keyboard.press("j")
    coach.keyboard.press("j")
    coach.keyboard.press("Enter")
    coach.wait_for_url("**/gesprek/**")
    sees(coach, "Ik wil drie dagen per week op een kantoor werken.", "Cv bijwerken")
    look(coach)
    shot(coach, "conversation")
    fill(coach, {"Wat bespraken jullie?": SAID})
    coach.get_by_label("Cv bijwerken").check()
    coach.get_by_label("Iedereen die helpt, en de klant zelf").check()
    sees(coach.locator("#bewaard"), "alleen voor u")
    coach.reload()
    sees(coach, "U was al begonnen", SAID)
    day = timezone.localdate() + datetime.timedelta(days=9)
    fill(coach, {"Op welke dag?": f"{day:%d-%m-%Y}", "Hoe laat?": "10:30", "Waar?": "Kamer 2"})
    press(coach, "Bewaar het gesprek")
    sees(coach, "Bewaard: de notitie, 1 stap klaar, een afspraak op", SAID)
    look(coach)
    shot(coach, "contact")
    coach.goto(live_server.url + reverse("clients:agenda") + f"?week={day:%G-W%V}")
    sees(coach, "Sanne", "10:30")
    look(coach)
    shot(coach, "agenda")
    own = screens.of("sanne")
    own.goto(live_server.url + reverse("clients:my_appointments"))
    sees(own, "10:30", SAID)
    look(own)
    shot(own, "my-appointments")
    with as_system("test"):
        assert Note.objects.get(client=client, text=SAID).audience == "klant"
        assert client.plan.steps.get(title="Cv bijwerken").state == "klaar"
