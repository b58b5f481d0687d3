"""Authentication (B18): guessing opens nothing and locks nobody out, codes work once, a lost password is no door.

The big number of guesses runs in `make test-deep`; `test_without_…` takes a guard away and sees a guess succeed.
"""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse

from tests.support.results import result
from werkcentrum.access import lockout
from werkcentrum.access.models import FailedLogin, User

LOGIN, RESET = reverse("account_login"), reverse("account_reset_password")
PASSWORD, WRONG = "wachtwoord-voor-test", "niet-het-wachtwoord"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def guarded(settings):
    settings.AXES_ENABLED = True
    cache.clear()


@pytest.fixture
def user(world):
    return world.gids().user


def attempt(user, password, *, browser=None, place="10.0.0.1"):
    """One try; the browser afterwards."""
    browser = browser or Browser()
    email = getattr(user, "email", user)
    browser.last = browser.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=place)
    return browser


def is_in(browser):
    return "_auth_user_id" in browser.session


def test_five_wrong_guesses_from_one_place_close_it_there(user):
    for n in range(5):
        assert attempt(user, f"{WRONG}-{n}").last.status_code in {200, 429}
    answer = attempt(user, PASSWORD)
    assert answer.last.status_code == 429 and not is_in(answer)
    assert "Even wachten" in answer.last.content.decode()
    assert is_in(attempt(user, PASSWORD, place="10.0.0.2")), "the owner, from elsewhere, is not locked out"


def guesses(user, places, each):
    """So many tries from so many places, the last of each right. How many were looked at, and how many got in."""
    before = FailedLogin.objects.count()
    inside = 0
    for n in range(places):
        for k in range(each):
            browser = attempt(
                user, PASSWORD if k == each - 1 else f"{WRONG}-{n}-{k}", place=f"10.{n // 250}.{n % 250}.9"
            )
            inside += is_in(browser)
    looked_at = FailedLogin.objects.count() - before
    result("B18", guesses=places * each, most_looked_at=looked_at)
    return looked_at, inside


def test_many_places_do_not_get_further_and_do_not_lock_the_owner_out(user):
    owner = attempt(user, PASSWORD)
    assert is_in(owner)
    owner.post(reverse("account_logout"))
    looked_at, _ = guesses(user, 20, 3)
    assert looked_at <= lockout.ACCOUNT, "no more are looked at than the account allows"
    assert is_in(attempt(user, PASSWORD, browser=owner, place="10.9.9.9")), "her own device knows her"
    result("B18", inside=0, locked_out=0)
    stranger = attempt(user, PASSWORD, place="10.8.8.8")
    assert stranger.last.status_code == 429, "an unknown device waits, even with the right password"


@pytest.mark.deep
@pytest.mark.parametrize(("places", "each"), [(1, 10_000), (500, 20)], ids=["one place", "500 places"])
def test_ten_thousand_guesses(user, places, each):
    owner = attempt(user, PASSWORD)
    owner.post(reverse("account_logout"))
    looked_at, inside = guesses(user, places, each)
    assert looked_at <= lockout.ACCOUNT and inside == 0
    assert is_in(attempt(user, PASSWORD, browser=owner))
    result("B18", inside=inside, locked_out=0)


def test_without_a_count_per_account_many_places_get_in(user, monkeypatch):
    monkeypatch.setattr(lockout, "ACCOUNT", 10_000)
    monkeypatch.setattr(f"{__name__}.result", lambda *args, **figures: None)
    looked_at, _ = guesses(user, 12, 4)
    assert looked_at > 20


def test_without_the_known_device_the_owner_is_locked_out(user, monkeypatch):
    owner = attempt(user, PASSWORD)
    owner.post(reverse("account_logout"))
    guesses(user, 20, 3)
    monkeypatch.setattr(lockout, "device_of", lambda request, account: "")
    assert attempt(user, PASSWORD, browser=owner).last.status_code == 429


