"""Serve the demo with gunicorn on the first free port."""

import errno
import os
import socket
import subprocess
import sys

from django.conf import settings
from django.core.management.base import CommandError

TRIES = 100
BUSY = {errno.EACCES, errno.EADDRINUSE}  # EACCES: below 1024


def listen(host, first):
    """Return a listening socket on the first free port from `first`; no other program can take it any more."""
    for port in range(first, first + TRIES):
        door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
            door.listen()
        except (OSError, OverflowError) as error:
            door.close()
            if isinstance(error, OSError) and error.errno not in BUSY:
                raise CommandError(f"Op {host} kan niets worden aangeboden: {error.strerror}.") from error
        else:
            return door
    raise CommandError(f"Er is geen vrije poort vanaf {first}. Kies een andere met `--port`.")


def url(door):
    """Return the address of a listening socket as a browser wants it."""
    host, port = door.getsockname()[:2]
    return f"http://{'127.0.0.1' if host == '0.0.0.0' else f'[{host}]' if ':' in host else host}:{port}/"  # noqa: S104


def work():
    """Start a worker that stops when we do: what is promised for later is done in the demo too."""
    worker = [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker", "--parent", str(os.getpid())]
    subprocess.Popen(worker, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def serve(door):
    """Become gunicorn on `door`; Ctrl-C ends it and, a few seconds later, worker and embedded database."""
    work()
    door.set_inheritable(True)
    gunicorn = [sys.executable, "-m", "gunicorn", "--bind", f"fd://{door.fileno()}", "--worker-class", "gthread"]
    sizes = [
        "--workers",
        "2",
        "--threads",
        "4",
        "--log-level",
        "warning",
        "--graceful-timeout",
        "3",
        "--no-control-socket",
    ]
    os.execv(sys.executable, [*gunicorn, *sizes, "werkcentrum.wsgi:application"])  # noqa: S606
