"""Sessions: they end by themselves, cannot be stolen from the database, and what was half typed is never lost."""

import datetime
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from werkcentrum.access.models import KeptForm, Session
from werkcentrum.access.sessions import SessionStore, row_key
from werkcentrum.web.middleware import POLLING

LOGIN = reverse("account_login")
PASSWORD = "wachtwoord-voor-test"
COOKIE = settings.SESSION_COOKIE_NAME
OWN = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def clock(monkeypatch):
    """A clock that a test turns on: `clock(seconds)`."""
    start, shift = timezone.now(), [datetime.timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: start + shift[0])

    def turn(seconds):
        shift[0] += datetime.timedelta(seconds=seconds)

    return turn


def inside(browser):
    return browser.get(reverse("services:menu")).status_code == 200


def log_in(user, browser=None, **headers):
    browser = browser or Browser()
    browser.post(LOGIN, {"login": user.email, "password": PASSWORD}, **headers)
    inside(browser)  # the first page knows the role, and with it how long this lasts
    return browser


@pytest.mark.parametrize(("role", "minutes"), [("gids", 30), ("coach", 30), ("klant", 15)])
def test_a_session_ends_after_its_time_without_a_request(world, clock, role, minutes):
    browser = log_in(world.actor(role).user)
    assert inside(browser)
    clock(minutes * 60 - 1)
    assert inside(browser), "one second before"
    clock(minutes * 60 + 1)
    assert not inside(browser), "one second after"


