"""The process behind the server: starts it, and stops it when nobody uses it any more.

`python -m werkcentrum.pg.keeper STATE durable|fast` returns when the server answers, or says why it does not.
"""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from . import binaries, cluster, identity, leftovers, locks, places
from .errors import PostgresUnavailable
from .names import PORT

LINGER, TESTS_LINGER = 5, 1  # seconds without clients before the server stops: commands often follow each other
PATIENCE = 60  # seconds for the server to answer, crash recovery included
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_checkpoints": "off",
    "log_min_error_statement": "panic",  # AVG: statements carry personal data; the log does not
    "log_error_verbosity": "terse",
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def main(state, speed):
    """Fork: the child becomes the keeper, the parent waits for its word and passes it on as exit code and text."""
    place = places.Place(state=Path(state), durable=speed == "durable")
    reader, writer = os.pipe()
    if os.fork():
        os.close(writer)
        with os.fdopen(reader) as word:
            return word.read() or None
    os.close(reader)
    os.setsid()
    _write_to_log(place)
    with os.fdopen(writer, "w") as word:
        try:
            held, server = start(place)
        except (PostgresUnavailable, OSError) as error:
            word.write(str(error))
            return 1
    if server is not None:
        keep(place, server)
    return held and None


def start(place):
    """Start the server and return (keeper's lock, server) once it answers; (None, None) when another keeper has it."""
    held = locks.try_lock(place.keeper_lock, locks.EXCLUSIVE)
    if held is None:
        time.sleep(0.2)
        return None, None
    who = identity.choose()
    child = {"stdin": subprocess.DEVNULL, "preexec_fn": who.enter, "cwd": "/", "env": _environment()}
    run = partial(subprocess.run, **child)
    directory, major = binaries.find(run)
    data, sockets = who.directory(place.state, place.digest) / f"pg{major}", places.socket_directory_for(place.digest)
    if who.user:
        who.own(data.parent, fresh=place.is_fresh())
    who.own(sockets)
    place.record_socket_directory(sockets)
    leftovers.clear(data, sockets)
    if not data.exists():
        cluster.create(data, directory, run)
    server = subprocess.Popen(_command(directory, data, sockets, place), **child)
    _await(place, server)
    return held, server


def keep(place, server):
    """Stay until the server ends or has had no client for a while, or we are told to stop; then stop it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    idle_since, linger = float("inf"), LINGER if place.durable else TESTS_LINGER
    try:
        while server.poll() is None:
            alone = locks.try_lock(place.clients_lock, locks.EXCLUSIVE)
            now = time.monotonic()
            idle_since = min(idle_since, now) if alone else float("inf")
            if now - idle_since > linger:
                break  # holding `alone`: a new client waits until we are gone, then starts afresh
            if alone:
                alone.close()
            time.sleep(0.3)
    finally:
        _stop(server)


def _await(place, server):
    deadline = time.monotonic() + PATIENCE
    while not cluster.answers(place):
        if server.poll() is not None or time.monotonic() > deadline:
            _stop(server)
            words = _last_words(place)
            raise PostgresUnavailable(f"PostgreSQL did not start. Its last words, from {place.log}:\n{words}")
        time.sleep(0.03)


def _stop(server):
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        server.wait()


def _command(directory, data, sockets, place):
    settings = SETTINGS | {"unix_socket_directories": sockets} | ({} if place.durable else FAST)
    return [directory / "postgres", "-D", data, *(f"--{name}={value}" for name, value in settings.items())]


def _environment():
    """The environment without the PG* variables that would steer the server, and with a locale that always exists."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return kept | {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def _write_to_log(place):
    log = os.open(place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, 1)
    os.dup2(log, 2)


def _last_words(place):
    return "\n".join(place.log.read_text(errors="replace").splitlines()[-8:])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
