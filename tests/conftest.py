"""Fixtures that every test may use: the database holds the map, `world` makes people in it."""

import re

import pytest
from django.conf import settings
from django.db.models.signals import post_save

from clients.models import Entry
from clients.voices import sentences
from tests.factories.world import World
from tests.support import mould
from tests.support.size import DEEP
from werkcentrum.access import door
from werkcentrum.regions.load import load_map


def pytest_collection_modifyitems(config, items):
    """What is marked `deep` runs in `make test-deep` only."""
    deep = [] if DEEP else [item for item in items if item.get_closest_marker("deep")]
    if deep:
        config.hook.pytest_deselected(items=deep)
        items[:] = [item for item in items if item not in deep]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """Each worker's database is a copy of one that has been migrated already."""
    with django_db_blocker.unblock():
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = mould.database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The map once for all tests; `World` loads it again where a test that commits has emptied the tables."""
    with django_db_blocker.unblock():
        load_map()


@pytest.fixture
def world(db):
    """A world with Friesland and FoodValley, their cells, and people made on demand."""
    return World()


@pytest.fixture
def committed_world(transactional_db):
    """The same, in a database where transactions really commit: for races and deferred constraints."""
    return World()


@pytest.fixture
def first_door_only(monkeypatch):
    """Requests without row-level security: to show that the application's own guards are seen when they fail."""
    monkeypatch.setattr(door, "enter", lambda actor: None)


def _has_three_texts(sender, instance, created, **_):
    # What a battery plants in every column is no deed; what the product writes is a name with a dot.
    planted = not re.fullmatch(r"[a-z_]+\.[a-z_]+", instance.deed) or instance.deed.startswith("test.")
    assert planted or instance.deed in sentences(), (
        f"{instance.deed!r} is told on the timeline: give it a text for the client and for the archive in voices.toml."
    )


@pytest.fixture(scope="session", autouse=True)
def every_line_has_three_texts():
    """A deed that a test does and that tells a line has a text for the client and for the archive too."""
    post_save.connect(_has_three_texts, sender=Entry)
