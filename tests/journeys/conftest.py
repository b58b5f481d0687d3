"""Every journey runs in a real Chromium."""

import pytest

from tests.journeys.demo import demo, screens
from tests.support.browser import browser, new_page, page

__all__ = ["browser", "demo", "new_page", "page", "screens"]


def pytest_collection_modifyitems(items):
    """Mark everything here, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
