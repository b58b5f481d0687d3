"""Checks of what somebody opened: whose they are, what is decided, and what follows from it."""

import datetime
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.support.dossiers import full
from werkcentrum.access.glass.actions import take_glass
from werkcentrum.access.glass.queries import why_off
from werkcentrum.access.models import Dossier, Incident, Involvement, Notice, Review
from werkcentrum.access.review import actions
from werkcentrum.access.review.incidents import clock, close_incident, judge_incident
from werkcentrum.access.review.late import escalate_reviews
from werkcentrum.audit.models import Event, Reading
from werkcentrum.refusal import Conflict, Refused

pytestmark = pytest.mark.django_db
WHY = "De klant staat aan de balie en UWV neemt niet op."


@pytest.fixture
def case(world):
    """(dossier, gids who took emergency access, the check, the team leader, the privacy officer)."""
    from services.load import load_catalogue

    load_catalogue()
    leader, officer = world.team_leader(), world.actor("privacyofficer")
    whole, gids = full(world, world.coach(name="Ulla"), 1), world.gids()
    glass = take_glass(dossier=whole.client.pk, by=gids, reason="balie", explanation=WHY)
    world.browser(gids).get(f"/noodtoegang/{glass.public_id}/")
    return whole, gids, glass.review, leader, officer


def test_the_team_leader_of_the_lead_finds_it_and_sees_no_person(world, case):
    whole, gids, review, leader, _ = case
    browser = world.browser(leader)
    page = browser.get("/toegang/toetsen/").content.decode()
    assert gids.user.name in page and "balie en de regie" in page and str(whole.client.dossier.public_id)[:8] in page
    page = browser.get(f"/toegang/toetsen/{review.public_id}/").content.decode()
    assert WHY in page and "Noodtoegang: naam, contact" in page
    assert "Fatima" not in page and "Amrani" not in page and str(whole.client.public_id) not in page


def test_justified_is_done_with_a_click(world, case):
    _, gids, review, leader, _ = case
    answer = world.browser(leader).post(f"/toegang/toetsen/{review.public_id}/", {"outcome": "justified"})
    assert answer.url == "/toegang/toetsen/"
    review = Review.objects.get(pk=review.pk)
    assert review.state == "justified" and review.decided_by == leader.user
    assert Notice.objects.filter(user=gids.user, kind="decided").exists()
    assert why_off(gids.user, timezone.localdate()) == "" and not Incident.objects.exists()


def test_unjustified_needs_words_ends_it_and_starts_the_clock(world, case):
    whole, gids, review, leader, officer = case
    browser, path = world.browser(leader), f"/toegang/toetsen/{review.public_id}/"
    assert browser.post(path, {"outcome": "unjustified"}).status_code == 422
    assert browser.post(path, {"outcome": "unjustified", "text": "Er was geen haast."}).status_code == 302
    incident = Incident.objects.get()
    assert incident.review_id == review.pk and incident.dossier_id == whole.client.pk
    assert "niet gerechtvaardigd" in why_off(gids.user, timezone.localdate())
    assert not Involvement.objects.live().filter(user=gids.user, relation="glass").exists()
    assert Notice.objects.filter(user=officer.user, kind="incident").exists()
    page = world.browser(officer).get("/toegang/incidenten/").content.decode()
    assert "nog 71 uur" in page or "nog 72 uur" in page


def test_a_question_and_its_answer_go_back_and_forth(world, case):
    _, gids, review, leader, _ = case
    boss, path = world.browser(leader), f"/toegang/toetsen/{review.public_id}/"
    assert boss.post(path, {"outcome": "ask"}).status_code == 422
    boss.post(path, {"outcome": "ask", "text": "Wie belde u?"})
    hers, own = world.browser(gids), f"/toegang/toetsen/{review.public_id}/uitleg/"
    assert "Wie belde u?" in hers.get(own).content.decode()
    assert hers.post(own, {"answer": "De school belde mij."}).url == own
    assert "De school belde mij." in boss.get(path).content.decode()
    assert hers.post(own, {"answer": "Nog eens."}).status_code == 409
    assert world.browser(world.gids(name="Other")).get(own).status_code == 404


def test_nobody_judges_herself_nor_for_another_partner(world, case):
    whole, gids, review, leader, officer = case
    other = world.team_leader("gemeente-leeuwarden")
    for wrong in (other, officer, gids):
        with pytest.raises(PermissionDenied):
            actions.decide(review=review, justified=True, by=wrong)
    assert world.browser(other).get(f"/toegang/toetsen/{review.public_id}/").status_code == 404
    own = actions.open_review(
        kind="report", key="x", subject=leader.user, subject_cell=leader.cell, region=whole.client.region,
        cell=leader.cell, dossier=whole.client.dossier, by=whole.lead,
    )  # fmt: skip
    assert own.participation is None, "without another team leader it goes to the privacy officer"
    with pytest.raises(PermissionDenied):
        actions.decide(review=own, justified=True, by=leader)
    assert actions.decide(review=own, justified=True, by=officer).state == "justified"


def test_the_database_refuses_a_judge_of_her_own(case):
    _, gids, review, _, _ = case
    with pytest.raises(IntegrityError, match="review_by_somebody_else"), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(state="justified", decided_by=gids.user, decided_at=timezone.now())


