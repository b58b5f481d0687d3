"""Pytest plugin: starts the tests' own PostgreSQL before pytest-django reads the settings.

Loaded by `addopts = "-p werkcentrum.pytest_pg"`; a conftest.py would come too late. DATABASE_URL switches it off.
"""

import os

import pytest

from werkcentrum import pg
from werkcentrum.pg.places import TESTS

if not os.environ.get("DATABASE_URL"):
    os.environ["WERKCENTRUM_PG"] = TESTS  # inherited by xdist's workers and by every manage.py that a test runs
    try:
        pg.ensure()
    except pg.PostgresUnavailable as error:
        pytest.exit(str(error), returncode=4)
