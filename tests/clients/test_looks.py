"""Wie keek in mijn dossier: no name, always the same number, at the next request; and "Dit herken ik niet" (B16)."""

import datetime
import re

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from clients import looks
from clients.looks import Filters, looks_of
from clients.models import Entry, LookReport
from tests.support.doors import Door, pdf_text
from tests.support.racing import race
from tests.support.readability import assert_readable
from tests.support.results import result
from werkcentrum.access import door
from werkcentrum.access.actor import of_user
from werkcentrum.access.models import Involvement, Notice, Relation, Review, User
from werkcentrum.access.review import actions as checks
from werkcentrum.audit.aliases import aliases_of
from werkcentrum.audit.models import Alias, Event, Reading
from werkcentrum.audit.record import record_readings

DAY = datetime.timedelta(days=1)
PAGE, REPORT, PAPER = (reverse(f"clients:my_looks{name}") for name in ("", "_report", "_paper"))


@pytest.fixture
def scene(world):
    """A client with an account, and the coach who leads her."""
    coach = world.coach(name="Ulla Postma")
    client = world.client_of(coach)
    klant = world.actor("klant", name="Fatima el Amrani")
    Involvement.objects.create(
        dossier=client.dossier, user=klant.user, relation="self", ground="self", valid_from=timezone.now() - DAY,
        created_by=coach.user,
    )  # fmt: skip
    return world, coach, client, klant


def looked(actor, client, *parts, days_ago=0):
    """Lines in the log of a moment of choice."""
    for part in parts or ("plan",):
        actor.saw([client.pk], part)
        record_readings(actor)
    if days_ago:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_reading DISABLE TRIGGER USER")
            cursor.execute(
                "UPDATE audit_reading SET at = at - %s * interval '1 day' "
                "WHERE actor_id = %s AND at > now() - interval '1 hour'", [days_ago, actor.user.pk],
            )  # fmt: skip
            cursor.execute("ALTER TABLE audit_reading ENABLE TRIGGER USER")


def page_of(world, klant, query=""):
    answer = world.browser(klant).get(PAGE + query)
    assert answer.status_code == 200
    return answer.content.decode()


def lines(text):
    return re.findall(r'<li class="wc-card">.*?</li>', text.split("Wie keek er</h2>")[1], re.DOTALL)


def test_nobody_is_named_and_everyone_is_seen_at_the_next_request(scene):
    """500 looks by people with names that would be noticed: 0 names on screen and on paper."""
    world, _coach, client, klant = scene
    names = ["Ulla Postma"]
    for number in range(24):
        name = f"Naam{number:02d}kq Achternaam{number:02d}kq"
        colleague = world.coach(name=name) if number % 2 else world.coach("gemeente-leeuwarden", name=name)
        world.involve(colleague, client)
        names.append(name)
        looked(colleague, client, *["plan", "intake", "person", "list:caseload"] * 5)
        text = page_of(world, klant)
        assert f"Medewerker {number + 1}" in text
        assert f"{colleague.cell.partner.name}, keek naar: " in text
    paper = Door(klant.user, klant.membership).knock("GET", PAPER)
    assert paper.status == 200
    shown = page_of(world, klant) + page_of(world, klant, "?pagina=2") + page_of(world, klant, "?ook=1") + paper.text
    found = [name for whole in names for name in whole.split() if name in shown]
    result("B16", looks=Reading.objects.filter(dossier=client.pk).count(), names=len(found))
    assert found == [] and "Medewerker 24" in shown


def test_a_day_of_one_employee_is_one_line(scene):
    world, coach, client, klant = scene
    looked(coach, client, "plan", "intake", "plan", "plan")
    (line,) = lines(page_of(world, klant))
    assert "de intake, het plan" in line and "Taak" in line and "coach bij UWV" in line
    looked(coach, client, "bsn", days_ago=2)
    looked(coach, client, "bsn")
    assert len(lines(page_of(world, klant))) == 2


