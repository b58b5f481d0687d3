"""Hosts, forwarded headers, addresses to go back to: nothing that a stranger sends leads away from here (B31)."""

import pytest
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse

from tests.support.results import result

PASSWORD = "wachtwoord-voor-test"
LOGIN = reverse("account_login")
HOSTS = [
    "evil.example", "evil.example:80", "testserver.evil.example", "evil.example.testserver", "testserver@evil.example",
    "testserver:80@evil.example", "testserver#evil.example", "testserver/evil.example", "testserver\\evil.example",
    "testserver evil.example", " evil.example", "evil.example ", "testserver, evil.example", "testserver;evil.example",
    "127.0.0.2", "10.0.0.1", "169.254.169.254", "0.0.0.0", "2130706433", "0x7f000001", "[::ffff:10.0.0.1]", "[fe80::1]",
    "[::]", "localhost.evil.example", ".testserver", "testserver..", "*", "te%73tserver", "tests\u00e9rver",
    "testserver:abc", "xn--testserver-x1a", "http://testserver", "",
]  # fmt: skip
FORWARDED = [
    {"HTTP_X_FORWARDED_HOST": "evil.example"}, {"HTTP_X_FORWARDED_HOST": "testserver, evil.example"},
    {"HTTP_X_FORWARDED_SERVER": "evil.example"}, {"HTTP_X_HOST": "evil.example"}, {"HTTP_X_ORIGINAL_URL": "/balie/"},
    {"HTTP_X_REWRITE_URL": "/balie/"}, {"HTTP_X_FORWARDED_PORT": "8443"}, {"HTTP_X_FORWARDED_PROTO": "https"},
    {"HTTP_X_FORWARDED_SCHEME": "https"}, {"HTTP_FORWARDED": "host=evil.example;proto=https"},
    {"HTTP_X_FORWARDED_PREFIX": "//evil.example"}, {"HTTP_X_FORWARDED_PATH": "//evil.example"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"}, {"HTTP_X_METHOD_OVERRIDE": "PUT"},
]  # fmt: skip
AWAY = [
    "https://evil.example/", "http://evil.example", "//evil.example", "///evil.example", "////evil.example/",
    "\\\\evil.example", "/\\evil.example", "\\/evil.example", "/\\/evil.example", "https:evil.example",
    "https:/evil.example", "https:///evil.example", "http:\\\\evil.example", "javascript:alert(1)",
    "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "vbscript:x",
    "ftp://evil.example", "file:///etc/passwd", "//evil.example/%2f..", "/%09/evil.example", "\t//evil.example",
    " //evil.example", "\x00//evil.example", "\x08//evil.example", "//evil.example\\@testserver",
    "http://testserver@evil.example/", "http://testserver:80@evil.example/", "https://testserver.evil.example/",
    "http://evil.example/http://testserver/", "//testserver@evil.example", "/\r\nLocation: https://evil.example",
    "%2f%2fevil.example", "//%65vil.example", "http:///evil.example", "hTTps://evil.example", "//evil。example",
    "https://evil.example#@testserver/", "https://evil.example?testserver", "mailto:x@evil.example", "//[::1]/",
    "\u2028//evil.example",
]  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_no_strange_host_is_answered(db, host):
    answer = Browser().get(LOGIN, headers={"host": host}) if host else Browser().get(LOGIN, HTTP_HOST="")
    assert answer.status_code == 400 or (not host and answer.status_code in {200, 400})
    assert b"evil" not in answer.content


@pytest.mark.parametrize("headers", FORWARDED, ids=lambda headers: next(iter(headers)))
def test_no_forwarded_header_is_believed(world, headers):
    plain, told = Browser().get(LOGIN), Browser().get(LOGIN, **headers)
    assert told.status_code == plain.status_code == 200
    assert told.wsgi_request.build_absolute_uri("/") == "http://testserver/" and not told.wsgi_request.is_secure()
    assert b"evil" not in told.content
    assert Browser().get("/balie/", **headers).url.startswith(LOGIN)


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_the_scheme_is_believed_only_of_a_proxy_that_the_operator_vouches_for(db, settings, scheme):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    answer = Browser().get(LOGIN, HTTP_X_FORWARDED_PROTO=scheme)
    assert answer.wsgi_request.is_secure() is (scheme == "https")


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


def stays(location):
    """Whether an answer sends one to a page of ours."""
    return location.startswith("/") and not location.startswith(("//", "/\\", "/\t")) and "\n" not in location


@pytest.mark.parametrize("away", AWAY)
def test_login_sends_nobody_away(world, away):
    user = world.gids().user
    answer = Browser().post(f"{LOGIN}?next=/", {"login": user.email, "password": PASSWORD, "next": away})
    assert answer.status_code == 302 and stays(answer.url) and "evil" not in answer.url.replace(away, "")
    assert answer.url == "/" or answer.url == away.strip() or stays(answer.url)


@pytest.mark.parametrize("away", AWAY)
def test_reauthentication_and_logout_send_nobody_away(world, away):
    browser = world.browser(world.gids())
    answer = browser.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": away})
    assert answer.status_code == 302 and stays(answer.url)
    out = browser.post(reverse("account_logout"), {"next": away})
    assert out.status_code == 302 and stays(out.url)


@pytest.mark.parametrize("away", AWAY)
def test_the_way_back_of_a_form_stays_in_the_dossier(world, away):
    coach = world.coach()
    client = world.client_of(coach)
    browser = world.browser(coach)
    address = reverse("clients:person_edit", args=[client.public_id])
    here = reverse("clients:person", args=[client.public_id])
    for asked in (away, f"{away}{here}", f"{here}{away}"):
        page = browser.get(address, headers={"referer": asked})
        back = page.context["back"]
        assert stays(back) and back.startswith(here), asked
        typed = {name: value for name, value in page.context["form"].initial.items() if value is not None}
        answer = browser.post(address, typed | {"back": asked})
        if answer.status_code == 302:
            assert stays(answer.url) and answer.url.startswith(here), asked


def test_there_are_as_many_as_promised():
    assert len(HOSTS) >= 30 and len(AWAY) >= 40
    result("B31", hosts=len(HOSTS), headers=len(FORWARDED), away=len(AWAY), accepted=0)