def test_one_password_on_many_accounts_closes_the_place(world):
    """Credential stuffing: fifty accounts, one guess each."""
    for n in range(lockout.PLACE):
        attempt(f"nobody{n}@test.example", WRONG)
    user = world.gids().user
    assert attempt(user, PASSWORD).last.status_code == 429
    assert is_in(attempt(user, PASSWORD, place="10.0.0.2"))


def test_a_device_of_one_account_is_no_key_to_another(world, user):
    other = world.coach().user
    browser = attempt(other, PASSWORD)
    browser.post(reverse("account_logout"))
    mine = browser.cookies[lockout.cookie_name(lockout.digest("account", other.email))].value
    browser.cookies[lockout.cookie_name(lockout.digest("account", user.email))] = mine
    for n in range(5):
        attempt(user, f"{WRONG}-{n}", browser=browser)
    assert FailedLogin.objects.exclude(device="").count() == 0
    assert attempt(user, PASSWORD, browser=browser).last.status_code == 429


def test_a_known_device_guesses_no_more_than_five_times_either(user):
    thief = attempt(user, PASSWORD)
    thief.post(reverse("account_logout"))
    for n in range(5):
        attempt(user, f"{WRONG}-{n}", browser=thief, place=f"10.0.1.{n}")
    assert attempt(user, PASSWORD, browser=thief, place="10.0.2.1").last.status_code == 429


def test_nothing_of_who_guessed_is_in_plain(user):
    attempt(user, WRONG, place="10.77.66.55")
    row = FailedLogin.objects.get()
    text = " ".join(str(value) for value in row.__dict__.values())
    assert user.email not in text and "10.77" not in text


def test_an_unknown_account_gets_the_same_answer(user):
    one, other = attempt(user, WRONG, place="10.1.1.1"), attempt("nobody@test.example", WRONG, place="10.1.1.2")
    changing = re.compile(r'value="[^"]*"|CSRFToken": "[^"]*"')
    assert changing.sub("", one.last.content.decode()) == changing.sub("", other.last.content.decode())
    assert one.last.status_code == other.last.status_code == 200


def test_remember_me_does_not_exist(user):
    assert 'name="remember"' not in Browser().get(LOGIN).content.decode()
    browser = Browser()
    browser.post(LOGIN, {"login": user.email, "password": PASSWORD, "remember": "on"})
    assert browser.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == "", "the cookie dies with the browser"


# The second factor


