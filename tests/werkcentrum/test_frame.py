"""The frame: the menu of each role, and pages that must give nothing away."""

import pytest
from django.template.loader import render_to_string

from werkcentrum.access.roles import ROLES
from werkcentrum.web import navigation
from werkcentrum.web.navigation import DESK, PORTAL, Entry, entries


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.key)
def test_at_most_seven_entries(role):
    allowed = [entry for entry in DESK if not entry.needs or any(need in role.permissions for need in entry.needs)]
    assert len(allowed) <= 7


def test_keys_are_unique():
    keys = [entry.key for entry in (*DESK, *PORTAL) if entry.key]
    assert len(keys) == len(set(keys))
    assert "h" not in keys  # g h goes home, through the word mark


def test_routes_that_do_not_exist_are_left_out():
    assert entries((Entry("Later", "not_yet:there", "home"),), may=lambda _: True, path="/") == []


def test_the_longest_path_is_current(monkeypatch):
    monkeypatch.setattr(navigation, "address", {"all": "/klanten/", "mine": "/klanten/mijn/", "other": "/menu/"}.get)
    lines = entries([Entry(name, name, "home") for name in ("all", "mine", "other")], may=None, path="/klanten/mijn/7/")
    assert [line["label"] for line in lines if line["current"]] == ["mine"]


@pytest.mark.parametrize("page", ["403.html", "404.html", "500.html", "503.html", "account/locked.html"])
def test_error_pages_need_no_request_and_say_what_to_do(page):
    html = render_to_string(page)
    assert "<h1>" in html
    assert "csrf" not in html.split("<main")[0].split("<body")[1]


def test_hidden_and_absent_are_the_same_page(client, db):
    one, other = client.get("/bestaat-niet/"), client.get("/klanten/999999999/nergens/")
    assert one.status_code == other.status_code == 404
    assert one.content == other.content


@pytest.mark.parametrize(("role", "searches"), [("gids", True), ("coach", True), ("regiocoordinator", False)])
def test_search_stands_in_the_bar_of_who_may_look_up(world, role, searches):
    page = world.browser(world.actor(role)).get("/stijl/").content.decode()
    assert ("data-search-link" in page) is searches
    assert "Wissel van rol" not in page  # one membership: nothing to choose


def test_an_error_page_leaves_waiting_messages_for_the_next_page(world):
    browser = world.browser(world.gids())
    before = browser.get("/bestaat-niet/").content
    browser.post("/account/logout/")
    assert browser.get("/bestaat-niet/").content != b""
    assert browser.get("/account/login/").content.decode().count("U bent uitgelogd.") == 1
    assert b"U bent uitgelogd." not in before
