"""What a killed server leaves behind, and how the next one gets past it."""

import os
import signal
import time
from pathlib import Path

from .errors import PostgresUnavailable
from .names import PORT

PATIENCE = 45  # seconds for a server that is still shutting down


def clear(data, sockets):
    """Make `data` ready for a start: wait for a server that is still stopping, remove the marks of a dead one."""
    pid = postmaster(data)
    if pid is None:
        return
    if is_running(pid, data):
        _stop(pid, data)
    if postmaster(data) is not None:
        (data / "postmaster.pid").unlink(missing_ok=True)
    for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
        (sockets / name).unlink(missing_ok=True)


def postmaster(data):
    """Return the process number in postmaster.pid, None when there is no such file, 0 when it holds no number."""
    try:
        first = (data / "postmaster.pid").read_text().partition("\n")[0].strip()
    except FileNotFoundError:
        return None
    return int(first) if first.isdigit() else 0


def is_running(pid, data):
    """Return whether `pid` is a server on `data`: not gone, not a zombie, not a stranger that got the same number."""
    process = Path("/proc") / str(pid)
    try:
        state = process.joinpath("stat").read_text().rpartition(")")[2].split()[0]
        command = process.joinpath("cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX" and os.fsencode(data) in command


def _stop(pid, data):
    """Stop a server that lost its keeper; nobody can use it, since whoever calls this holds the keeper's lock."""
    deadline = time.monotonic() + PATIENCE
    os.kill(pid, signal.SIGINT)
    while is_running(pid, data):
        if time.monotonic() > deadline:
            raise PostgresUnavailable(f"The previous PostgreSQL (process {pid}) does not stop. End it and try again.")
        time.sleep(0.05)