def test_a_session_ends_after_ten_hours_of_work(world, clock):
    browser = log_in(world.gids().user)
    for _ in range(10 * 60 // 20 - 1):
        clock(20 * 60)
        assert inside(browser)
    clock(20 * 60 + 1)
    assert not inside(browser)


def test_a_page_that_refreshes_itself_keeps_nobody_logged_in(world, clock):
    browser = log_in(world.gids().user)
    for _ in range(5):
        clock(5 * 60)
        assert browser.get(reverse("services:menu"), headers={POLLING: "1"}).status_code == 200
    clock(5 * 60 + 2)
    assert not inside(browser)


def test_staying_is_a_deed_of_its_own(world, clock):
    browser = log_in(world.gids().user)
    clock(29 * 60)
    assert browser.post(reverse("access:stay"), headers={"HX-Request": "true"}).content == b""
    clock(29 * 60)
    assert inside(browser)


def test_the_key_changes_at_login_and_a_planted_key_is_worth_nothing(world):
    browser = Browser()
    browser.get(LOGIN)
    planted = browser.cookies[COOKIE].value
    log_in(world.gids().user, browser)
    assert browser.cookies[COOKIE].value != planted
    thief = Browser()
    thief.cookies[COOKIE] = planted
    assert not inside(thief)
    thief.cookies[COOKIE] = "a" * 32
    log_in(world.coach().user, thief)
    assert thief.cookies[COOKIE].value != "a" * 32, "a key that the browser made up is not taken over"


def test_logging_out_ends_it_at_the_server_and_clears_the_browser(world):
    browser = log_in(world.gids().user)
    key = browser.cookies[COOKIE].value
    answer = browser.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    copy = Browser()
    copy.cookies[COOKIE] = key
    assert not inside(copy)
    assert not Session.objects.filter(pk=row_key(key)).exists()
    assert browser.get(reverse("account_logout")).status_code in {200, 302}, "and by GET nothing happens"


def test_a_new_password_ends_every_other_session(world):
    user = world.gids().user
    here, there = log_in(user), log_in(user)
    new = "een-heel-ander-lang-wachtwoord"
    answer = here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302
    assert inside(here) and not inside(there)


def test_what_the_table_holds_opens_nothing(world):
    browser = log_in(world.gids().user)
    key = browser.cookies[COOKIE].value
    row = Session.objects.get(user=world.gids().user)
    thief = Browser()
    thief.cookies[COOKIE] = row.session_key
    assert not inside(thief)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row::text FROM access_session AS row")
        text = " ".join(found for (found,) in cursor.fetchall())
    assert key not in text and "_auth_user" not in text and "csrf" not in text


def test_contents_that_somebody_changed_are_no_session(world):
    browser = log_in(world.gids().user)
    other = log_in(world.coach().user)
    row = Session.objects.get(user=world.gids().user)
    Session.objects.filter(pk=row.pk).update(session_data=row.session_data[:-8] + "AAAAAAA=")
    assert not inside(browser) and inside(other)


def test_one_sees_and_ends_ones_own_sessions_only(world):
    user, other = world.gids().user, log_in(world.coach().user)
    here, there = log_in(user), log_in(user)
    page = here.get(reverse("access:sessions")).content.decode()
    assert page.count("Beëindig deze sessie") == 1 and "Dit is de sessie" in page
    rows = {name: row_key(browser.cookies[COOKIE].value) for name, browser in
            {"here": here, "there": there, "other": other}.items()}  # fmt: skip
    for name in ("here", "other", "there"):
        assert here.post(reverse("access:sessions"), {"session": rows[name]}).status_code == 302
    assert inside(here) and inside(other) and not inside(there)


# A half-filled form


def question(browser, csrf=True):
    page = browser.get(reverse("clients:light_contact")).content.decode()
    key = re.search(r'name="submit_key" value="([^"]+)"', page)[1]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    text = {"question": "Hoe vraag ik bijstand aan?", "call_name": "Bert", "phone": "06 12 34 56 78"}
    typed = text | {"submit_key": key, "reason": "werk", "channel": "balie", "minutes": "5", "keep_text": "on"}
    return typed | ({"csrfmiddlewaretoken": token} if csrf else {})


def resumed(browser):
    """The forms that the page of kept forms offers: address → fields."""
    from tests.support.referee import Forms

    page = browser.get(reverse("access:resume"))
    found = Forms(page.content.decode(), reverse("access:resume")).found if page.status_code == 200 else []
    return {form.action: form.fields for form in found if "kept_form" in form.fields}


def test_what_was_typed_when_the_session_ended_is_there_after_login(world, clock):
    gids, address = world.gids(), reverse("clients:light_contact")
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(gids.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    typed = question(browser)
    clock(31 * 60)
    answer = browser.post(address, typed, **OWN)
    assert answer.status_code == 302 and answer.url.startswith(f"{LOGIN}?next=%2Ftoegang%2Fverder%2F")
    assert KeptForm.objects.get().user == gids.user
    # SECURITY: the text of a client is not in plain in the table.
    with connection.cursor() as cursor:
        cursor.execute("SELECT row::text FROM access_keptform AS row")
        assert "bijstand" not in str(cursor.fetchall())
    again = Browser()
    log_in(gids.user, again)
    assert "Hoe vraag ik bijstand aan?" in again.get(reverse("access:resume")).content.decode()
    fields = resumed(again)[address]
    assert fields["question"] == [typed["question"]] and "csrfmiddlewaretoken" in fields
    assert again.post(address, fields).status_code == 302
    assert not KeptForm.objects.exists() and again.get(reverse("access:resume")).url == "/"


def test_somebody_else_does_not_get_it(world, clock):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(world.gids().user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    typed = question(browser)
    clock(31 * 60)
    browser.post(reverse("clients:light_contact"), typed, **OWN)
    other = log_in(world.gids(name="Joost").user)
    assert resumed(other) == {}
    other.post(reverse("access:resume"), {"away": str(KeptForm.objects.get().pk)})
    assert KeptForm.objects.count() == 1
    clock(24 * 3600 + 1)
    assert resumed(log_in(world.gids().user)) == {}, "after a day it is gone"


@pytest.mark.parametrize(
    "headers",
    [{"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}, {}, OWN | {"HTTP_SEC_FETCH_SITE": "cross-site"}],
)
def test_a_form_of_another_site_is_never_kept(world, clock, headers):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(world.gids().user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    typed = question(browser)
    for seconds in (0, 31 * 60):
        clock(seconds)
        typed["csrfmiddlewaretoken"] = "x" * 64
        assert browser.post(reverse("clients:light_contact"), typed, **headers).status_code in {403, 302}
        assert not KeptForm.objects.exists()


def test_passwords_and_files_are_never_kept(world, clock):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(world.gids().user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    clock(31 * 60)
    browser.post(reverse("clients:light_contact"), {"question": "Een vraag", "password": PASSWORD}, **OWN)
    browser.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "x"}, **OWN)
    assert "wachtwoord" not in KeptForm.objects.get().text()


def test_at_most_a_few_are_kept(world, clock):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(world.gids().user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    clock(31 * 60)
    for n in range(9):
        browser.post(reverse("clients:light_contact"), {"question": f"Vraag {n}"}, **OWN)
    assert KeptForm.objects.count() == 5


def test_the_page_says_beforehand_when_one_is_logged_out(world):
    for role, words in (("gids", "30 minuten"), ("klant", "15 minuten")):
        browser = world.browser(world.actor(role))
        browser.get("/menukaart/")
        page = browser.get("/menukaart/").content.decode()
        assert f"Gebeurt er {words} niets" in page.split("<noscript>")[1]
        assert f'name="wc-session" content="{int(words[:2]) * 60}"' in page
        assert 'id="sessie-einde"' in page


def test_nothing_polls_without_saying_so():
    from pathlib import Path

    for path in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        for tag in re.findall(r"<[^>]*hx-trigger=\"[^\"]*every[^>]*>", path.read_text()):
            assert POLLING in tag, f"{path.name}: a page that refreshes itself sends {POLLING}"


def test_the_store_forgets_what_ended_long_ago(world, clock):
    log_in(world.gids().user)
    clock(2 * 24 * 3600)
    SessionStore.clear_expired()
    assert not Session.objects.exists()