@pytest.mark.parametrize(
    ("relation", "words"), [(Relation.TEAM, "Taak"), (Relation.GLASS, "Noodtoegang"), (Relation.REVIEW, "Toetsing")]
)
def test_the_reason_is_said_in_plain_words(scene, relation, words):
    world, _coach, client, klant = scene
    other = world.coach("gemeente-leeuwarden", name="Marijke")
    world.involve(other, client, relation, until=timezone.now() + DAY)
    looked(other, client)
    assert words in lines(page_of(world, klant))[0]


def test_a_number_stays_the_same_for_ever(scene):
    """Also beyond the newest lines, with a late first line of somebody else, and when old months have left the log."""
    world, coach, client, _klant = scene
    first, second = world.coach(name="Anna"), world.coach(name="Bram")
    for actor in (first, second):
        world.involve(actor, client)
        looked(actor, client)
    before = aliases_of(client.pk, [second.user.pk])
    assert before == {first.user.pk: 1, second.user.pk: 2}
    # A line of before that is committed after: who has no number yet gets the next one.
    looked(coach, client, days_ago=400)
    for _ in range(30):
        looked(second, client, "intake")
    assert aliases_of(client.pk, [coach.user.pk]) == before | {coach.user.pk: 3}
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_reading DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM audit_reading WHERE actor_id = %s", [first.user.pk])
        cursor.execute("ALTER TABLE audit_reading ENABLE TRIGGER USER")
    assert aliases_of(client.pk, [coach.user.pk]) == before | {coach.user.pk: 3}
    other = world.client_of(coach)
    looked(second, other)
    assert aliases_of(other.pk, [second.user.pk]) == {second.user.pk: 1}, "another dossier counts for itself"


