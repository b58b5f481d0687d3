"""What a program calls: make sure that the server runs, and keep it for as long as this program lives."""

import subprocess
import sys
import time
from typing import IO

from . import cluster, locks, places
from .errors import PostgresUnavailable
from .names import DATABASE, OWNER_ROLE, PORT

PATIENCE = 60  # seconds
_held: dict[
    places.Place, IO[str]
] = {}  # place -> handle of our shared lock; collected, it would release the lock and the server would vanish


def ensure():
    """Start the embedded server unless it runs; return NAME, USER, HOST (socket directory) and PORT for Django.

    Raises PostgresUnavailable with a sentence for the person at the keyboard.
    """
    place = places.current()
    place.state.mkdir(parents=True, exist_ok=True)
    if place not in _held:
        _held[place] = locks.lock(place.clients_lock, locks.SHARED)
    if not cluster.answers(place, DATABASE, OWNER_ROLE):
        with locks.lock(place.start_lock, locks.EXCLUSIVE):
            _start(place)
            cluster.prepare(place)
    return {"NAME": DATABASE, "USER": OWNER_ROLE, "HOST": str(place.socket_directory()), "PORT": str(PORT)}


def _start(place):
    deadline = time.monotonic() + PATIENCE
    while not cluster.answers(place):
        if time.monotonic() > deadline:
            raise PostgresUnavailable(f"PostgreSQL did not answer within {PATIENCE} s. See {place.log}.")
        _run_keeper(place)


def _run_keeper(place):
    """Run the keeper up to the moment that the server answers; it stays behind as a process of its own."""
    command = [sys.executable, "-m", "werkcentrum.pg.keeper", str(place.state), "durable" if place.durable else "fast"]
    outcome = subprocess.run(command, cwd=places.REPOSITORY, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if outcome.returncode:
        raise PostgresUnavailable(outcome.stderr.strip() or f"PostgreSQL did not start. See {place.log}.")
