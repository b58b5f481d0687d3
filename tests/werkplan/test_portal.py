"""The client's own pages: her steps, her plan, her words; and nobody else's."""

import datetime
import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from clients.models import Entry
from tests.factories.fatima import fatima, golden
from tests.support.clock import story_day
from tests.support.readability import words_per_sentence
from tests.werkplan.test_handover import offered
from werkcentrum.access import actions as access
from werkcentrum.access.models import Relation
from werkcentrum.audit.models import Reading
from werkcentrum.refusal import Conflict, Refused
from werkplan.actions import client as actions
from werkplan.actions.consent import send_for_consent
from werkplan.models import PlanVersion, Step, Werkplan

__all__ = ["story_day"]
pytestmark = pytest.mark.usefixtures("story_day")


def herself(story, world, name="Zelf"):
    actor = world.actor("klant", name=name)
    access.involve(
        dossier=story.client.dossier, user=actor.user, participation=None, relation=Relation.SELF, by=story.coach
    )
    return actor


@pytest.fixture
def story(world):
    story = fatima(world)
    story.own = herself(story, world)
    return story


def post(browser, name, *args, **data):
    return browser.post(reverse(f"werkplan:{name}", args=args), {"submit_key": str(uuid4()), **data})


def page(world, actor, name):
    return world.browser(actor).get(reverse(f"werkplan:{name}"))


def test_at_most_three_things_the_first_due_first(world, story):
    today = timezone.localdate()
    for days in (5, 3, 40, -2, 6):
        story.step(f"Stap over {days}", who="klant", due_on=today + datetime.timedelta(days=days))
    story.step("Voor de coach", who="coach")
    text = page(world, story.own, "my_steps").content.decode()
    assert text.count("Gedaan<span") == 3
    assert text.index("Stap over -2") < text.index("Stap over 3") < text.index("Stap over 5")
    assert "Stap over 40" not in text and "Voor de coach" not in text and "Daarna komt er nog meer" in text
    assert Reading.objects.filter(actor=story.own.user, part="own_steps").exists()


def test_nothing_to_do_says_so_and_who_helps(world, story):
    text = page(world, story.own, "my_steps").content.decode()
    assert "U hoeft deze week niets te doen" in text and f"{story.coach.user.name}</b> van UWV" in text
    assert "stopt op" in text and "31 december 2026" in text, (
        "the end of the WW is told before anybody noted what follows"
    )


def test_done_is_one_press_and_told(world, story):
    step = story.step("Bel de taalschool", who="klant")
    assert post(world.browser(story.own), "my_step_done", step.pk).status_code == 302
    row = Step.objects.get(pk=step.pk)
    assert (row.state, row.done_on) == ("klaar", timezone.localdate())
    entry = Entry.objects.get(client=story.client, text__startswith="De klant zegt: klaar")
    assert entry.voice == Entry.Voice.CLIENT


def test_it_does_not_work_out_asks_words(world, story):
    step, browser = story.step("Bel de taalschool", who="klant"), world.browser(story.own)
    assert post(browser, "my_step_fails", step.pk, words=" ").status_code == 422
    assert post(browser, "my_step_fails", step.pk, words="Ik durf niet te bellen").status_code == 302
    row = Step.objects.get(pk=step.pk)
    assert (row.state, row.reason) == ("niet_gelukt", "Ik durf niet te bellen")
    assert "durf" not in Entry.objects.filter(client=story.client).first().text, "her words stand with the step only"


def test_steps_of_others_are_not_hers_to_tick(world, story):
    step = story.step("Vraag de scholing aan", who="coach")
    with pytest.raises(Refused, match="iemand anders voor u"):
        actions.step_done(step=step, on=timezone.localdate(), by=story.own)
    assert post(world.browser(story.own), "my_step_done", step.pk).status_code == 422


def test_what_is_done_already_is_a_sentence(world, story):
    step = story.step("Bel", who="klant")
    assert post(world.browser(story.own), "my_step_done", step.pk).status_code == 302
    answer = post(world.browser(story.own), "my_step_done", step.pk)
    assert answer.status_code == 409 and "Terug naar mijn stappen" in answer.content.decode()


