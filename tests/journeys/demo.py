"""A browser for every demo account, over a database that holds the whole demonstration, really committed."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string

from tests.factories.world import World
from tests.journeys.hands import log_in_as
from werkcentrum.web.demo.steps import STEPS
from werkplan.demo.clock import month_end

FATIMA_BSN = "999990019"


@dataclass
class Days:
    """The days of the story: as the README tells it, and later than today when that day is past."""

    last: date = field(default_factory=lambda: max(date(2026, 12, 31), month_end(timezone.localdate(), 1)))

    @property
    def new(self):
        """The first day of her new situation."""
        return self.last + timedelta(days=1)

    def typed(self, day):
        """A day as one types it."""
        return f"{day.day}-{day.month}-{day.year}"


@dataclass
class Screens:
    """Whose screen is open; each in a session of her own."""

    new_page: object
    options: dict = field(default_factory=dict)
    pages: dict = field(default_factory=dict)

    def of(self, name):
        """Her page, logged in."""
        if name not in self.pages:
            self.pages[name] = self.new_page(**self.options)
            log_in_as(self.pages[name], name)
        return self.pages[name]

    def closes(self, name):
        """She closes her browser; what was not kept is gone."""
        self.pages.pop(name).context.close()


@pytest.fixture
def demo(transactional_db):
    """The demonstration, loaded as `manage.py demo` does."""
    World()  # what a migration put there, where a test that commits has emptied the tables
    for _, path in STEPS:
        import_string(path)()


@pytest.fixture
def screens(demo, new_page):
    """Screens with JavaScript."""
    return Screens(new_page)
