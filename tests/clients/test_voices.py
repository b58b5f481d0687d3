"""One event, three texts: colleagues, the client (B1, no names of staff) and the archive."""

import datetime
import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from clients.models import Entry
from clients.timeline import tell
from clients.voices import Voice, sentences, told
from tests.support.readability import assert_readable
from tests.werkplan.plans import running_plan
from werkcentrum.access import actions as access
from werkcentrum.access.models import Relation
from werkcentrum.audit.record import record
from werkplan.actions.steps import edit_step, move_step
from werkplan.models import Step

SAYS_STAFF = re.compile(r"regiehouder|betrokkene|instemming|inzet|vastgelegd|\bAVG\b")


@pytest.mark.parametrize("deed", sorted(sentences()))
def test_every_deed_is_told_in_plain_words(deed):
    said = sentences()[deed]
    text = said.client.format(about="Bel de school", partner="UWV", before="", after="", text="")
    assert_readable(text.replace(": ‘", " ‘"))
    assert not SAYS_STAFF.search(text), text
    archive = said.archive.format(about="Bel de school", partner="UWV", before="", after="", text="")
    assert archive.endswith(".") and archive != text


@pytest.fixture
def coach(world):
    return world.coach(name="Ulla Postma")


@pytest.fixture
def client(world, coach):
    return world.client_of(coach)


def own_browser(world, client):
    own = world.actor("klant", name="Fatima el Amrani")
    access.involve(dossier=client.dossier, user=own.user, participation=None, relation=Relation.SELF, by=own)
    return world.browser(own)


def url(client, name="werkplan:timeline", *args):
    return reverse(name, args=[client.public_id, *args])


def test_the_same_event_in_three_voices(world, coach, client):
    _, _, (step,) = running_plan(coach, client)
    move_step(step=step, move="fail", reason="De school had geen plaats", by=coach)
    entry = Entry.objects.select_related("actor").get(client=client, deed="werkplan.step_fail")
    assert entry.about == step.title
    for_coach, for_client, for_archive = (told(entry, voice) for voice in Voice)
    assert for_coach.text == f"Niet gelukt: ‘{step.title}’" and for_coach.who == "Ulla Postma, UWV"
    assert "Samen zoekt u een andere weg" in for_client.text and for_client.who == "Een medewerker van UWV"
    assert for_archive.text == f"Stap niet gelukt: ‘{step.title}’."
    assert {line.why for line in (for_coach, for_client, for_archive)} == {"De school had geen plaats"}


def test_a_coach_reads_it_as_the_client_does_and_as_the_archive_keeps_it(world, coach, client):
    _, _, (step,) = running_plan(coach, client)
    move_step(step=step, move="start", by=coach)
    browser, event = world.browser(coach), Entry.objects.get(deed="werkplan.step_start").event_id
    assert str(event) in browser.get(url(client)).content.decode()
    client_voice = browser.get(url(client), {"stem": "klant"})
    words = [event["text"] for _, _, events in client_voice.context["days"] for event in events]
    assert f"Deze stap is begonnen: ‘{step.title}’." in words
    assert not any(event["event"] for _, _, events in client_voice.context["days"] for event in events)
    archive = browser.get(url(client), {"stem": "archief"}).content.decode()
    assert "werkplan.step_start" in archive and str(event) in archive


def test_the_client_reads_her_own_story_without_names_of_staff(world, coach, client):
    _, _, (step,) = running_plan(coach, client)
    move_step(step=step, move="start", by=coach)
    browser = own_browser(world, client)
    page = browser.get(reverse("werkplan:my_story"))
    assert page.status_code == 200
    text = page.content.decode()
    assert f"Deze stap is begonnen: ‘{step.title}’." in text and "Een medewerker van UWV" in text
    assert "Ulla" not in text and str(Entry.objects.get(deed="werkplan.step_start").event_id) not in text
    # Whatever she asks for, it is told in her own voice.
    assert "Ulla" not in browser.get(reverse("werkplan:my_story"), {"stem": "collega"}).content.decode()


