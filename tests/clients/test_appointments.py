"""Appointments: planned, moved, cancelled, missed, undone; by whom they are seen, and what a calendar gets of them."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from clients.actions import appointments as actions
from clients.appointments import week_of
from clients.models import Appointment, AppointmentGuest, Entry
from werkcentrum.access import actions as access
from werkcentrum.audit.models import Event
from werkcentrum.refusal import Conflict, Refused, Stale
from werkcentrum.web.moments import ClockField, moment


@pytest.fixture
def coach(world):
    return world.coach()


@pytest.fixture
def client(world, coach):
    return world.client_of(coach)


def at(days=3, hour=10):
    day = timezone.localdate() + datetime.timedelta(days=days)
    return moment(day, datetime.time(hour, 0))


def planned(client, by, **facts):
    given = {"starts_at": at(), "minutes": 45, "way": "plek", "place": "Kamer 2", "subject": "Het plan"} | facts
    return actions.plan_appointment(client=client, by=by, **given)


def over(row):
    """As if it was an hour ago."""
    Appointment.objects.filter(pk=row.pk).update(starts_at=timezone.now() - datetime.timedelta(hours=2))
    row.refresh_from_db()
    return row


def form(row=None, **facts):
    given = {"day": f"{at():%d-%m-%Y}", "clock": "10:00", "minutes": "45", "way": "plek", "place": "Kamer 2"}
    given |= {"version": row.version} if row else {"with_client": "on"}
    return given | facts


def url(name, client, row=None):
    args = [client.public_id, row.public_id] if row else [client.public_id]
    return reverse(f"clients:{name}", args=args)


def test_a_coach_plans_one_on_screen_and_finds_it_in_her_week_and_with_the_person(world, coach, client):
    browser = world.browser(coach)
    answer = browser.post(url("appointment_add", client), form(subject="Sollicitatie"))
    row = Appointment.objects.get()
    assert answer.url == url("appointment", client, row)
    assert (row.host, row.participation, row.with_client, row.state) == (coach.user, coach.cell, True, "gepland")
    assert timezone.localtime(row.starts_at).hour == 10
    week = f"{row.starts_at:%G-W%V}"
    page = browser.get(reverse("clients:agenda"), {"week": week}).content.decode()
    assert client.name in page and "Sollicitatie" in page and "1 afspraak" in page
    assert "Sollicitatie" in browser.get(url("contact", client)).content.decode()
    assert Entry.objects.filter(client=client, kind="appointment").count() == 1


def test_what_was_typed_stays_when_something_is_missing(world, coach, client):
    answer = world.browser(coach).post(url("appointment_add", client), form(place="", subject="Mijn eigen woorden"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "Mijn eigen woorden" in page
    assert "Vul in waar de afspraak is" in page and not Appointment.objects.exists()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"day": "01-01-2020"}, "Kies een moment dat nog komt"),
        ({"day": "01-01-2099"}, "Klopt het jaar"),
        ({"clock": "25:00"}, "14:00"),
        ({"day": "28-03-2027", "clock": "02:30"}, "de klok een uur vooruit"),
    ],
)
def test_a_moment_that_cannot_be(world, coach, client, facts, sentence):
    answer = world.browser(coach).post(url("appointment_add", client), form(**facts))
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_a_second_one_at_the_same_time_is_asked_about_once(world, coach, client):
    other = world.client_of(coach, call_name="Ander", surname="Geheim")
    planned(other, coach)
    browser = world.browser(coach)
    answer = browser.post(url("appointment_add", client), form(clock="10:30"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "heeft dan al een afspraak, 10:00 tot 10:45 uur" in page
    assert "Geheim" not in page.split("<main")[1]
    assert browser.post(url("appointment_add", client), form(clock="10:45")).status_code == 302
    Appointment.objects.filter(client=client).delete()
    assert browser.post(url("appointment_add", client), form(clock="10:30", sure="on")).status_code == 302


def test_the_client_cannot_be_in_two_places(world, coach, client):
    colleague = world.coach(name="Colleague")
    world.involve(colleague, client, "team")
    planned(client, colleague)
    with pytest.raises(Refused, match="De klant heeft dan al een afspraak"):
        planned(client, coach)


def test_moving_keeps_the_old_one_beside_the_new_one_with_the_same_people(world, coach, client):
    row = planned(client, coach, guests=[(None, world.cell("gemeente-leeuwarden"))])
    browser = world.browser(coach)
    answer = browser.post(url("appointment_move", client, row), form(row, clock="14:00"))
    assert answer.status_code == 302
    row.refresh_from_db()
    new = row.replaced_by.get()
    assert (row.state, new.state, timezone.localtime(new.starts_at).hour) == ("verzet", "gepland", 14)
    assert AppointmentGuest.objects.filter(appointment=new).count() == 1
    entry = Entry.objects.filter(client=client).first()
    assert "10:00" in entry.before and "14:00" in entry.after


def test_who_moves_second_is_told_and_nothing_happens_twice(world, coach, client):
    row = planned(client, coach)
    facts = {"minutes": 45, "way": "telefoon", "place": "", "subject": "", "by": coach}
    actions.move_appointment(appointment=row, version=row.version, starts_at=at(4), **facts)
    with pytest.raises(Stale):
        actions.move_appointment(appointment=row, version=row.version, starts_at=at(5), **facts)
    row.refresh_from_db()
    with pytest.raises(Conflict):
        actions.move_appointment(appointment=row, version=row.version, starts_at=at(5), **facts)
    answer = world.browser(coach).post(url("appointment_move", client, row), form(row, subject="Van de tweede"))
    assert answer.status_code == 409
    assert Appointment.objects.filter(state="gepland").count() == 1


def test_not_coming_is_noted_and_no_more(world, coach, client):
    row = planned(client, coach)
    browser = world.browser(coach)
    early = browser.post(url("appointment_went", client, row), {"version": row.version, "went": "miss"})
    assert early.status_code == 422 and "U kunt pas daarna zeggen" in early.content.decode()
    over(row)
    browser.post(url("appointment_went", client, row), {"version": row.version, "went": "miss"})
    row.refresh_from_db()
    page = browser.get(url("appointment", client, row)).content.decode()
    assert row.state == "niet_verschenen" and "Zonder schuld volgt er geen maatregel" in page
    assert not Event.objects.filter(action__contains="measure").exists()


def test_a_wrong_click_is_undone_within_ten_minutes_and_the_log_keeps_both(world, coach, client):
    row = planned(client, coach)
    browser = world.browser(coach)
    browser.post(url("appointment_move", client, row), form(row, clock="15:00"))
    new = row.replaced_by.get()
    browser.post(url("appointment_undo", client, row))
    row.refresh_from_db(), new.refresh_from_db()
    assert (row.state, new.state, new.cancelled_by) == ("gepland", "afgezegd", "vergissing")
    actions_done = list(Event.objects.filter(dossier_id=client.pk).values_list("action", flat=True))
    assert "clients.move_appointment" in actions_done and "clients.undo_appointment" in actions_done
    row.refresh_from_db()
    assert browser.post(url("appointment_move", client, row), form(row, clock="16:00")).status_code == 302


def test_undoing_is_refused_when_it_is_too_late_or_not_ones_own(world, coach, client):
    row = planned(client, coach)
    actions.cancel_appointment(appointment=row, version=row.version, party="klant", reason="", by=coach)
    other = world.coach(name="Other")
    world.involve(other, client, "team")
    with pytest.raises(Refused, match="Alleen wie dit deed"):
        actions.undo_appointment(appointment=row, by=other)
    long_ago = timezone.now() - datetime.timedelta(minutes=11)
    Appointment.objects.filter(pk=row.pk).update(settled_at=long_ago)
    with pytest.raises(Refused, match="tot tien minuten"):
        actions.undo_appointment(appointment=row, by=coach)


def test_a_calendar_gets_when_and_where_and_never_who(world, coach, client):
    row = planned(client, coach, subject="Schulden van Fatima")
    answer = world.browser(coach).get(url("appointment_ics", client, row))
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Content-Disposition"] == 'attachment; filename="afspraak.ics"'
    text = answer.content.decode()
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["summary"]) == "Afspraak Werkcentrum" and event.decoded("dtstart") == row.starts_at
    assert event.decoded("dtend") == row.ends_at and str(event["location"]) == "Kamer 2"
    for word in ("Fatima", "Amrani", "Schulden", coach.user.name, str(client.public_id)):
        assert word not in text


def test_a_phone_number_or_a_link_stays_out_of_the_calendar(world, coach, client):
    row = planned(client, coach, way="telefoon", place="058 123 45 67")
    assert "058" not in world.browser(coach).get(url("appointment_ics", client, row)).content.decode()


def test_the_client_sees_her_own_and_says_that_she_cannot_come(world, coach, client):
    row = planned(client, coach, subject="Het plan")
    planned(client, coach, starts_at=at(5), with_client=False, subject="Alleen collega's")
    own = world.actor("klant", name="Self")
    facts = {"dossier": client.dossier, "participation": None, "relation": "self"}
    access.involve(user=own.user, by=coach, **facts)
    browser = world.browser(own)
    page = browser.get(reverse("clients:my_appointments")).content.decode()
    assert "Het plan" in page and "Alleen collega" not in page
    assert browser.get(reverse("clients:my_appointment_ics", args=[row.public_id])).status_code == 200
    cancel = reverse("clients:my_appointment_cancel", args=[row.public_id])
    assert browser.get(cancel).status_code == 200
    assert browser.post(cancel, {"version": row.version}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.cancelled_by, row.reason) == ("afgezegd", "klant", "")


def test_another_persons_appointment_is_not_there(world, coach, client):
    other = world.client_of(world.coach(name="Other"))
    row = planned(other, world.coach(name="Other"))
    browser = world.browser(coach)
    assert browser.get(url("appointment", other, row)).status_code == 404
    assert browser.get(url("appointment", client, row)).status_code == 404
    with pytest.raises(PermissionDenied):
        planned(other, coach)


def test_who_is_asked_along_before_she_took_over_knows_the_card_only(world, coach, client):
    receiver = world.coach("gemeente-leeuwarden")
    world.involve(receiver, client, "proposed")
    planned(client, coach, guests=[(receiver.user, receiver.cell)], subject="Kennismaken")
    week = f"{at():%G-W%V}"
    page = world.browser(receiver).get(reverse("clients:agenda"), {"week": week}).content.decode()
    assert "Kennismaken" in page and "1995" in page and "Amrani" not in page.split("<main")[1]
    stranger = world.coach("gemeente-leeuwarden", name="Stranger")
    assert week_of(stranger, week).total == 0


@pytest.mark.parametrize(
    ("typed", "clock"), [("14:00", (14, 0)), ("9.30", (9, 30)), ("1400", (14, 0)), ("9u", None), ("9u30", (9, 30))]
)
def test_a_time_as_people_type_it(typed, clock):
    field = ClockField()
    if clock is None:
        with pytest.raises(Exception, match="14:00"):
            field.clean(typed)
    else:
        assert field.clean(typed) == datetime.time(*clock)


@pytest.mark.parametrize("typed", ["", "  ", "\n", None])
def test_a_time_of_spaces_only_is_no_time(typed):
    assert ClockField(required=False).to_python(typed) is None
    with pytest.raises(Exception, match=r"verplicht|in"):
        ClockField().clean(typed)
