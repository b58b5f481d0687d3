"""The caseload: one's own people only, what is due first, in a constant number of queries, and every row in the log."""

import datetime
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients import caseload
from clients.models import SavedView
from tests.werkplan.plans import running_plan
from werkcentrum.access.models import Involvement, Relation
from werkcentrum.access.models.dossier import FAR_AWAY
from werkcentrum.audit.models import Reading

URL = reverse("clients:list")


@pytest.fixture
def coach(world):
    return world.coach()


def due(client, days):
    day = timezone.localdate() + datetime.timedelta(days=days)
    Involvement.objects.filter(dossier=client.pk).update(next_on=day)


def names(page):
    return re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', page.content.decode())


def people(world, actor, count):
    return [world.client_of(actor, call_name=f"K{number}", prefix="", surname="Bos") for number in range(count)]


def text(page):
    return page.content.decode()


def test_what_is_due_comes_first_and_the_sentence_counts(world, coach):
    late, soon, never = people(world, coach, 3)
    due(late, -2)
    due(soon, 3)
    page = world.browser(coach).get(URL)
    assert names(page) == ["K0 Bos", "K1 Bos", "K2 Bos"]
    assert "3 klanten, 1 met iets dat vandaag moet" in text(page)
    assert "WW-uitkering" in text(page) and "Leeuwarden" in text(page)
    assert str(Involvement.objects.get(dossier=never.pk).next_on) == FAR_AWAY


def test_nobody_elses_people_are_shown(world, coach):
    people(world, world.coach("gemeente-leeuwarden"), 1)
    offered = people(world, world.gids(), 1)[0]
    world.involve(coach, offered, Relation.PROPOSED)
    page = world.browser(coach).get(URL)
    assert names(page) == []
    assert "U heeft nog geen klanten" in text(page)


def test_every_person_shown_is_a_line_in_the_log(world, coach):
    shown = people(world, coach, 3)
    world.browser(coach).get(URL)
    lines = Reading.objects.filter(actor=coach.user, part="list:caseload")
    assert sorted(lines.values_list("dossier_id", flat=True)) == sorted(client.pk for client in shown)


def test_chips_narrow_the_list_and_stay_in_the_address(world, coach):
    mine, ours = (
        people(world, coach, 1)[0],
        world.client_of(world.coach(name="Ander"), call_name="Ans", surname="Vos", prefix=""),
    )
    world.involve(coach, ours, Relation.TEAM)
    due(mine, 0)
    browser = world.browser(coach)
    assert len(names(browser.get(URL))) == 2
    assert names(browser.get(f"{URL}?relatie=vervanger")) == ["Ans Vos"]
    assert names(browser.get(f"{URL}?relatie=regie&vandaag=1")) == ["K0 Bos"]
    assert "1 klant met iets dat vandaag moet" in text(browser.get(f"{URL}?vandaag=1"))
    assert "Geen klanten bij deze keuze" in text(browser.get(f"{URL}?relatie=ondersteuning"))
    assert browser.get(f"{URL}?relatie=x&na=rommel&voor=1.2").status_code == 200


def test_income_is_hidden_from_who_supports_without_that_group(world, coach):
    client = world.client_of(world.coach("gemeente-leeuwarden"))
    until = timezone.now() + datetime.timedelta(days=9)
    world.involve(coach, client, Relation.SUPPORT, field_groups=["G5"], until=until)
    page = world.browser(coach).get(URL)
    assert len(names(page)) == 1
    assert "WW-uitkering" not in text(page).split("<table")[1]


def test_a_filter_tells_no_more_than_a_column(world, coach):
    """Who supports on something else learns no income and no phase of a plan by asking for them."""
    client = world.client_of(world.coach("gemeente-leeuwarden"))
    until = timezone.now() + datetime.timedelta(days=9)
    world.involve(coach, client, Relation.SUPPORT, field_groups=["G5"], until=until)
    browser = world.browser(coach)
    for asked in ("inkomen=WW", "inkomen=BIJSTAND", "fase=geen", "fase=loopt"):
        assert names(browser.get(f"{URL}?{asked}")) == [], asked
    Involvement.objects.filter(user=coach.user).update(field_groups=["G4", "G5", "G8"])
    assert len(names(browser.get(f"{URL}?inkomen=WW"))) == len(names(browser.get(f"{URL}?fase=geen"))) == 1


