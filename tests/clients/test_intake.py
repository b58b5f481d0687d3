"""The one intake: saved as one goes, never asked twice, never two, and closed field by field to who has no business."""

import datetime
import re
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from clients.actions import intake as actions
from clients.actions.intake import SecondIntake, Typed
from clients.intake.fields import FIELDS
from clients.intake.known import known_of
from clients.intake.lens import Mode, lens_of
from clients.intake.sections import SECTION_OF, SECTIONS
from clients.models import Intake, IntakeAnswer
from werkcentrum.access import policy
from werkcentrum.audit.models import Event, Reading
from werkcentrum.refusal import Conflict, Stale

TODAY = datetime.date.today()  # noqa: DTZ011


@pytest.fixture
def gids(world):
    return world.gids()


@pytest.fixture
def client(world, gids):
    return world.client_of(gids, situation="WW", since="2026-01-01", until="2026-12-31")


@pytest.fixture
def browser(world, gids):
    return world.browser(gids)


def step(client, number):
    return reverse("clients:intake", args=[client.public_id, number])


def answer(client, field):
    return IntakeAnswer.objects.get(client=client, field=field)


def question(typed="Ik zoek werk in de zorg.", version="0"):
    return {"help_question": typed, "help_question-version": version}


# Every asked field has its place


def test_every_asked_field_is_in_exactly_one_section_of_its_step():
    asked = [field.code for field in FIELDS.values() if field.step and field.kind not in {"derived", "consent"}]
    assert sorted(asked) == sorted(SECTION_OF)
    assert sum(len(section.codes) for section in SECTIONS) == len(SECTION_OF)
    for section in SECTIONS:
        assert {field.step for field in section.fields} == {section.step}


# Saving


