"""In a real browser nothing that somebody typed runs: no dialog, no script, no report of the content policy (B20)."""

from collections import deque

import pytest

from tests.journeys.test_every_page import kind, links
from tests.support import scripts
from tests.support.results import result
from werkcentrum.access.door import as_system

PEOPLE = ("marijke", "ulla", "gerda", "sanne", "corrie")
STEP = 35
MOST = 40
CALLED = f"window.{scripts.M} = () => alert('{scripts.M}');"


def walk(page, live_server) -> int:
    """Open every kind of page once, from the first one on; how many."""
    waiting, asked = deque([page.url]), {kind(page.url)}
    opened = 0
    while waiting and opened < MOST:
        answer = page.goto(waiting.popleft())
        assert answer is None or answer.status < 500  # None: the same page, at another place
        opened += 1
        for link in links(page, live_server.url):
            if kind(link) not in asked:
                asked.add(kind(link))
                waiting.append(link)
    return opened


@pytest.mark.deep
def test_nothing_runs_in_a_browser(screens, live_server):
    dialogs, pages = [], 0
    for name in PEOPLE:
        page = screens.of(name)
        page.add_init_script(CALLED)
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for turn in range(0, len(scripts.PAYLOADS), STEP):
        with as_system("test"):
            assert scripts.plant(turn) >= 60
        pages += sum(walk(screens.of(name), live_server) for name in PEOPLE)
    result("B20", browser_pages=pages, dialogs=len(dialogs))
    assert dialogs == []
