"""Every page that a link leads to, for every role of the demonstration: accessible, fitting, and quiet about people."""

import re
from collections import deque
from urllib.parse import urlparse

from tests.support.browser import NARROW, WIDE, axe_clean, fits

PEOPLE = ("gerda", "ulla", "tineke", "marijke", "corrie", "piet", "fenna", "bram", "ewout", "sanne")
# A link to a file without `download`: it may first ask for the password once more, and that is a page.
FILES = re.compile(r"\.pdf|\.json|/csv/|/papier/")
LEAST = 50  # kinds of pages; fewer means that a link broke


def kind(address):
    """The path without what names a dossier or a row."""
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "<dossier>", urlparse(address).path)
    return re.sub(r"/\d+(?=[/.])", "/<number>", path)


def links(page, home):
    """Addresses within the product that this page links to; no files."""
    absolute = "link => new URL(link.getAttribute('href'), location).href"  # of a link in a picture too
    found = page.evaluate(f"[...document.querySelectorAll('a[href]:not([download])')].map({absolute})")
    return [link for link in found if link.startswith(home) and "/static/" not in link and not FILES.search(link)]


def check(page):
    """What holds for every page."""
    assert page.title().endswith("· Werkcentrum")
    assert page.locator("h1").count() == 1, f"{page.url}: one heading of the first level"
    assert not re.search(r"\b\d{9}\b", page.title() + page.url), f"{page.url}: a number of a person"
    begins_with_skip_link(page)
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)
        fits(page)
        axe_clean(page)


def begins_with_skip_link(page):
    """The first stop of the tab key leads past the frame; a page that puts the focus in a field is ahead of that."""
    if page.evaluate("document.activeElement === document.body"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent.trim()") == "Naar de inhoud", page.url


def test_every_page_of_every_role(screens, live_server):
    seen = set()
    for name in PEOPLE:
        page = screens.of(name)
        waiting, asked = deque([page.url]), {kind(page.url)}
        while waiting:
            answer = page.goto(waiting.popleft())
            assert answer.status == 200, f"{name}: {page.url} answers {answer.status}"
            if kind(page.url) not in seen:
                seen.add(kind(page.url))
                check(page)
            for link in links(page, live_server.url):
                if kind(link) not in asked:
                    asked.add(kind(link))
                    waiting.append(link)
        screens.closes(name)
    assert len(seen) >= LEAST, sorted(seen)
