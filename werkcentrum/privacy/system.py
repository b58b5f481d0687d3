"""Working as the installation."""

from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class System:
    """Who acts when nobody does."""

    job: str
    user: None = None
    cell: None = None
    role: str = "systeem"


@contextmanager
def as_system(job):
    """Until the second door is there."""
    yield System(job)
