"""A real Chromium for journeys: page, accessibility check and screenshots. Import the fixtures in a conftest.py."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from werkcentrum.access.middleware import SESSION_KEY

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}
SHOTS = Path(settings.BASE_DIR) / "screenshots"


def chromium_path():
    """Where Debian's Chromium is, or None."""
    named = os.environ.get("WERKCENTRUM_CHROMIUM", "")
    return next(filter(None, (named, shutil.which("chromium"), shutil.which("chromium-browser"))), None)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the whole run; skips, and says so, on a machine that has none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no journey is tested")
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium): no journey is tested")
    # The driver runs an event loop in this thread; the tests themselves are plain synchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_api.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def new_page(browser, live_server):
    """Makes pages, each in a session of its own; the test fails on script errors and on breaches of the CSP."""
    contexts, problems = [], []

    def make(**options):
        options = {
            "viewport": WIDE,
            "locale": "nl-NL",
            "reduced_motion": "reduce",
            "base_url": live_server.url,
            **options,
        }
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: "Content Security Policy" in line.text and problems.append(line.text))
        return page

    yield make
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def page(new_page):
    """One page at 1280 px."""
    return new_page()


def log_in(page, actor, live_server):
    """Sign `actor` in without the login screen, under her own membership."""
    client, name = Client(), settings.SESSION_COOKIE_NAME
    client.force_login(actor.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    session = client.session
    session[SESSION_KEY] = actor.membership.pk
    session.save()
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])


def axe_clean(page):
    """Fail with every rule of WCAG 2.2 AA that this page breaks, and where."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": list(RULES)}).response["violations"]
    broken = [f"{rule['id']}: {rule['help']} {[node['target'] for node in rule['nodes']][:5]}" for rule in found]
    assert broken == [], f"{page.url}\n" + "\n".join(broken)


def fits(page):
    """Fail when the page has to be scrolled sideways, naming what sticks out."""
    width = page.viewport_size["width"]
    wide = page.evaluate(
        """width => document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll("body *")]
            .filter(part => part.getBoundingClientRect().right > width + 1)
            .slice(0, 5).map(part => part.tagName + "." + part.className)""",
        width,
    )
    assert wide == [], f"{page.url} at {width} px: {wide}"


def look(page):
    """Every check of one page, at both widths and in both colour schemes; leaves the page as it was."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            axe_clean(page)
            fits(page)
    page.emulate_media(color_scheme="light")


def shot(page, name):
    """With WERKCENTRUM_SHOTS=1: save `screenshots/<name>-1280.png` and `-320.png` of the whole page."""
    if os.environ.get("WERKCENTRUM_SHOTS") != "1":
        return
    SHOTS.mkdir(exist_ok=True)
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=SHOTS / f"{name}-{size['width']}.png", full_page=True)
