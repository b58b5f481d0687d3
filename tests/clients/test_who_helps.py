"""Wie helpt mij? Open to all, plain answers, and nothing is kept anywhere."""

import pytest
from django.db import connection
from django.test import Client as Browser

from clients.privacy import SENTENCES
from clients.views.who_helps import NEXT
from tests.support.readability import assert_readable

pytestmark = pytest.mark.django_db
URL = "/wie-helpt-mij/"
ENTER = {"situation": "WW", "municipality": "GM0080", "birth_year": "1995", "birth_month": "", "birth_day": ""}


def everything():
    """Number of rows in every table."""
    counts = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def test_anybody_may_ask_and_nothing_is_kept(world):
    browser, before = Browser(enforce_csrf_checks=True), everything()
    assert browser.get(URL).status_code == 200
    answer = browser.post(URL, ENTER)
    assert answer.status_code == 200 and everything() == before
    assert not answer.cookies and not browser.cookies
    page = answer.content.decode()
    assert (
        "UWV" in page and "UWV betaalt uw uitkering" in page and "Waarom?" in page and "Werkcentrum Friesland" in page
    )


def test_it_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        Browser().post(URL, ENTER)


def test_staff_may_ask_too_and_leaves_no_line(world):
    gids = world.gids()
    browser = world.browser(gids)
    before = everything()
    assert browser.post(URL, ENTER).status_code == 200
    assert everything() == before


@pytest.mark.parametrize(
    ("change", "who", "says"),
    [
        ({"situation": "BIJSTAND"}, "Gemeente Leeuwarden", "krijgt bijstand"),
        ({"situation": "WW", "last_employer_public": "ja"}, "Uw (oude) werkgever", "bij de overheid"),
        ({"situation": "NUG_NIET_GEREG"}, "Het Werkcentrum", "Schrijf u in bij UWV"),
        (
            {"situation": "NUG_NIET_GEREG", "registered_at_uwv": "ja"},
            "Gemeente Leeuwarden",
            "ingeschreven als werkzoekende",
        ),
        ({"situation": "anders", "other": "IOAW"}, "Gemeente Leeuwarden", "IOAW"),
        ({"situation": "LOONDIENST", "also": "WW_DEELTIJD"}, "UWV", "UWV betaalt"),
        (
            {"situation": "SCHOLIER_STUDENT", "birth_year": "2005", "can_follow_funded_education": "ja"},
            "Uw school",
            "jonger dan 27",
        ),
        ({"situation": "WW", "municipality": ""}, "UWV", "UWV betaalt"),
    ],
)
def test_answers(change, who, says):
    page = Browser().post(URL, ENTER | change)
    assert page.status_code == 200
    assert page.context["who"].startswith(who) and says in page.context["answer"].explanation


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"situation": ""}, "Geef antwoord op"),
        ({"situation": "RIJK"}, "uit de lijst"),
        ({"situation": "anders"}, "Kies uit de lijst wat bij u past"),
        ({"also": "NUG"}, "niet tegelijk een uitkering hebben en geen uitkering"),
        ({"municipality": "GM9999"}, "uit de lijst"),
        ({"birth_year": "2099"}, "na de datum van de vraag"),
        ({"birth_year": "1800"}, "ouder dan 130 jaar"),
        ({"birth_day": "31", "birth_month": "2"}, "bestaat niet"),
        ({"on": "31-2-2027"}, "dag-maand-jaar"),
        ({"on": "1-1-1999"}, "2015"),
    ],
)
def test_impossible_answers_are_sentences(change, says):
    page = Browser().post(URL, ENTER | change)
    assert page.status_code == 422 and says in page.content.decode()
    assert "answer" not in page.context or not page.context["answer"]


def test_nothing_comes_in_by_address():
    page = Browser().get(URL, ENTER)
    assert page.status_code == 200 and not page.context["form"].is_bound


@pytest.mark.parametrize("text", [*NEXT.values(), *SENTENCES])
def test_the_words_are_plain(text):
    assert_readable(text)
