"""Contact notes: who reads which, corrected without overwriting, found again; and contact that is looked for again."""

import datetime

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.urls import reverse
from django.utils import timezone

from clients.actions import appointments, notes
from clients.actions.attempts import record_attempt
from clients.models import Appointment, ContactAttempt, Entry, Note
from clients.reach_out import why_still_to_reach
from tests.factories.world import test_bsn
from tests.werkplan.plans import running_plan
from werkcentrum.access import actions as access
from werkcentrum.access import door
from werkcentrum.access.actor import of_user
from werkcentrum.permissions import FieldGroup
from werkcentrum.refusal import Conflict, Refused
from werkplan.actions import plan as plans

WORK, SHARED, TOLD = "Twijfelt over de zorg.", "Wil naar de taalschool.", "Wij spraken af dat u belt."


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    return world.client_of(coach)


@pytest.fixture
def three(client, coach):
    """A note of every audience."""
    texts = {"eigen": WORK, "gedeeld": SHARED, "klant": TOLD}
    return {key: notes.write_note(client=client, text=text, audience=key, by=coach) for key, text in texts.items()}


def helper(world, client, partner="gemeente-leeuwarden", groups=(FieldGroup.PLAN, FieldGroup.NOTES)):
    found = world.coach(partner, name="Helper")
    until = timezone.now() + datetime.timedelta(days=20)
    world.involve(found, client, "support", field_groups=[str(group) for group in groups], until=until)
    return found


def herself(world, client, coach):
    own = world.actor("klant", name="Self")
    access.involve(dossier=client.dossier, user=own.user, participation=None, relation="self", by=coach)
    return own


def page(world, actor, client):
    return world.browser(actor).get(reverse("clients:contact", args=[client.public_id])).content.decode()


def test_each_reads_what_is_for_her(world, coach, client, three):
    assert all(text in page(world, coach, client) for text in (WORK, SHARED, TOLD))
    seen = page(world, helper(world, client), client)
    assert SHARED in seen and TOLD in seen and WORK not in seen
    own = world.browser(herself(world, client, coach)).get(reverse("clients:my_appointments")).content.decode()
    assert TOLD in own and SHARED not in own and WORK not in own and coach.user.name not in own


def test_a_helper_without_the_group_reads_none_and_is_told_why(world, coach, client, three):
    seen = page(world, helper(world, client, groups=(FieldGroup.PLAN,)), client)
    assert SHARED not in seen and "niet met u" not in seen and "met u niet gedeeld" in seen


def test_a_work_note_stays_behind_when_another_organisation_takes_over(world, coach, client, three):
    taker = world.coach("gemeente-leeuwarden", name="Taker")
    world.involve(taker, client, "team")
    seen = page(world, taker, client)
    assert SHARED in seen and WORK not in seen
    address = reverse("clients:note", args=[client.public_id, three["eigen"].public_id])
    assert world.browser(taker).get(address).status_code == 404


@pytest.mark.parametrize(
    ("who", "audiences"),
    [("coach", {"eigen", "gedeeld", "klant"}), ("helper", {"gedeeld", "klant"}), ("self", {"klant"}), ("none", set())],
)
def test_the_second_door_reads_the_audience_too(world, coach, client, three, who, audiences):
    """Without the first door: a plain SELECT as the web role."""
    actor = {
        "coach": lambda: coach,
        "helper": lambda: helper(world, client),
        "self": lambda: herself(world, client, coach),
        "none": lambda: world.coach(name="Stranger"),
    }[who]()
    with transaction.atomic():
        door.enter(of_user(actor.user, actor.membership))
        found = set(Note.objects.filter(client=client.pk).values_list("audience", flat=True))
        door.leave()
    assert found == audiences


@pytest.mark.parametrize("statement", ["UPDATE clients_note SET text = 'x'", "DELETE FROM clients_note"])
def test_nothing_is_overwritten(world, coach, client, three, statement):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        door.enter(coach)
        with connection.cursor() as cursor:
            cursor.execute(statement)
    door.leave()


def test_a_correction_is_a_new_version_and_who_comes_second_is_told(world, coach, client, three):
    note = three["gedeeld"]
    browser = world.browser(coach)
    address = reverse("clients:note", args=[client.public_id, note.public_id])
    assert browser.post(address, {"text": "Wil naar de avondschool.", "number": 1}).status_code == 302
    shown = browser.get(address).content.decode()
    assert "avondschool" in shown and SHARED in shown
    assert SHARED not in page(world, coach, client)
    late = browser.post(address, {"text": "Mijn eigen verbetering.", "number": 1})
    assert late.status_code == 409 and "Mijn eigen verbetering." in late.content.decode()
    with pytest.raises(Conflict):
        notes.correct_note(note=note, text="Nog iets.", by=coach)
    assert Note.objects.filter(thread=note.thread).count() == 2