def test_filters_by_subject_and_by_who(world, coach, client):
    running_plan(coach, client)
    browser = world.browser(coach)

    def kinds(**query):
        pks = [e["pk"] for _, _, events in browser.get(url(client), query).context["days"] for e in events]
        return set(Entry.objects.filter(pk__in=pks).values_list("kind", flat=True))

    assert {"goal", "step"} <= kinds(over="plan") and not {"register", "privacy"} & kinds(over="plan")
    assert kinds(over="hulp") <= {"handover", "team", "dossier"}
    assert kinds(wie="klant") == set()
    assert kinds(over="bestaat-niet") == kinds()


def test_who_helps_without_the_income_reads_no_line_about_it(world, coach, client):
    running_plan(coach, client)
    event = record("test.income", client, by=coach, dossier=client.pk)
    tell(client=client, kind="income", text="Inkomen: WW-uitkering.", event=event, by=coach)
    helper = world.coach("gemeente-leeuwarden", name="Marijke")
    until = timezone.now() + datetime.timedelta(days=30)
    world.involve(helper, client, Relation.SUPPORT, field_groups=["G1", "G8"], until=until)
    days = world.browser(helper).get(url(client)).context["days"]
    seen = Entry.objects.filter(pk__in=[e["pk"] for _, _, events in days for e in events])
    assert seen and "income" not in set(seen.values_list("kind", flat=True))
    assert Entry.objects.filter(client=client, kind="income").exists()


def test_picked_lines_on_paper(world, coach, client):
    _, _, (step,) = running_plan(coach, client)
    move_step(step=step, move="start", by=coach)
    browser = world.browser(coach)
    assert 'name="regel"' in browser.get(url(client), {"kiezen": ""}).content.decode()
    pick = Entry.objects.get(deed="werkplan.step_start")
    answer = browser.get(url(client, "werkplan:timeline_pdf"), {"regel": pick.pk, "stem": "archief"})
    assert answer["Content-Type"] == "application/pdf" and client.surname not in answer["Content-Disposition"]
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "Stap aangevangen" in text and "Stap toegevoegd" not in text
    # A line of somebody else is not there, whoever names it.
    other = Entry.objects.exclude(client=client).first()
    number = other.pk if other else 10**9
    strange = browser.get(url(client, "werkplan:timeline_pdf"), {"regel": [number, "x", "-1"]})
    assert "Er staat hier niets" in "".join(p.extract_text() for p in PdfReader(io.BytesIO(strange.content)).pages)


def test_history_tells_before_after_who_why_and_under_which_event(world, coach, client):
    _, _, (step,) = running_plan(coach, client)
    step = Step.objects.get(pk=step.pk)
    edit_step(
        step=step, version=step.version, title="Bel twee scholen", who=step.who, due_on=step.due_on, proof="", by=coach
    )
    move_step(step=Step.objects.get(pk=step.pk), move="drop", reason="Niet meer nodig", by=coach)
    page = world.browser(coach).get(url(client, "werkplan:history", "stap", step.pk))
    newest, edited, *_ = page.context["changes"]
    assert newest.why == "Niet meer nodig" and newest.who.startswith("Ulla Postma")
    assert ("Stap", "Bel de taalschool 0", "Bel twee scholen") in edited.lines or any(
        was == "Bel de taalschool 0" and now == "Bel twee scholen" for _, was, now in edited.lines
    )
    entry = Entry.objects.get(deed="werkplan.step_drop")
    assert newest.event == str(entry.event_id) and newest.event in page.content.decode()


def test_history_of_what_is_not_in_this_plan_is_not_there(world, coach, client):
    _, _, (step,) = running_plan(coach, client)
    browser = world.browser(coach)
    assert browser.get(url(client, "werkplan:history", "stap", step.pk + 999)).status_code == 404
    assert browser.get(url(client, "werkplan:history", "klant", step.pk)).status_code == 404
