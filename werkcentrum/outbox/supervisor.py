"""Keeps the workers alive: starts django-q2's cluster, hands work over, and starts it anew when it stands still.

Everything that it starts is in one group of processes, which ends as a whole. A worker that is killed while it waits
can leave the queue between the processes locked for ever (a semaphore nobody gives back); then no sign of life comes
any more, and the group is replaced. Work is never lost by that: it stands in the outbox.
"""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, transaction
from django.utils import timezone
from django_q.tasks import async_task

from werkcentrum.outbox import night, relay
from werkcentrum.outbox.models import Beat, Message

POLL, BEAT, STILL, GRACE = 0.5, 10, 45, 20
"""Seconds: between two looks, between two signs of life, without one until the group is replaced, and to end in."""
PR_SET_PDEATHSIG = 1


def machine() -> str:
    """The name under which this machine reports."""
    return socket.gethostname()[:80]


def beat(name):
    """A worker's sign of life: it goes through the queue like all work."""
    Beat.objects.update_or_create(name=name, defaults={"at": timezone.now()})


class Supervisor:
    """One per `manage.py worker`. With `parent` it stops when that process is no longer its parent."""

    def __init__(self, parent=None):
        self.parent, self.group, self.stopping = parent, None, False
        self.seen, self.asked = 0.0, 0.0

    def run(self):
        """Until it is told to stop, by a signal or because the parent is gone."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        try:
            while not self.stopping and self.parent in (None, os.getppid()):
                try:
                    self.look()
                except (OperationalError, InterfaceError):
                    close_old_connections()  # the database is away: what is promised waits there
                time.sleep(POLL)
        finally:
            self.end()

    def stop(self, *_):
        """After the present look no more."""
        self.stopping = True

    def look(self):
        """Once: workers there? Then hand over what is due."""
        close_old_connections()
        if self.group is None or self.group.poll() is not None or self.stands_still():
            self.replace()
        relay.forward()
        if time.monotonic() - self.asked > BEAT:
            self.asked = time.monotonic()
            night.plan_ahead()
            async_task("werkcentrum.outbox.supervisor.beat", machine())

    def stands_still(self) -> bool:
        """No sign of life for a while, and no worker that is busy with something long."""
        if Beat.objects.filter(name=machine(), at__gt=timezone.now() - timedelta(seconds=BEAT * 2)).exists():
            self.seen = time.monotonic()
        return time.monotonic() - self.seen > STILL and not busy()

    def replace(self):
        """End what is left of the old group and start a new one."""
        self.end(grace=0)
        self.group = subprocess.Popen(
            [sys.executable, settings.BASE_DIR / "manage.py", "qcluster"],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
        self.seen = time.monotonic()

    def end(self, grace=GRACE):
        """Let workers finish what they do, for so many seconds; then end the group that we started."""
        if self.group is None:
            return
        if grace and self.group.poll() is None:
            self.group.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.group.wait(timeout=grace)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.group.pid, signal.SIGKILL)
        self.group.wait()
        self.group = None


@transaction.atomic
def busy() -> bool:
    """Whether a worker holds a message at this moment."""
    sent = Message.objects.open().exclude(sent_at=None)
    free = list(sent.take().values_list("pk", flat=True))
    return sent.exclude(pk__in=free).exists()


def _end_with_parent():
    """Linux: ask to be told to stop when the supervisor dies, even of kill -9."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