def test_another_organisation_writes_its_own_and_corrects_none(world, coach, client, three):
    taker = world.coach("gemeente-leeuwarden", name="Taker")
    world.involve(taker, client, "team")
    with pytest.raises(Refused, match="andere organisatie"):
        notes.correct_note(note=three["gedeeld"], text="Anders.", by=taker)


def test_a_number_is_refused_and_an_illness_asked_about_once(world, coach, client):
    browser, address = world.browser(coach), reverse("clients:note_add", args=[client.public_id])
    given = {"audience": "gedeeld", "way": "gesprek", "on": f"{timezone.localdate():%d-%m-%Y}"}
    number = browser.post(address, given | {"text": f"BSN {test_bsn(1)}"})
    assert number.status_code == 422 and "lijkt" in number.content.decode()
    with pytest.raises(Refused):
        notes.write_note(client=client, text=f"BSN {test_bsn(1)}", audience="eigen", by=coach)
    ill = browser.post(address, given | {"text": "Heeft epilepsie."})
    shown = ill.content.decode()
    assert ill.status_code == 422 and "kan maximaal twee uur staan" in shown and "Heeft epilepsie." in shown
    assert browser.post(address, given | {"text": "Heeft epilepsie.", "asked": "1"}).status_code == 302


def test_a_word_is_found_and_stands_in_no_address(world, coach, client, three):
    browser, address = world.browser(coach), reverse("clients:note_search", args=[client.public_id])
    found = browser.post(address, {"word": "TAALSCHOOL"}).content.decode()
    assert "1 notitie met" in found and SHARED in found and WORK not in found
    none = browser.post(address, {"word": "fiets"}).content.decode()
    assert "Geen notitie met" in none
    assert browser.get(address).status_code == 405
    helper_sees = world.browser(helper(world, client)).post(address, {"word": "Twijfelt"}).content.decode()
    assert "Geen notitie met" in helper_sees


def test_the_timeline_says_that_there_is_a_note_and_never_what(client, three):
    lines = Entry.objects.filter(client=client, kind="note").values_list("text", flat=True)
    assert len(lines) == 2, "a work note is not in what everybody reads"
    assert not any(text in line for text in (WORK, SHARED, TOLD) for line in lines)


def missed(client, coach):
    row = appointments.plan_appointment(
        client=client, starts_at=timezone.now() + datetime.timedelta(hours=2), minutes=30, way="telefoon", place="",
        subject="", by=coach,
    )  # fmt: skip
    Appointment.objects.filter(pk=row.pk).update(starts_at=timezone.now() - datetime.timedelta(hours=3))
    appointments.settle_appointment(appointment=row, version=row.version, went="miss", by=coach)
    return row


def test_after_not_coming_there_are_steps_and_her_side_and_no_measure(world, coach, client):
    row = missed(client, coach)
    browser = world.browser(coach)
    address = reverse("clients:appointment_reach_out", args=[client.public_id, row.public_id])
    first = browser.get(address).content.decode()
    assert first.count("Nog te doen") == 4 and "Pwet 18.9" in first and "legt nooit zelf een maatregel op" in first
    given = {"way": "telefoon", "outcome": "bereikt", "said": "Mijn kind had koorts", "on": _today()}
    silent = browser.post(address, given | {"outcome": "geen_reactie"})
    assert silent.status_code == 422 and "niet gesproken" in silent.content.decode()
    assert browser.post(address, given).status_code == 302
    shown = browser.get(address).content.decode()
    assert "Mijn kind had koorts" in shown and "Nog te doen" not in shown


def _today():
    return f"{timezone.localdate():%d-%m-%Y}"


def test_no_contact_is_a_reason_only_after_attempts_and_a_letter(world, coach, client):
    plan, _, _ = running_plan(coach, client)
    with pytest.raises(Refused, match="probeer het nog 3 keer en stuur een brief"):
        plans.close(plan=plan, reason="geen_contact", by=coach)
    facts = {"client": client, "outcome": "geen_reactie", "by": coach}
    for way in ("telefoon", "bericht", "bezoek"):
        record_attempt(way=way, **facts)
    with pytest.raises(Refused, match="kan nog niet: stuur een brief"):
        plans.close(plan=plan, reason="geen_contact", by=coach)
    record_attempt(way="brief", **facts)
    assert why_still_to_reach(client.pk) == ""
    assert plans.close(plan=plan, reason="geen_contact", by=coach).close_reason == "geen_contact"


def test_who_was_spoken_again_starts_anew(coach, client):
    today = timezone.localdate()
    for days, way in ((9, "telefoon"), (8, "bericht"), (7, "brief")):
        facts = {"on": today - datetime.timedelta(days=days), "outcome": "geen_reactie", "by": coach}
        record_attempt(client=client, way=way, **facts)
    assert why_still_to_reach(client.pk) == ""
    record_attempt(client=client, way="telefoon", outcome="bereikt", said="Alles goed.", by=coach)
    assert "nog 3 keer" in why_still_to_reach(client.pk)
    assert ContactAttempt.objects.count() == 4
