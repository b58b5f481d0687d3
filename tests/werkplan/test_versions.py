"""Frozen versions: how they were signed, what differs between them, and their number on paper."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from services.load import load_catalogue
from tests.support.dossiers import full
from tests.werkplan.plans import add_step, running_plan
from tests.werkplan.test_consent import self_of
from werkplan.actions import consent, goals, steps

TODAY = timezone.localdate


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    return world.client_of(coach)


def changed_plan(coach, client):
    """Version 2 of it has a new step, a changed one, and one that is gone."""
    plan, goal, (first, second) = running_plan(coach, client, number=2)
    add_step(coach, plan, goal, title="Schrijf een brief")
    first.refresh_from_db()
    facts = {"who": "klant", "due_on": first.due_on, "proof": first.proof}
    steps.edit_step(step=first, version=first.version, title="Ga langs bij de taalschool", by=coach, **facts)
    steps.move_step(step=second, move="drop", reason="Niet nodig", by=coach)
    plan.refresh_from_db()
    consent.agree_version(plan=plan, answer="balie", on=TODAY(), seen_by="Gerda van de balie", by=coach)
    return plan


@pytest.mark.parametrize("who", ["coach", "client"])
def test_side_by_side_in_words(world, coach, client, who):
    changed_plan(coach, client)
    if who == "coach":
        answer = world.browser(coach).get(reverse("werkplan:versions_compare", args=[client.public_id]))
    else:
        answer = world.browser(self_of(world, client)).get(reverse("werkplan:my_versions"))
    page = answer.content.decode()
    for word in ("Nieuw", "Gewijzigd", "Weg", "Stond er niet", "Staat er niet meer", "Ga langs bij de taalschool"):
        assert word in page, word
    assert 'data-label="Versie 1"' in page and 'data-label="Versie 2"' in page, "a row becomes a card on a phone"


def test_any_two_and_the_older_one_left(world, coach, client):
    plan = changed_plan(coach, client)
    browser, address = world.browser(coach), reverse("werkplan:versions_compare", args=[client.public_id])
    assert "tussen versie 1 en versie 2?" in browser.get(address, {"van": "2", "naar": "1"}).content.decode()
    same = browser.get(address, {"van": "2", "naar": "nu"}).content.decode()
    assert "tussen versie 2 en nu?" in same and "geen verschil" in same
    goals.add_goal(plan=plan, text="Ik wil naar school.", kind="opleiding", by=coach)
    assert "Ik wil naar school." in browser.get(address, {"van": "nu", "naar": "2"}).content.decode()
    for nonsense in ({"van": "x", "naar": "99"}, {"van": "-1"}, {"naar": "٢"}):
        assert "tussen versie 1 en versie 2?" in browser.get(address, nonsense).content.decode()


def test_without_a_version_there_is_a_next_step(world, coach, client):
    from werkplan.actions import plan as plans

    plans.start_plan(client=client, by=coach)
    page = world.browser(coach).get(reverse("werkplan:versions_compare", args=[client.public_id])).content.decode()
    assert "Nog geen versie" in page
    page = world.browser(self_of(world, client)).get(reverse("werkplan:my_versions")).content.decode()
    assert "ligt nog geen plan vast" in page


def test_who_saw_it_and_the_number_stand_on_paper(world, coach, client):
    plan = changed_plan(coach, client)
    version = plan.versions.first()
    assert (version.answer, version.seen_by) == ("balie", "Gerda van de balie")
    assert plan.versions.last().seen_by == coach.user.name, "nobody named: who recorded it"
    answer = world.browser(coach).get(reverse("werkplan:version_pdf", args=[client.public_id, 2]))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert version.digest in text.replace("\n", "") and "in een gesprek ja gezegd" in text.replace("\n", " ")
    assert "Gerda van de balie was daarbij" in text.replace("\n", " ")


def test_the_signed_paper_may_be_added_and_only_of_this_client(world, coach):
    load_catalogue()
    mine, other = full(world, coach, 1), full(world, coach, 2)
    steps.edit_step(
        step=mine.loose, version=mine.loose.version, title="Anders", who="klant", due_on=None, proof="", by=coach
    )
    address = reverse("werkplan:consent", args=[mine.client.public_id])
    form = {"answer": "papier", "answered_on": f"{TODAY():%d-%m-%Y}"}
    browser = world.browser(coach)
    bad = browser.post(address, form | {"document": str(other.document.public_id)})
    assert bad.status_code == 422 and "niet (meer) in dit dossier" in bad.content.decode()
    assert browser.post(address, form | {"document": str(mine.document.public_id)}).status_code == 302
    version = mine.plan.versions.first()
    assert version.document == mine.document
    page = browser.get(reverse("werkplan:version", args=[mine.client.public_id, version.number])).content.decode()
    assert "Getekend papier" in page
