"""Handing over a plan: one lead at every moment, not one step rewritten, and nobody sees more than he should."""

import datetime
import hashlib
import json
import threading
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.actions.sealing import seal
from clients.models import Appointment, Client, Entry, Handover
from services.load import load_catalogue
from tests.factories.fatima import NEW_YEAR, golden
from tests.support.clock import story_day
from werkcentrum.access import actions as access
from werkcentrum.access import door
from werkcentrum.access.actions import involve
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.audit.models import Reading
from werkcentrum.refusal import Conflict
from werkplan.actions import handover as actions
from werkplan.actions import handover_clock as nightly
from werkplan.actions.income import change_income
from werkplan.models import Goal, Step, Werkplan
from werkplan.transition import preview_of

__all__ = ["story_day"]
pytestmark = pytest.mark.usefixtures("story_day")
DAY = datetime.timedelta(days=1)


def hash_of(model, plan):
    rows = list(model.objects.filter(plan=plan).order_by("pk").values())
    return hashlib.sha256(json.dumps(rows, default=str, sort_keys=True).encode()).hexdigest()


def leads(client):
    return list(Involvement.objects.live().filter(dossier=client.pk, relation=Relation.LEAD))


def offered(world):
    """Fatima's plan, offered to Leeuwarden by a change of income."""
    story = golden(world)
    digest = preview_of(client=story.client, code="BIJSTAND", on=NEW_YEAR, by=story.coach).digest
    change_income(client=story.client, code="BIJSTAND", on=NEW_YEAR, source="klant", digest=digest, by=story.coach)
    story.handover = Handover.objects.get()
    story.town = world.coach("gemeente-leeuwarden")
    story.leader = world.team_leader("gemeente-leeuwarden")
    return story


@pytest.fixture
def story(world):
    return offered(world)


@pytest.fixture
def proposed(story):
    actions.assign(handover=story.handover, coach=story.town.user, by=story.leader)
    return story


def page(name, story):
    return reverse(f"werkplan:{name}", args=[story.handover.public_id])


def post(world, actor, url, **data):
    return world.browser(actor).post(url, {"submit_key": str(uuid4()), **data})


def test_the_golden_story(story):
    steps, goals = hash_of(Step, story.plan), hash_of(Goal, story.plan)
    assert [row.user for row in leads(story.client)] == [story.coach.user]
    actions.assign(handover=story.handover, coach=story.town.user, by=story.leader)
    assert [row.user for row in leads(story.client)] == [story.coach.user], "the giver leads until it is accepted"
    assert not Client.objects.visible_to(story.town).exists()
    actions.accept(handover=story.handover, by=story.town)
    plan = Werkplan.objects.get(pk=story.plan.pk)
    assert (plan.state, plan.lead, plan.offered_to) == ("in_uitvoering", story.town.cell, None)
    assert [(row.user, row.participation) for row in leads(story.client)] == [(story.town.user, story.town.cell)]
    assert (hash_of(Step, plan), hash_of(Goal, plan)) == (steps, goals)
    assert Client.objects.visible_to(story.town).get() == story.client
    assert not Client.objects.visible_to(story.coach).exists()
    assert Entry.objects.filter(client=story.client, milestone=True, text__contains="is nu regiehouder").exists()


def test_refusing_brings_the_plan_back_to_the_state_it_had(proposed):
    actions.refuse(handover=proposed.handover, reason="Woont in een andere gemeente.", by=proposed.town)
    plan = Werkplan.objects.get(pk=proposed.plan.pk)
    assert (plan.state, plan.lead, plan.offered_to, plan.state_before_offer) == (
        "in_uitvoering",
        proposed.coach.cell,
        None,
        "",
    )
    assert [row.user for row in leads(proposed.client)] == [proposed.coach.user]


def test_withdrawing_too(proposed):
    actions.withdraw(handover=proposed.handover, by=proposed.coach)
    assert Werkplan.objects.get(pk=proposed.plan.pk).state == "in_uitvoering"