def test_a_section_saves_itself_with_source_dates_and_version(client, browser, gids):
    page = browser.post(step(client, 1), {"section": "question", **question()}, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert re.search(r"Bewaard \d\d:\d\d", page.content.decode())
    row = answer(client, "help_question")
    assert (row.value, row.source, row.obtained_on, row.version) == ("Ik zoek werk in de zorg.", "klant", TODAY, 1)
    assert 'name="help_question-version" value="1"' in page.content.decode()
    event = Event.objects.get(action="intake.save")
    assert event.detail == {"fields": ["help_question"]}
    assert row.history.get().event_id == event.pk


def test_without_javascript_one_button_saves_the_step_and_goes_on(client, browser):
    page = browser.post(step(client, 1), {**question(), "next": "1"})
    assert (page.status_code, page.url) == (302, step(client, 2))
    assert answer(client, "help_question").value.startswith("Ik zoek")


def test_a_wrong_answer_is_told_and_what_is_right_is_kept(client, browser):
    typed = {
        **question(),
        "representative-version": "0", "representative-rows": "1", "representative-0-kind": "helper",
        "representative-0-name": "Neef", "representative-0-from": "31-2-2026", "next": "1",
    }  # fmt: skip
    page = browser.post(step(client, 1), typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert "Vul een datum in als dag-maand-jaar" in text
    assert 'value="31-2-2026"' in text and 'value="Neef"' in text
    assert answer(client, "help_question").value.startswith("Ik zoek")
    assert not IntakeAnswer.objects.filter(client=client, field="representative").exists()


@pytest.mark.parametrize(
    ("number", "typed", "sentence"),
    [
        (3, {"education-version": "0", "education-rows": "1", "education-0-name": "Kok"}, "Niveau"),
        (
            3,
            {"education-version": "0", "education-rows": "1", "education-0-name": "Kok", "education-none": "on"},
            "Haal het vinkje weg",
        ),
        (4, {"hours-version": "0", "hours-least": "32", "hours-most": "8"}, "Draai ze om"),
        (4, {"hours-version": "0", "hours-least": "-1", "hours-most": "8"}, "getal in van 0 tot en met 99"),
        (4, {"matching_postcode-version": "0", "matching_postcode": "12AB"}, "vier cijfers en twee letters"),
        (4, {"available-version": "0", "available-from": "1-1-2626"}, "Controleer het jaar"),
        (
            1,
            {"contact_preference-version": "0", "contact_preference-channel": "duif"},
            "Kies een antwoord uit de lijst",
        ),
        (1, {"phone_email-version": "1", "phone_email-phone": "06"}, "telefoonnummer"),
        (1, {"phone_email-version": "1", "phone_email-email": "fatima"}, "naam@voorbeeld.nl"),
    ],
)
def test_bad_input_is_a_sentence_and_nothing_is_lost(client, browser, number, typed, sentence):
    page = browser.post(step(client, number), typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert sentence in text
    assert "data-error-summary" in text
    last = list(typed.values())[-1]
    assert last in text or last in ("on", "duif")
    assert not IntakeAnswer.objects.filter(client=client).exists()


def test_rows_grow_without_javascript(client, browser):
    row = {"languages-version": "0", "languages-rows": "1", "languages-0-language": "nld", "edit": "languages"}
    page = browser.post(step(client, 3), row, follow=True)
    text = page.content.decode()
    assert 'name="languages-1-language"' in text
    assert answer(client, "languages").value == [{"language": "nld"}]
    row |= {"languages-version": "1", "languages-rows": "2", "languages-1-language": "fry"}
    browser.post(step(client, 3), row)
    assert [one["language"] for one in answer(client, "languages").value] == ["nld", "fry"]


def test_none_is_an_answer(client, browser):
    browser.post(
        step(client, 3), {"work_experience-version": "0", "work_experience-rows": "1", "work_experience-none": "on"}
    )
    assert answer(client, "work_experience").value == []
    assert "Geen" in browser.get(step(client, 3)).content.decode()


def test_phone_stands_in_the_record_of_the_person(client, browser):
    client.phone = ""
    client.save()
    browser.post(step(client, 1), {"phone_email-version": "1", "phone_email-phone": "058 123 45 67"})
    client.refresh_from_db()
    assert (client.phone, client.version) == ("058 123 45 67", 2)


def test_typing_on_after_a_save_is_no_conflict_with_oneself(client, browser):
    client.phone = ""
    client.save()
    typed = {"section": "contact", "phone_email-version": "1", "phone_email-phone": "058 123 45 67"}
    page = browser.post(step(client, 1), typed, headers={"HX-Request": "true"})
    assert 'name="phone_email-version" value="2"' in page.content.decode()


# Nothing is asked twice


def test_what_is_known_is_text_with_its_source_and_a_question_whether_it_holds(client, browser):
    browser.post(step(client, 1), question())
    IntakeAnswer.objects.filter(client=client).update(obtained_on=datetime.date(2026, 3, 3))
    text = browser.get(step(client, 1)).content.decode()
    assert "Zelf verteld, 3 maart 2026" in text
    assert 'name="confirm" value="help_question"' in text
    assert 'name="help_question"' not in text
    page = browser.post(step(client, 1), {"confirm": "help_question"})
    assert page.status_code == 302
    assert answer(client, "help_question").confirmed_on == TODAY
    assert 'name="confirm" value="help_question"' not in browser.get(step(client, 1)).content.decode()


def test_what_registration_knew_is_shown_and_not_asked(client, browser):
    text = browser.get(step(client, 1)).content.decode()
    assert "Fatima el Amrani" in text and "14 maart 1995" in text and "8911 AA" in text
    assert 'name="name-surname"' not in text


def test_changing_asks_for_the_one_question(client, browser):
    browser.post(step(client, 1), question())
    text = browser.get(step(client, 1) + "?aanpassen=help_question").content.decode()
    assert "Ik zoek werk in de zorg.</textarea>" in text


def test_income_that_still_holds_is_confirmed(client, browser):
    browser.post(step(client, 2), {"confirm": "income_situations"})
    assert client.income_periods.get().confirmed_on == TODAY


# Somebody else saved


def test_a_stale_answer_shows_both_texts_and_loses_nothing(client, browser, gids):
    actions.save_answers(client=client, typed={"help_question": Typed("Van de collega.")}, by=gids)
    page = browser.post(step(client, 1), {**question("Van mij."), "next": "1"})
    text = page.content.decode()
    assert page.status_code == 409
    assert "Van de collega." in text and "Van mij." in text
    assert answer(client, "help_question").value == "Van de collega."
    mine = browser.post(step(client, 1), {**question("Van mij."), "mine": "help_question:1"})
    assert mine.status_code == 302
    assert answer(client, "help_question").value == "Van mij."


def test_a_stale_section_says_so_in_its_place(client, browser, gids):
    actions.save_answers(client=client, typed={"help_question": Typed("Van de collega.")}, by=gids)
    page = browser.post(
        step(client, 1), {"section": "question", **question("Van mij.")}, headers={"HX-Request": "true"}
    )
    text = page.content.decode()
    assert page.status_code == 409
    assert 'id="saved-question"' in text and "Van de collega." in text and "Van mij." in text


def test_leaving_what_the_other_wrote(client, browser, gids):
    actions.save_answers(client=client, typed={"help_question": Typed("Van de collega.")}, by=gids)
    browser.post(step(client, 1), {**question("Van mij."), "theirs": "help_question"})
    assert answer(client, "help_question").value == "Van de collega."


def test_the_same_answer_twice_is_no_conflict(client, gids):
    actions.save_answers(client=client, typed={"gender": Typed("V")}, by=gids)
    assert actions.save_answers(client=client, typed={"gender": Typed("V")}, by=gids) == []
    with pytest.raises(Stale):
        actions.save_answers(client=client, typed={"gender": Typed("M")}, by=gids)


# Who sees what


def modes(actor, client):
    lens = lens_of(policy.stance(actor, client.pk))
    return {code: lens.mode(field) for code, field in FIELDS.items()}


def test_a_gids_enters_but_never_reads_barriers_and_documents(client, gids):
    seen = modes(gids, client)
    assert seen["help_question"] is Mode.WRITE
    assert seen["care_tasks"] is Mode.ENTER and seen["id_kind"] is Mode.ENTER
    assert seen["money_worries"] is Mode.MASK and seen["bsn"] is Mode.MASK
    assert {seen[code] for code in ("needed_to_work", "housing", "wage_value", "life_domains", "nationality")} == {
        Mode.HIDDEN
    }


def test_a_coach_of_the_municipality_writes_what_her_law_needs(world, client):
    coach = world.coach("gemeente-leeuwarden")
    led = world.client_of(coach)
    seen = modes(coach, led)
    assert seen["housing"] is Mode.WRITE and seen["life_domains"] is Mode.WRITE
    assert seen["target_register"] is Mode.READ and seen["justice_talk"] is Mode.MASK


def test_a_social_partner_sees_no_barriers_and_no_number(world):
    adviser = world.coach("sociale-partners")
    seen = modes(adviser, world.client_of(adviser))
    assert seen["help_question"] is Mode.READ
    assert {seen[code] for code in ("bsn", "needed_to_work", "target_register", "money_worries", "nationality")} == {
        Mode.HIDDEN
    }


def test_what_one_enters_is_not_shown_back(client, browser):
    browser.post(
        step(client, 4), {"care_tasks-version": "0", "care_tasks-youngest_age": "7", "care_tasks-care_hours": "13"}
    )
    assert answer(client, "care_tasks").value == {"youngest_age": 7, "care_hours": 13}
    text = browser.get(step(client, 4) + "?aanpassen=care_tasks").content.decode()
    assert 'value="13"' not in text and 'name="care_tasks-care_hours"' in text
    untouched = browser.post(step(client, 4), {"care_tasks-version": "1"})
    assert untouched.status_code == 302
    assert answer(client, "care_tasks").value == {"youngest_age": 7, "care_hours": 13}


def test_a_conflict_does_not_tell_what_one_may_not_read(client, browser, gids):
    actions.save_answers(client=client, typed={"care_tasks": Typed({"care_hours": 37})}, by=gids)
    page = browser.post(step(client, 4), {"care_tasks-version": "0", "care_tasks-care_hours": "5"})
    assert page.status_code == 409
    section = page.content.decode().split('id="s-care"')[1].split("</section>")[0]
    assert not re.search(r"\b37\b", section), "as a word: a key of chance may hold the same two signs"


def test_hidden_questions_say_why_and_posting_them_is_refused(client, browser, gids):
    text = browser.get(step(client, 4)).content.decode()
    assert "U ziet dit niet. Wie dit wel ziet: UWV en Gemeente (Pwet 7)." in text
    assert "vakbond" not in text.lower()
    browser.post(step(client, 4), {"housing-version": "0", "housing": "homeless"})
    assert not IntakeAnswer.objects.filter(client=client).exists()
    with pytest.raises(PermissionDenied):
        actions.save_answers(client=client, typed={"housing": Typed("homeless")}, by=gids)
    with pytest.raises(PermissionDenied):
        actions.save_answers(client=client, typed={"trade_union": Typed(True)}, by=gids)


def test_a_colleague_of_the_desk_goes_on_and_a_stranger_does_not(world, client, gids):
    colleague, stranger = world.gids(name="Collega"), world.coach()
    world.involve(colleague, client)
    actions.save_answers(client=client, typed={"gender": Typed("V")}, by=colleague)
    assert world.browser(colleague).get(step(client, 1)).status_code == 200
    assert world.browser(stranger).get(step(client, 1)).status_code == 404


def test_a_page_of_the_intake_is_a_reading(client, browser, gids):
    browser.get(step(client, 2))
    assert Reading.objects.filter(actor=gids.user, dossier=client.pk, part="intake").count() == 1


# Free text


@pytest.mark.parametrize("typed", ["Ik heb een depressie en zoek werk.", "Mijn nummer is 111222333."])
def test_a_diagnosis_or_number_in_free_text_is_asked_about_once(client, browser, typed):
    first = browser.post(step(client, 1), {**question(typed), "help_question-sure": ""})
    text = first.content.decode()
    assert first.status_code == 422
    assert "Bewaar dan nog een keer" in text
    assert 'name="help_question-sure" value="1"' in text
    second = browser.post(step(client, 1), {**question(typed), "help_question-sure": "1"})
    assert second.status_code == 302
    assert answer(client, "help_question").value == typed


# Income in step 2


def test_a_situation_is_added_within_the_step(client, browser):
    typed = {"code": "BIJSTAND", "valid_from": "1-1-2027", "source": "klant", "add_period": "1"}
    assert browser.post(step(client, 2), typed).status_code == 302
    assert client.income_periods.get(code="BIJSTAND").leading


def test_an_overlap_within_the_step_is_told_and_kept_typed(client, browser):
    typed = {"code": "WW", "valid_from": "1-6-2026", "source": "klant", "next": "1"}
    page = browser.post(step(client, 2), typed)
    text = page.content.decode()
    assert page.status_code == 409
    assert "valt samen met WW-uitkering van 1 januari 2026 tot en met 31 december 2026" in text
    assert 'value="1-6-2026"' in text


# One intake


def test_a_second_intake_is_told_where_the_first_is(client, browser, gids):
    start = reverse("clients:intake_start", args=[client.public_id])
    assert browser.post(start).status_code == 302
    page = browser.post(start)
    assert page.status_code == 409
    assert "heeft al een intake" in page.content.decode()
    assert step(client, 1) in page.content.decode()
    assert Intake.objects.count() == 1


def test_two_desks_at_once_make_one_intake(committed_world):
    one, other = committed_world.gids(), committed_world.gids(name="Tweede balie")
    client = committed_world.client_of(one, situation=None)
    committed_world.involve(other, client)
    outcomes, ready = [], threading.Barrier(8)

    def begin(actor):
        ready.wait()
        try:
            actions.start_intake(client=client, by=actor)
            outcomes.append("made")
        except SecondIntake as no:
            outcomes.append(no.status)
        except Exception as error:
            outcomes.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=begin, args=(actor,)) for actor in (one, other) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["409"] * 7 + ["made"]
    assert Intake.objects.filter(client=client).count() == 1


# Check, finish, who helps


NEEDED = {
    "help_question": "Werk", "id_kind": "passport", "id_seen": {"seen_on": "2026-11-21"},
    "occupation_wishes": [{"occupation": "Kok"}], "work_experience": [], "education": [],
    "languages": [{"language": "nld"}],
    "hours": {"least": 24, "most": 32}, "available": {"from": "2026-12-01"},
}  # fmt: skip


def test_the_check_page_lists_what_is_missing_and_does_not_finish(client, browser):
    url = reverse("clients:intake_check", args=[client.public_id])
    assert browser.get(url).status_code == 200
    page = browser.post(url)
    text = page.content.decode()
    assert page.status_code == 422
    assert "data-error-summary" in text and f"{step(client, 3)}#q-languages" in text
    assert not Intake.objects.filter(client=client, state="afgerond").exists()


def test_a_complete_intake_is_finished_and_leads_to_who_helps(client, browser, gids):
    actions.save_answers(client=client, typed={code: Typed(value) for code, value in NEEDED.items()}, by=gids)
    page = browser.post(reverse("clients:intake_check", args=[client.public_id]), follow=True)
    text = page.content.decode()
    assert page.redirect_chain[-1][0] == reverse("clients:responsible", args=[client.public_id])
    assert "UWV betaalt uw uitkering" in text and "Pwet 7.3.c" in text
    assert Intake.objects.get(client=client).state == "afgerond"
    with pytest.raises(Conflict, match="al afgerond"):
        actions.finish(client=client, by=gids)


def test_what_is_needed_follows_from_the_other_answers(world, gids):
    client = world.client_of(gids, situation="LOONDIENST")
    lens = lens_of(policy.stance(gids, client.pk))
    from clients.intake.progress import missing

    assert "notice_period" in {field.code for field in missing(lens, known_of(client))}
    assert "notice_period" not in {field.code for field in missing(lens, known_of(world.client_of(gids)))}
