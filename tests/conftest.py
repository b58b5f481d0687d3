"""Fixtures that every test may use: the database holds the map, `world` makes people in it."""

import pytest

from tests.factories.world import World


@pytest.fixture
def world(db):
    """A world with Friesland and FoodValley, their cells, and people made on demand."""
    return World()


@pytest.fixture
def committed_world(transactional_db):
    """The same, in a database where transactions really commit: for races and deferred constraints."""
    return World()
