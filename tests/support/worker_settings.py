"""The product's settings with one task more, for real workers on the database of a test."""

from werkcentrum.settings import *  # noqa: F403
from werkcentrum.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "tests.support.jobs.JobsConfig"]
