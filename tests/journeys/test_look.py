"""The look: style page, login and error pages in both widths and colour schemes; the keys do what they say."""

import pytest

from tests.support.browser import NARROW, axe_clean, fits, log_in, look, shot

OPEN = {"stijl-open": "/stijl/?frame=public", "inloggen": "/account/login/", "niet-gevonden": "/bestaat-niet/"}


@pytest.mark.parametrize("name", OPEN)
def test_open_pages(page, name):
    page.goto(OPEN[name])
    assert page.title().endswith("· Werkcentrum")
    look(page)
    shot(page, name)


@pytest.mark.parametrize("frame", ["desk", "portal"])
def test_style_page(page, frame):
    page.goto(f"/stijl/?frame={frame}")
    look(page)
    shot(page, f"stijl-{frame}")


@pytest.mark.parametrize("options", [{"contrast": "more"}, {"contrast": "more", "color_scheme": "dark"}])
def test_more_contrast(new_page, options):
    page = new_page(**options)
    page.goto("/stijl/")
    axe_clean(page)


def test_twice_as_large(page):
    """At 200 % zoom 1280 px is 640 px of page."""
    page.set_viewport_size({"width": 640, "height": 450})
    page.goto("/stijl/")
    fits(page)


def test_error_summary_leads_to_the_field(page):
    page.goto("/stijl/")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    page.get_by_role("link", name="Deze datum bestaat niet").click()
    assert page.evaluate("document.activeElement.name") == "birth_day"


def test_keys_help_but_never_in_a_field(page):
    page.goto("/stijl/")
    page.locator("body").press("?")
    assert page.locator("#toetsen").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#toetsen").is_visible()
    field = page.get_by_label("Achternaam").first
    field.focus()
    page.keyboard.type("n?j/gh")
    assert field.input_value() == "n?j/gh"
    page.get_by_role("heading", name="Lijst").click()
    page.locator("body").press("j")
    assert page.evaluate("document.activeElement.closest('th') !== null")


def test_the_skip_link_comes_first(page):
    page.goto("/stijl/?frame=portal")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_everything_shows_without_javascript(new_page):
    page = new_page(java_script_enabled=False, viewport=NARROW)
    page.goto("/stijl/")
    assert page.get_by_text("Er verdwijnt niets zonder reden.").is_visible()


def test_the_frame_names_where_one_works(page, world, live_server):
    coach = world.coach("gemeente-leeuwarden")
    log_in(page, coach, live_server)
    page.goto("/stijl/")
    assert coach.cell.partner.name in page.locator(".wc-bar").inner_text()
    page.get_by_role("button", name=str(coach.user)).click()
    assert page.get_by_role("button", name="Uitloggen").is_visible()
    page.set_viewport_size(NARROW)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("navigation", name="Hoofdmenu").is_visible()
    axe_clean(page)
    shot(page, "stijl-medewerker")
