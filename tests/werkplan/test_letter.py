"""The letter about a change: what stays, what changes, and who is the contact now; at B1, and never after a death."""

import pytest
from django.urls import reverse

from tests.factories.fatima import fatima, golden
from tests.support.clock import story_day
from tests.support.readability import assert_readable
from tests.werkplan.test_income_change import change
from tests.werkplan.test_portal import herself
from werkcentrum.refusal import Conflict
from werkplan.actions.plan import close
from werkplan.actions.planned import call_off
from werkplan.letter import letter_of
from werkplan.models import CarryOver

__all__ = ["story_day"]
pytestmark = pytest.mark.usefixtures("story_day")


def report():
    return CarryOver.objects.select_related("plan__lead__partner").get()


@pytest.mark.parametrize("code", ["BIJSTAND", "NUG", "LOONDIENST", "ZW_VANGNET", "WGA", "DETENTIE"])
def test_every_sentence_is_plain(world, code):
    story = golden(world)
    change(story, code=code)
    letter = letter_of(report(), story.client)
    for text in letter.sentences:
        assert_readable(text)
    titles = [title for part in letter.parts for title, _ in part.rows]
    assert len(titles) == report().lines.count(), "nothing disappears"


def test_it_names_the_contact_until_somebody_takes_over(world):
    story = golden(world)
    change(story)
    letter = letter_of(report(), story.client)
    assert letter.contact == [
        f"Uw contactpersoon is {story.coach.user.name} van UWV.",
        "Dat blijft zo tot iemand van gemeente Leeuwarden het overneemt. U krijgt daar bericht over.",
    ]


def test_without_duties_no_duty_is_printed(world):
    story = golden(world)
    change(story, code="NUG")
    letter = letter_of(report(), story.client)
    assert "Bij dit inkomen horen geen plichten om werk te zoeken. U kiest zelf wat u doet." in letter.opening
    stays = {"Dit blijft", "Dit wordt opnieuw bekeken"}
    kept = [title for part in letter.parts if part.heading in stays for title, _ in part.rows]
    assert "U zoekt genoeg naar werk dat bij u past." not in kept


def test_no_letter_after_a_death_or_when_it_does_not_go_through(world):
    story = golden(world, until=None)
    found = change(story, code="ZW_VANGNET")
    call_off(report=found, reason="De WW loopt door.", by=story.coach)
    with pytest.raises(Conflict, match="gaat niet door"):
        letter_of(report(), story.client)
    CarryOver.objects.update(state="ingegaan", reason="")
    close(plan=story.plan, reason="overleden", by=story.coach)
    with pytest.raises(Conflict, match="geen brieven meer"):
        letter_of(report(), story.client)
    page = reverse("werkplan:letter", args=[story.client.public_id, found.pk])
    assert "geen brieven meer" in world.browser(story.coach).get(page).content.decode()


def test_coach_and_client_read_and_print_the_same_letter(world):
    story = golden(world)
    found = change(story)
    coach, client = world.browser(story.coach), world.browser(herself(story, world))
    page = coach.get(reverse("werkplan:letter", args=[story.client.public_id, found.pk])).content.decode()
    own = client.get(reverse("werkplan:my_letter", args=[found.pk])).content.decode()
    for text in ("Uw contactpersoon", "Dit stopt", "Vanaf 1 januari 2027 is uw inkomen: bijstandsuitkering."):
        assert text in page and text in own
    for browser, name, args in (
        (coach, "letter_pdf", [story.client.public_id, found.pk]),
        (client, "my_letter_pdf", [found.pk]),
    ):
        answer = browser.get(reverse(f"werkplan:{name}", args=args))
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
        assert b"/StructTreeRoot" in answer.content, "tagged"
    elsewhere = fatima(world)
    other = world.browser(herself(elsewhere, world, name="Ander"))
    assert other.get(reverse("werkplan:my_letter", args=[found.pk])).status_code == 404