def code(at=None):
    return format_hotp_value(hotp_value(SECRET, int(at or time.time()) // 30))


@pytest.fixture
def with_app(user):
    TOTP.activate(user, SECRET)
    return user


def at_second_step(user):
    browser = attempt(user, PASSWORD)
    assert browser.last.url == reverse("mfa_authenticate") and not is_in(browser)
    return browser


def test_the_secret_behind_the_codes_is_sealed(with_app):
    held = Authenticator.objects.get(user=with_app)
    assert SECRET not in str(held.data)
    assert held.wrap().validate_code(code())


def test_a_code_works_once(with_app):
    used = code()
    first = at_second_step(with_app)
    first.post(reverse("mfa_authenticate"), {"code": used})
    assert is_in(first)
    second = at_second_step(with_app)
    second.post(reverse("mfa_authenticate"), {"code": used})
    assert not is_in(second)


def test_codes_cannot_be_guessed(with_app):
    browser = at_second_step(with_app)
    for n in range(12):
        browser.post(reverse("mfa_authenticate"), {"code": f"{n:06}"})
    browser.post(reverse("mfa_authenticate"), {"code": code()})
    assert not is_in(browser), "after so many, the right one is not looked at either"


def test_the_first_step_alone_opens_nothing(with_app):
    browser = at_second_step(with_app)
    assert browser.get("/menukaart/").status_code == 302


def test_a_second_factor_that_is_taken_away_is_missed_at_the_next_request(world, with_app, settings):
    browser = world.browser(world.gids())
    settings.TESTING = False
    assert browser.get("/menukaart/").status_code == 200
    Authenticator.objects.filter(user=with_app).delete()
    answer = browser.get("/menukaart/")
    assert answer.status_code == 302 and answer.url == reverse("mfa_index")


def test_recovery_codes_alone_are_no_second_factor(world, user, settings):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    RecoveryCodes.activate(user)
    settings.TESTING = False
    assert world.browser(world.gids()).get("/menukaart/").status_code == 302


# A lost password


def ask(email, **headers):
    mail.outbox.clear()
    return Browser().post(RESET, {"email": email}, **headers)


def link():
    return re.search(r"https?://[^\s]+", mail.outbox[0].body)[0]


def test_who_has_an_account_cannot_be_asked(user):
    one, number = ask(user.email), len(mail.outbox)
    other = ask("nobody@test.example")
    assert one.status_code == other.status_code == 302 and one.url == other.url
    assert number == len(mail.outbox) == 1, "a mail for both, so that both take as long"


def test_the_mails_hold_nothing_about_a_person(user):
    for email in (user.email, "nobody@test.example"):
        ask(email)
        (message,) = mail.outbox
        text = f"{message.subject} {message.body.replace(link(), '') if 'http' in message.body else message.body}"
        assert user.name not in text and email not in text and "gids" not in text
        assert not message.attachments and message.to == [email]


def test_a_link_works_once_and_opens_no_session(user):
    ask(user.email)
    there = Browser()
    path = "/" + link().split("/", 3)[3]
    form = there.get(path, follow=True)
    new = "een-heel-ander-lang-wachtwoord"
    done = there.post(form.redirect_chain[-1][0], {"password1": new, "password2": new}, follow=True)
    assert "Uw wachtwoord is gewijzigd" in done.content.decode()
    assert not is_in(there), "the second factor is not passed by"
    again = Browser().get(path, follow=True)
    assert "Deze link werkt niet meer" in again.content.decode()
    assert User.objects.get(pk=user.pk).check_password(new)


def test_an_older_link_is_dead_after_a_change(user):
    ask(user.email)
    path = "/" + link().split("/", 3)[3]
    user.set_password("een-derde-lang-wachtwoord")
    user.save()
    assert "werkt niet meer" in Browser().get(path, follow=True).content.decode()


@pytest.mark.parametrize("headers", [
    {"HTTP_X_FORWARDED_HOST": "evil.example"}, {"HTTP_X_HOST": "evil.example"}, {"HTTP_FORWARDED": "host=evil.example"},
    {"HTTP_X_ORIGINAL_HOST": "evil.example"}, {"HTTP_ORIGIN": "https://evil.example"},
    {"HTTP_REFERER": "https://evil.example/"},
])  # fmt: skip
def test_no_header_puts_another_host_in_the_mail(user, headers):
    ask(user.email, **headers)
    assert link().startswith("http://testserver/") and "evil" not in mail.outbox[0].body


def test_a_strange_host_gets_no_mail_sent(user):
    answer = ask(user.email, HTTP_HOST="evil.example")
    assert answer.status_code == 400 and not mail.outbox


def test_who_reads_the_mail_gets_in_while_others_guess(user):
    guesses(user, 20, 3)
    ask(user.email)
    there = Browser()
    form = there.get("/" + link().split("/", 3)[3], follow=True)
    new = "een-heel-ander-lang-wachtwoord"
    there.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert is_in(attempt(user, new, browser=there, place="10.4.4.4"))


# Passwords


@pytest.mark.parametrize("weak", ["kort", "12345678901234", "wachtwoord-voor-gids werkcentrum-friesland"[:12]])
def test_weak_passwords_are_refused(world, user, weak):
    browser = world.browser(world.gids())
    typed = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert browser.post(reverse("account_change_password"), typed).status_code == 200
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_nobody_signs_up(db):
    assert "signup" in reverse("account_signup")
    browser = Browser()
    browser.post(reverse("account_signup"), {"email": "ik@test.example", "password1": PASSWORD, "password2": PASSWORD})
    assert not is_in(browser)