def test_a_closed_plan_does_not_change(story):
    step = story.step("Bel", who="klant")
    Werkplan.objects.filter(pk=story.plan.pk).update(state="afgesloten", close_reason="werk")
    with pytest.raises(Conflict, match="plan is afgesloten"):
        actions.step_done(step=step, on=timezone.localdate(), by=story.own)


def test_the_plan_of_somebody_else_is_not_there(world, story):
    other = fatima(world)
    step = other.step("Geheim", who="klant")
    assert post(world.browser(story.own), "my_step_done", step.pk).status_code == 404
    assert "Geheim" not in page(world, story.own, "my_plan").content.decode()
    assert page(world, world.actor("klant", name="Zonder dossier"), "my_steps").status_code == 404


@pytest.mark.parametrize("name", ["my_steps", "my_plan", "my_plan_pdf"])
def test_staff_have_no_business_here(world, story, name):
    assert page(world, story.coach, name).status_code == 403


def test_she_agrees_to_exactly_what_she_read(world):
    story = golden(world)
    story.own = herself(story, world)
    Werkplan.objects.filter(pk=story.plan.pk).update(state="concept", evaluate_on=None)
    send_for_consent(plan=Werkplan.objects.get(), by=story.coach)
    browser = world.browser(story.own)
    text = browser.get(reverse("werkplan:my_plan")).content.decode()
    assert "Bent u het ermee eens?" in text
    seen = text.split('name="seen" value="')[1].split('"')[0]
    assert post(browser, "my_plan_agree", seen="0" * 64).status_code == 409
    assert post(browser, "my_plan_agree", seen=seen).status_code == 302
    version = PlanVersion.objects.get()
    assert (version.answer, version.recorded_by) == ("digitaal", story.own.user)
    assert Werkplan.objects.get().state == "vastgesteld"


def test_saying_no_in_her_own_words_blocks_nothing(world):
    story = golden(world)
    story.own = herself(story, world)
    Werkplan.objects.filter(pk=story.plan.pk).update(state="concept", evaluate_on=None)
    send_for_consent(plan=Werkplan.objects.get(), by=story.coach)
    browser = world.browser(story.own)
    answer = post(browser, "my_plan_view", words="", disagree="1")
    assert answer.status_code == 422
    assert post(browser, "my_plan_view", words="Ik wil liever eerst taal.", disagree="1").status_code == 302
    version = PlanVersion.objects.get()
    assert (version.answer, version.own_words) == ("besproken", "Ik wil liever eerst taal.")


def test_her_view_stands_in_the_plan(world, story):
    assert post(world.browser(story.own), "my_plan_view", words="Goed plan, maar de reis is ver.").status_code == 302
    assert Werkplan.objects.get().own_view == "Goed plan, maar de reis is ver."
    assert "de reis is ver" in page(world, story.own, "my_plan").content.decode()


def test_the_change_in_plain_words(world):
    story = offered(world)
    text = page(world, herself(story, world), "my_steps").content.decode()
    for part in (
        "Uw inkomen wordt: bijstandsuitkering.",
        "Nu helpt UWV u. Daarna helpt gemeente Leeuwarden u.",
        "Dit blijft",
        "Dit wordt opnieuw bekeken",
        "Dit stopt",
        "Dit blijft bij UWV",
        "U hebt altijd één begeleider",
    ):
        assert part in text


def test_the_own_plan_as_pdf(world, story):
    story.step("Bel de taalschool", who="klant")
    answer = page(world, story.own, "my_plan_pdf")
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("name", ["my_steps", "my_plan"])
def test_what_she_reads_is_plain(world, name):
    story = offered(world)
    main = page(world, herself(story, world), name).content.decode().split("<main")[1].split("</main>")[0]
    texts = [strip_tags(part).strip() for part in re.findall(r"<(?:p|li)[^>]*>(.*?)</(?:p|li)>", main, re.S)]
    texts = [" ".join(text.split()) for text in texts if text.endswith(".")]
    assert len(texts) > 8
    words = [words_per_sentence(text) for text in texts]
    assert sum(words) / len(words) <= 12 and max(words) <= 18, texts