def test_two_pages_at_once_number_the_same(committed_world):
    coach = committed_world.coach()
    client = committed_world.client_of(coach)
    people = [committed_world.coach(name=f"C{number}") for number in range(6)]
    for one in people:
        looked(one, client)
    outcomes = race(6, lambda number: aliases_of(client.pk, [one.user.pk for one in people]))
    assert [error for error in outcomes if isinstance(error, BaseException)] == []
    assert sorted(Alias.objects.filter(dossier=client.pk).values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_the_period_and_the_own_looks(scene):
    world, coach, client, klant = scene
    looked(coach, client, days_ago=60)
    page_of(world, klant)
    assert "keek niemand" in page_of(world, klant, "?periode=30")
    assert len(lines(page_of(world, klant, "?periode=90"))) == 1
    own = page_of(world, klant, "?ook=1")
    assert "U keek zelf" in own and len(lines(own)) == 2
    assert page_of(world, klant, "?periode=x&pagina=zz&ook=2")


def test_long_lists_have_pages(scene):
    world, _coach, client, klant = scene
    for number in range(23):
        looked(world.coach(name=f"C{number}"), client)
    first, second = page_of(world, klant), page_of(world, klant, "?pagina=2")
    assert len(lines(first)) == 20 and len(lines(second)) == 3
    assert 'rel="next"' in first and 'rel="prev"' in second and 'rel="next"' not in second


def test_lines_are_the_same_however_far_back_a_page_looks_first(scene, monkeypatch):
    world, coach, client, _klant = scene
    for days in range(12):
        looked(coach, client, "plan", "intake", "person", days_ago=days)
        looked(world.coach(name=f"Other {days % 3}"), client, "plan", days_ago=days)
    everything = [looks_of(client, Filters(page=page), limit=5).rows for page in (1, 2, 3, 9)]
    assert [len(rows) for rows in everything] == [5, 5, 5, 0]
    for far in (1, 2, 3):
        monkeypatch.setattr(looks, "ROWS_A_LINE", far)
        assert [looks_of(client, Filters(page=page), limit=5).rows for page in (1, 2, 3, 9)] == everything


def test_nobody_looked_yet(scene):
    world, _coach, _client, klant = scene
    assert "Niemand keek nog in uw dossier" in page_of(world, klant)


def test_the_words_are_plain(scene):
    world, coach, client, klant = scene
    looked(coach, client, "plan", "intake")
    main = page_of(world, klant).split("<main")[1].split("</main>")[0].split(">", 1)[1]
    words = re.sub(r"<[^>]+>", " ", re.sub(r"</(p|li|h1|h2)>|<a ", ". <", main))
    assert_readable(re.sub(r"[.\s]*[.]\s*", ". ", re.sub(r"\s+", " ", words)).strip(" .") + ".")


# --- Dit herken ik niet ------------------------------------------------------------------------------------------


def key_of(client):
    return looks_of(client, Filters()).rows[0].key


def report(world, klant, client, **data):
    return world.browser(klant).post(REPORT, {"regel": key_of(client), "words": "Ik ken deze niet.", **data})


def test_a_report_becomes_a_task_for_the_partner_of_that_employee(scene):
    world, coach, client, klant = scene
    boss = world.team_leader("uwv", name="Tineke")
    looked(coach, client)
    assert "Medewerker 1" in world.browser(klant).get(f"{REPORT}?regel={key_of(client)}").content.decode()
    answer = report(world, klant, client)
    assert answer.status_code == 302 and answer.url == PAGE
    row = LookReport.objects.get()
    assert (row.actor, row.number, row.words, row.client) == (coach.user, 1, "Ik ken deze niet.", client)
    review = row.review
    assert (review.kind, review.subject, review.participation) == ("report", coach.user, coach.cell)
    assert review.findings == {"on": timezone.localdate().isoformat()} and review.due_on == row.due_on
    assert Review.objects.visible_to(boss).filter(pk=review.pk).exists()
    assert Notice.objects.filter(user=boss.user).exists()
    assert Event.objects.filter(action="clients.report_look", dossier=client.dossier).exists()


def test_who_is_reported_does_not_read_it(scene):
    """Not on the timeline, not in the list of checks about her, not for a colleague of the other partner."""
    world, coach, client, klant = scene
    world.team_leader("uwv", name="Tineke")
    looked(coach, client)
    told = Entry.objects.filter(client=client).count()
    report(world, klant, client)
    assert Entry.objects.filter(client=client).count() == told
    assert not Review.objects.visible_to(coach).exists()
    assert not Review.objects.visible_to(world.team_leader("gemeente-leeuwarden")).exists()
    timeline = world.browser(coach).get(reverse("clients:watchers", args=[client.public_id])).content.decode()
    assert "Ik ken deze niet" not in timeline


@pytest.mark.parametrize(("justified", "words"), [(True, "had een goede reden"), (False, "had geen goede reden")])
def test_the_client_reads_what_was_found(scene, justified, words):
    world, coach, client, klant = scene
    boss = world.team_leader("uwv", name="Tineke")
    looked(coach, client)
    report(world, klant, client)
    waiting = page_of(world, klant)
    due = LookReport.objects.get().due_on
    assert "Wij zoeken dit uit. U hoort het uiterlijk op" in waiting and str(due.year) in waiting
    assert f"regel={key_of(client)}" not in waiting, "once is enough"
    checks.decide(review=Review.objects.get(), by=boss, justified=justified, decision="Ulla Postma deed dit.")
    answered = page_of(world, klant)
    assert words in answered and "Ulla" not in answered and "Tineke" not in answered


def test_a_late_answer_says_so(scene):
    world, coach, client, klant = scene
    looked(coach, client)
    report(world, klant, client)
    LookReport.objects.update(due_on=timezone.localdate() - DAY)
    assert "Het duurt langer" in looks_of(client, Filters()).answers[0].sentence


def test_reporting_twice_is_one_report(scene):
    world, coach, client, klant = scene
    looked(coach, client)
    key = key_of(client)
    for expected in (302, 409):
        answer = world.browser(klant).post(REPORT, {"regel": key, "words": "x"})
        assert answer.status_code == expected
    assert LookReport.objects.count() == Review.objects.count() == 1


@pytest.mark.parametrize("key", ["", "9.2026-11-24", "1.2020-01-01", "1", "x.y", "1.2026-13-45", "1.2026-11-24'--"])
def test_a_line_that_is_not_hers_cannot_be_reported(scene, key):
    world, coach, client, klant = scene
    looked(coach, client)
    answer = world.browser(klant).post(REPORT, {"regel": key, "words": ""})
    assert answer.status_code == 422 and "Kies eerst de regel" in answer.content.decode()
    assert not LookReport.objects.exists()


def test_the_line_of_another_dossier_means_nothing_here(scene):
    """The key holds a number that counts in one's own dossier only."""
    world, _coach, _client, klant = scene
    stranger = world.coach(name="Vreemd")
    other = world.client_of(stranger)
    looked(stranger, other)
    key = key_of(other)
    assert world.browser(klant).post(REPORT, {"regel": key, "words": ""}).status_code == 422


def test_the_paper_is_tagged_and_says_when(scene):
    world, coach, client, klant = scene
    looked(coach, client, "plan", days_ago=1)
    answer = world.browser(klant).get(PAPER)
    assert answer["Content-Type"] == "application/pdf" and "wie-keek" in answer["Content-Disposition"]
    text = pdf_text(answer.content)
    assert "Medewerker 1" in text and "UWV" in text and "Ulla" not in text
    assert "Fatima" not in answer["Content-Disposition"]
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root
    assert Event.objects.filter(action="clients.print_looks").count() == 1


def test_the_page_costs_the_same_for_many_lines(scene):
    world, _coach, client, klant = scene
    door, counts = Door(klant.user, klant.membership), []
    for number in (3, 30):
        for turn in range(number):
            looked(world.coach(name=f"C{number}{turn}"), client)
        page_of(world, klant)
        counts.append(len([sql for sql in door.knock("GET", PAGE).sql if "SAVEPOINT" not in sql]))
    assert counts[0] == counts[1] <= 16, counts


def test_links_lead_here(scene):
    world, _coach, _client, klant = scene
    for name in ("clients:my_data", "werkplan:my_steps"):
        assert PAGE in world.browser(klant).get(reverse(name)).content.decode()


def test_staff_have_no_such_page(scene):
    world, coach, *_ = scene
    for path in (PAGE, REPORT, PAPER):
        assert world.browser(coach).get(path).status_code == 403


def test_a_client_without_a_dossier(scene):
    world, *_ = scene
    alone = world.actor("klant", name="Leeg")
    assert "Wij weten nog niets over u" in page_of(world, alone)
    assert User.objects.filter(pk=of_user(alone.user).user.pk).exists()


def test_who_judges_reads_what_the_client_wrote_and_who_was_reported_does_not(scene):
    world, coach, client, klant = scene
    boss = world.team_leader("uwv", name="Tineke")
    looked(coach, client)
    report(world, klant, client)
    review = Review.objects.get()
    browser = world.browser(boss)
    browser.post(reverse("clients:review_open", args=[review.public_id]))
    card = browser.get(reverse("clients:review_card", args=[review.public_id]))
    assert card.status_code == 200 and "Ik ken deze niet." in card.content.decode()
    for actor in (coach, world.team_leader("gemeente-leeuwarden")):
        with transaction.atomic():
            door.enter(actor)
            assert not LookReport.objects.filter(review=review).exists()
            door.leave()


def test_the_numbers_are_behind_the_second_door(scene):
    """The table that ties a number to an employee is read in one's own dossier only."""
    world, coach, client, klant = scene
    looked(coach, client)
    page_of(world, klant)
    stranger = world.coach("gemeente-leeuwarden", name="Vreemd")
    for actor, seen in ((klant, 1), (stranger, 0)):
        with transaction.atomic():
            door.enter(actor)
            assert Alias.objects.count() == seen
            door.leave()