def test_a_decision_is_taken_once(world, case):
    _, _, review, leader, _ = case
    actions.decide(review=review, justified=True, by=leader)
    with pytest.raises(Conflict, match="al beslist door"):
        actions.decide(review=review, justified=False, decision="Toch niet.", by=leader)


def test_the_card_is_a_relation_of_its_own_with_an_end_and_a_line(world, case):
    whole, _, review, leader, _ = case
    browser, path = world.browser(leader), f"/toetsen/{review.public_id}/kaart/"
    assert browser.get(path).status_code == 404
    assert browser.post(f"{path}openen/").url == path
    page = browser.get(path).content.decode()
    assert "F. el A., 1995" in page and "Wie keek er" in page and "Fatima" not in page
    assert Reading.objects.filter(actor=leader.user, part="review", purpose="toetsing").count() == 1
    row = Involvement.objects.get(user=leader.user, relation="review")
    assert timezone.localdate(row.valid_until) == review.due_on
    assert browser.get(f"/klanten/{whole.client.public_id}/").status_code in {403, 404}
    Involvement.objects.filter(pk=row.pk).update(valid_until=timezone.now())
    assert browser.get(path).status_code == 404


def test_a_sealed_dossier_has_no_card(world, case):
    whole, _, review, leader, _ = case
    Dossier.objects.filter(pk=whole.client.pk).update(sealed=True)
    with pytest.raises(Refused):
        actions.open_card(review=review, by=leader)


def test_the_register_judges_once_then_closes_and_gives_it_back(world, case):
    _, gids, review, leader, officer = case
    actions.decide(review=review, justified=False, decision="Geen haast.", by=leader)
    incident, browser = Incident.objects.get(), world.browser(officer)
    path = f"/toegang/incidenten/{incident.public_id}/"
    assert browser.post(path, {"reported": "ja"}).status_code == 422
    said = {"reported": "nee", "clients_told": "ja", "why": "Een collega las de naam; de klant weet het."}
    assert browser.post(path, said).status_code == 302
    with pytest.raises(Conflict):
        judge_incident(incident=incident, reported=True, clients_told=True, why="Weer.", by=officer)
    assert why_off(gids.user, timezone.localdate())
    close_incident(incident=incident, measures="Gesproken.", glass_again=True, by=officer)
    assert why_off(gids.user, timezone.localdate()) == ""
    assert world.browser(world.actor("privacyofficer", region="FoodValley")).get(path).status_code == 404


def test_the_clock_says_when_it_is_late():
    start = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
    incident = Incident(detected_at=start)
    assert clock(incident, start + datetime.timedelta(hours=10)) == "nog 62 uur"
    assert clock(incident, start + datetime.timedelta(hours=75)) == "3 uur te laat"
    assert clock(Incident(detected_at=start, judged_at=start + datetime.timedelta(hours=5)), start) == (
        "beoordeeld na 5 uur"
    )


def test_an_incident_can_be_added_by_hand(world):
    browser = world.browser(world.actor("privacyofficer"))
    assert browser.post("/toegang/incidenten/nieuw/", {"what": ""}).status_code == 422
    answer = browser.post("/toegang/incidenten/nieuw/", {"what": "Een tas met papieren is gestolen."}, follow=True)
    assert "Een tas met papieren" in answer.content.decode()


def late(review):
    """Let the term of a check be over since yesterday."""
    Review.objects.filter(pk=review.pk).update(due_on=timezone.localdate() - datetime.timedelta(days=1))


def test_what_nobody_judged_in_time_is_the_privacy_officers_too(world, case):
    _, gids, review, leader, officer = case
    browser, path = world.browser(officer), f"/toegang/toetsen/{review.public_id}/"
    assert (
        browser.get(path).status_code == 404 and gids.user.name not in browser.get("/toegang/toetsen/").content.decode()
    )
    late(review)
    page = browser.get("/toegang/toetsen/").content.decode()
    assert "1 te laat" in page and gids.user.name in page and "Teamleider, UWV" in page
    assert "privacy officer ziet deze toetsen" in world.browser(leader).get("/toegang/toetsen/").content.decode()
    assert "niet op tijd getoetst" in why_off(gids.user, timezone.localdate())
    far = world.actor("privacyofficer", region="FoodValley")
    assert world.browser(far).get(path).status_code == 404
    assert browser.post(path, {"outcome": "justified"}).status_code == 302
    assert (
        Review.objects.get(pk=review.pk).decided_by == officer.user and why_off(gids.user, timezone.localdate()) == ""
    )
    with pytest.raises(Conflict, match="al beslist"):
        actions.decide(review=review, justified=True, by=leader)


def test_each_late_check_is_told_once(world, case):
    _, gids, review, _, officer = case
    today = timezone.localdate()
    assert escalate_reviews(today=review.due_on) == 0, "the last day is in time"
    late(review)
    assert escalate_reviews(today=today) == 1 and escalate_reviews(today=today) == 0
    assert Notice.objects.filter(user=officer.user, kind="review_late").count() == 1
    assert not Notice.objects.filter(user=gids.user, kind="review_late").exists()
    event = Event.objects.get(action="review.escalate")
    assert event.object_id == str(review.pk) and event.actor is None
    out = StringIO()
    call_command("escalate_reviews", stdout=out)
    assert out.getvalue().startswith("0 toetsen")