def test_each_filter_narrows_and_they_go_together(world, coach):
    here, there = (
        world.client_of(coach, call_name="Ans", prefix="", surname="Vos"),
        world.client_of(
            coach, call_name="Bea", prefix="", surname="Aal", municipality="Smallingerland", situation="NUG"
        ),
    )
    running_plan(coach, here)
    due(there, -1)
    lead = world.coach(name="Lead")
    ours = world.client_of(lead, call_name="Cor", prefix="", surname="Mus")
    world.involve(coach, ours, Relation.TEAM)
    browser = world.browser(coach)
    for asked, found in (
        ("fase=loopt", ["Ans Vos"]),
        (f"gemeente={there.municipality_id}", ["Bea Aal"]),
        ("inkomen=NUG", ["Bea Aal"]),
        ("let-op=te-laat", ["Bea Aal"]),
        (f"regiehouder={lead.user.pk}", ["Cor Mus"]),
        ("inkomen=WW&fase=geen", ["Cor Mus"]),
        ("inkomen=WW&let-op=te-laat", []),
        ("volgorde=naam", ["Bea Aal", "Cor Mus", "Ans Vos"]),
    ):
        assert names(browser.get(f"{URL}?{asked}")) == found, asked
    assert browser.get(f"{URL}?fase=x&gemeente=-1&regiehouder=9e9&volgorde=zz&na=1").status_code == 200


def test_a_list_by_name_turns_its_pages_without_a_name_in_the_address(world, coach, monkeypatch):
    monkeypatch.setattr(caseload, "PAGE", 2)
    for surname in ("Duif", "Arend", "Buizerd", "Ekster", "Czaar"):
        world.client_of(coach, call_name="K", prefix="", surname=surname)
    browser, seen, url = world.browser(coach), [], "?volgorde=naam"
    for _ in range(3):
        page = browser.get(URL + url)
        seen.append(names(page))
        url = next(iter(re.findall(r'href="([^"]*na=[^"]*)"', text(page))), "").replace("&amp;", "&")
        assert not re.search(r"(?i)arend|buizerd|czaar", url)
    assert seen == [["K Arend", "K Buizerd"], ["K Czaar", "K Duif"], ["K Ekster"]]
    back = re.findall(r'href="([^"]*voor=[^"]*)"', text(page))[0].replace("&amp;", "&")
    assert names(browser.get(URL + back)) == ["K Czaar", "K Duif"]


def test_a_view_is_kept_for_who_made_it(world, coach):
    browser, other = world.browser(coach), world.browser(world.coach(name="Other"))
    people(world, coach, 1)
    kept = {"page": "klanten", "query": "fase=geen&rommel=1&na=2026-01-01.1", "name": "Nog beginnen"}
    answer = browser.post(reverse("clients:view_keep"), kept)
    assert answer.url.endswith("/klanten/?fase=geen"), "only what the list understands is kept"
    page = text(browser.get(answer.url))
    assert "Nog beginnen" in page and "Nog beginnen" not in text(other.get(URL))
    assert SavedView.objects.get().query == "fase=geen"
    other.post(reverse("clients:view_forget"), {"page": "klanten", "name": "Nog beginnen"})
    assert SavedView.objects.count() == 1
    browser.post(reverse("clients:view_forget"), {"page": "klanten", "name": "Nog beginnen"})
    assert not SavedView.objects.exists()
    assert "Kies eerst een filter" in text(
        browser.post(reverse("clients:view_keep"), kept | {"query": ""}, follow=True)
    )


def test_paging_goes_forward_and_back_without_losing_anybody(world, coach, monkeypatch):
    monkeypatch.setattr(caseload, "PAGE", 2)
    for number, client in enumerate(people(world, coach, 5)):
        due(client, number // 2)
    browser = world.browser(coach)
    seen, url = [], ""
    for _ in range(3):
        page = browser.get(URL + url)
        seen.append(names(page))
        url = next(iter(re.findall(r'href="([^"]*na=[^"]*)"', text(page))), "").replace("&amp;", "&")
    assert seen == [["K0 Bos", "K1 Bos"], ["K2 Bos", "K3 Bos"], ["K4 Bos"]]
    back = re.findall(r'href="([^"]*voor=[^"]*)"', text(page))[0].replace("&amp;", "&")
    assert names(browser.get(URL + back)) == ["K2 Bos", "K3 Bos"]


def test_counting_stops_at_a_thousand(world, coach, monkeypatch):
    monkeypatch.setattr(caseload, "MOST_COUNTED", 2)
    people(world, coach, 4)
    assert "1.000+ klanten" in text(world.browser(coach).get(URL))


def data_queries(world, actor, monkeypatch=None):
    browser = world.browser(actor)
    browser.get(URL)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        browser.get(URL)
    return [
        query["sql"]
        for query in queries
        if not query["sql"].startswith(("SAVEPOINT", "RELEASE", 'UPDATE "access_session"'))
    ]


def test_the_same_queries_whatever_the_number_of_rows(world, coach):
    few = world.coach(name="Weinig")
    people(world, few, 1)
    people(world, coach, 12)
    assert len(data_queries(world, few)) == len(data_queries(world, coach)) <= 11  # two tell the database who acts


def test_fifty_rows_fit_in_sixty_kilobytes():
    row = {"url": f"/klanten/{uuid.uuid4()}/", "name": "Fatima van der Berg-el Amrani", "late": False}
    row |= {"situation": "WW-uitkering tot en met 31 dec 2026", "town": "Noardeast-Fryslân"}
    row |= {"relation": "Regie", "next": "over 3 dagen (di 24 nov)"}
    cells = len("".join(map(str, row.values()))) + 250
    assert cells * 50 < 40_000