@pytest.mark.django_db(transaction=True)
def test_accepting_and_withdrawing_at_once_is_one_of_both(committed_world):
    story = offered(committed_world)
    actions.assign(handover=story.handover, coach=story.town.user, by=story.leader)
    start, answers = threading.Barrier(2), []

    def run(deed, user):
        try:
            start.wait()
            deed(handover=Handover.objects.get(pk=story.handover.pk), by=of_user(user))
            answers.append("gelukt")
        except Conflict as no:
            answers.append(no.sentence)
        finally:
            connection.close()

    deeds = [(actions.accept, story.town.user), (actions.withdraw, story.coach.user)]
    threads = [threading.Thread(target=run, args=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count("gelukt") == 1 and any("al beslist" in answer for answer in answers)
    state = Handover.objects.get().state
    plan = Werkplan.objects.get(pk=story.plan.pk)
    assert plan.state == "in_uitvoering"
    assert plan.lead == (story.town.cell if state == "geaccepteerd" else story.coach.cell)
    assert len(leads(story.client)) == 1 and leads(story.client)[0].participation == plan.lead


# Pages


def test_the_team_leader_sees_a_card_and_no_name(world, story):
    answer = world.browser(story.leader).get(reverse("werkplan:inbox"))
    text = answer.content.decode()
    assert "F. el A., 1995" in text and "Leeuwarden" in text and "nog 5 werkdagen" in text
    for secret in ("Amrani", "Fatima", "Taaltraining", "8911", "000-0000000"):
        assert secret not in text
    assert Reading.objects.filter(actor=story.leader.user, dossier=story.client.pk, part="list:handover").exists()


def test_the_card_page_shows_titles_to_the_deciding_coach_only(world, proposed):
    for actor, sees in ((proposed.leader, False), (proposed.town, True)):
        text = world.browser(actor).get(page("handover", proposed)).content.decode()
        assert ("Taaltraining NT2" in text) is sees and "Amrani" not in text


def test_the_coach_sees_titles_of_steps_and_no_more(world, proposed):
    text = world.browser(proposed.town).get(reverse("werkplan:inbox")).content.decode()
    assert "Taaltraining NT2" in text and "F. el A., 1995" in text
    for secret in ("Amrani", "Fatima", "zorg werken", "8911"):
        assert secret not in text


@pytest.mark.parametrize("name", ["plan", "income_change", "timeline", "handover_offer", "plan_pdf"])
def test_the_dossier_stays_closed_for_who_was_proposed(world, proposed, name):
    url = reverse(f"werkplan:{name}", args=[proposed.client.public_id])
    assert world.browser(proposed.town).get(url).status_code == 404


def test_a_card_of_others_does_not_exist(world, story):
    stranger = world.coach("gemeente-leeuwarden", name="Vreemd")
    assert world.browser(stranger).get(page("handover", story)).status_code == 404
    assert world.browser(world.team_leader("uwv")).get(page("handover", story)).status_code == 404
    assert world.browser(stranger).get(page("handover_welcome", story)).status_code == 404


def test_assign_accept_and_welcome_in_the_browser(world, story):
    answer = post(world, story.leader, page("handover_assign", story), coach=story.town.user.pk)
    assert answer.status_code == 302
    answer = post(world, story.town, page("handover_accept", story))
    assert answer.url == page("handover_welcome", story)
    text = world.browser(story.town).get(answer.url).content.decode()
    assert "Welkom in dit plan" in text and "Mbo-certificaat zorg" in text
    assert text.index("Beslis hier als eerste over") < text.index("Mbo-certificaat zorg")


def test_refusing_without_reason_is_422_and_keeps_the_card(world, proposed):
    answer = post(world, proposed.town, page("handover_refuse", proposed), reason="")
    assert answer.status_code == 422 and "Kies wat de reden is" in answer.content.decode()
    assert Handover.objects.get().state == "aangeboden"


def test_a_second_answer_is_409_with_a_sentence(world, proposed):
    url = page("handover_accept", proposed)
    assert post(world, proposed.town, url).status_code == 302
    answer = post(world, proposed.town, url)
    assert answer.status_code == 409 and "heeft het dossier overgenomen" in answer.content.decode()


def test_a_double_click_is_one_deed(world, proposed):
    key, browser = str(uuid4()), world.browser(proposed.town)
    answers = [browser.post(page("handover_accept", proposed), {"submit_key": key}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302] and answers[0].url == answers[1].url


def test_a_coach_who_lost_the_role_reads_why(world, proposed):
    access.end_membership(membership=proposed.town.membership, by=None)
    access.grant_membership(user=proposed.town.user, participation=proposed.town.cell, role="teamleider", by=None)
    browser = world.browser(of_user(proposed.town.user))
    answer = browser.post(page("handover_accept", proposed), {"submit_key": str(uuid4())})
    assert answer.status_code in (403, 422)
    assert Handover.objects.get().state == "aangeboden"


WHEN = {"clock": "10:00", "minutes": "45", "way": "plek", "place": "Stadhuis, kamer 2", "with_client": "on"}


def test_talk_first_and_withdraw_in_the_browser(world, proposed):
    answer = post(world, proposed.town, page("handover_talk", proposed), day="1-1-2020", **WHEN)
    assert answer.status_code == 422 and "Kies een moment dat nog komt" in answer.content.decode()
    answer = post(world, proposed.town, page("handover_talk", proposed), day="24-11-2026", **WHEN)
    assert answer.status_code == 302
    assert "dinsdag 24 november 2026" in world.browser(proposed.coach).get(page("handover", proposed)).content.decode()
    meeting = Appointment.objects.get(client=proposed.client)
    assert (meeting.host, meeting.with_client) == (proposed.town.user, True)
    assert [guest.user for guest in meeting.guests.all()] == [proposed.coach.user]
    assert post(world, proposed.coach, page("handover_withdraw", proposed)).status_code == 302
    assert Handover.objects.get().state == "ingetrokken"


def test_the_giver_plans_the_meeting_too_before_anybody_is_named(world, story):
    answer = post(world, story.coach, page("handover_talk", story), day="24-11-2026", **WHEN)
    assert answer.status_code == 302
    guest = Appointment.objects.get(client=story.client).guests.get()
    assert (guest.user, guest.participation) == (None, story.town.cell)


def test_the_client_reads_of_the_meeting_in_plain_words(world, proposed):
    me = world.actor("klant", name="Fatima zelf")
    involve(dossier=proposed.client.dossier, user=me.user, participation=None, relation="self", by=me)
    assert post(world, proposed.town, page("handover_talk", proposed), day="24-11-2026", **WHEN).status_code == 302
    text = world.browser(me).get(reverse("clients:my_appointments")).content.decode()
    assert "(di 24 nov)" in text and "Stadhuis, kamer 2" in text and "nieuwe begeleider" in text


def test_a_team_leader_plans_no_meeting_for_another(world, proposed):
    answer = post(world, proposed.leader, page("handover_talk", proposed), day="24-11-2026", **WHEN)
    assert answer.status_code == 422 and not Appointment.objects.exists()


def test_the_giver_sees_the_same_clock(world, story):
    text = world.browser(story.coach).get(reverse("werkplan:inbox")).content.decode()
    assert "Door u aangeboden" in text and "nog 5 werkdagen" in text


def test_the_division_shows_numbers_only(world, story):
    text = world.browser(story.leader).get(reverse("werkplan:inbox")).content.decode()
    assert "Dossiers in regie" in text and story.town.user.name in text


def test_offering_from_the_desk(world):
    world.team_leader("uwv")
    gids = world.gids()
    client = world.client_of(gids)
    url = reverse("werkplan:handover_offer", args=[client.public_id])
    text = world.browser(gids).get(url).content.decode()
    assert "Aanbieden aan UWV" in text and "Pwet 7.3.c" in text
    wrong = post(world, gids, url, to=world.cell("gemeente-leeuwarden").pk, reason="Zomaar")
    assert (
        wrong.status_code == 422
        and "Dat is UWV (Pwet 7.3.c" in wrong.content.decode()
        and "Zomaar" in wrong.content.decode()
    )
    assert post(world, gids, url, to=world.cell("uwv").pk, reason="WW").status_code == 302
    again = post(world, gids, url, to=world.cell("uwv").pk, reason="WW")
    assert again.status_code == 409 and "al aangeboden aan UWV" in again.content.decode()


def test_inbox_asks_as_much_for_one_card_as_for_many(world):
    world.team_leader("uwv")
    gids, browser, counts = world.gids(), world.browser(world.team_leader("uwv")), []
    for number in range(4):
        client = world.client_of(gids, surname=f"Naam{number}")
        actions.offer(client=client, to=world.cell("uwv"), reason="WW", by=gids)
        with CaptureQueriesContext(connection) as found:
            browser.get(reverse("werkplan:inbox"))
        counts.append(len(found))
    assert counts[1] == counts[3] <= 16, counts


def test_a_card_holds_no_number_and_an_illness_is_asked_about_once(world):
    world.team_leader("uwv")
    gids = world.gids()
    client = world.client_of(gids)
    url, to = reverse("werkplan:handover_offer", args=[client.public_id]), world.cell("uwv").pk
    answer = post(world, gids, url, to=to, reason="BSN 111222333")
    assert answer.status_code == 422 and "op een BSN lijkt" in answer.content.decode()
    answer = post(world, gids, url, to=to, reason="Heeft een depressie")
    text = answer.content.decode()
    assert answer.status_code == 422 and 'name="asked" value="1"' in text
    assert post(world, gids, url, to=to, reason="Heeft een depressie", asked="1").status_code == 302


def test_the_plan_goes_along_when_the_lead_moves_without_a_handover(world):
    """Sealing names another lead in one step; the plan must not keep saying that the old partner leads."""
    from tests.support.dossiers import full, offer_of

    load_catalogue()
    whole = full(world, world.coach(name="Ulla"), 1, offer=offer_of(world, "gepubliceerd"))
    marijke, officer = world.coach("gemeente-leeuwarden", name="Marijke"), world.actor("privacyofficer")
    seal(dossier=whole.client.dossier, reason="medewerker", named=[], lead=(marijke.user, marijke.cell), by=officer)
    whole.plan.refresh_from_db()
    assert whole.plan.lead_id == marijke.cell.pk
    assert world.browser(marijke).get(reverse("werkplan:plan", args=[whole.client.public_id])).status_code == 200


def test_the_giver_reads_why_and_what_to_do_next(world, proposed):
    said = {"code": "geen_ruimte", "reason": "Pas in maart."}
    assert post(world, proposed.town, page("handover_refuse", proposed), **said).status_code == 302
    text = world.browser(proposed.coach).get(page("handover", proposed)).content.decode()
    assert "Er is nu geen coach beschikbaar" in text and "Pas in maart." in text
    assert "Spreek een dag af" in text and "Opnieuw aanbieden" in text


def test_an_offer_that_expired_tells_the_giver_what_to_do_and_nobody_else(world, proposed):
    with door.as_system("test") as by:
        assert nightly.expire_handovers(on=proposed.handover.expires_on + DAY, by=by) == 1
    text = world.browser(proposed.coach).get(page("handover", proposed)).content.decode()
    assert "Verlopen" in text and "U bent nog regiehouder" in text and "Opnieuw aanbieden" in text
    assert world.browser(proposed.town).get(page("handover", proposed)).status_code == 404
    assert "Opnieuw aanbieden" not in world.browser(proposed.leader).get(page("handover", proposed)).content.decode()


@pytest.fixture
def late(proposed):
    with door.as_system("test") as by:
        assert nightly.escalate_handovers(on=proposed.handover.due_on + DAY, by=by) == 1
    return proposed


def test_the_list_of_a_coordinator_shows_no_person(world, late):
    text = world.browser(world.actor("regiocoordinator")).get(reverse("werkplan:handover_late")).content.decode()
    assert "gemeente Leeuwarden" in text and "UWV (nu regiehouder)" in text
    for secret in ("Amrani", "Fatima", "F. el A.", "1995", "Taaltraining", "8911", late.handover.reason):
        assert secret not in text
    assert Reading.objects.filter(role="regiocoordinator", dossier=late.client.pk, part="list:handover").exists()


def test_reminding_and_proposing_in_the_browser_and_following_it(world, late):
    coordinator, url = world.actor("regiocoordinator"), reverse("werkplan:handover_late")
    remind = reverse("werkplan:handover_remind", args=[late.handover.public_id])
    assert post(world, coordinator, remind).status_code == 302
    assert post(world, coordinator, remind).status_code == 409
    advise = reverse("werkplan:handover_advise", args=[late.handover.public_id])
    town = late.town.cell
    answer = post(world, coordinator, advise, to=town.pk, reason="Kan sneller.")
    assert answer.status_code == 422 and "Kan sneller." in answer.content.decode()
    social = world.cell("sociale-partners")
    world.team_leader("sociale-partners")
    assert post(world, coordinator, advise, to=social.pk, reason="Loopbaanadvies loopt daar al.").status_code == 302
    assert "Loopbaanadvies loopt daar al." in world.browser(coordinator).get(url).content.decode()
    card = world.browser(late.coach).get(page("handover", late)).content.decode()
    assert "Voorstel van de regiocoördinator" in card and "kijkt mee" in card
    answer = post(world, late.coach, page("handover_follow", late))
    assert answer.status_code == 302
    assert Handover.objects.open().get().to_participation == social
    assert [row.user for row in leads(late.client)] == [late.coach.user]


def test_the_late_list_asks_as_much_for_one_as_for_many(world):
    coordinator, gids, counts = world.actor("regiocoordinator"), world.gids(), []
    world.team_leader("uwv")
    browser = world.browser(coordinator)
    for number in range(3):
        client = world.client_of(gids, surname=f"Naam{number}")
        row = actions.offer(client=client, to=world.cell("uwv"), reason="WW", by=gids)
        with door.as_system("test") as by:
            nightly.escalate_handovers(on=row.due_on + DAY, by=by)
        with CaptureQueriesContext(connection) as found:
            browser.get(reverse("werkplan:handover_late"))
        counts.append(len(found))
    assert counts[1] == counts[2] <= 18, counts
