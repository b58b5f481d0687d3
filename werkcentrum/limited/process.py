"""A process that stays ready for one kind of work, one job at a time, and is ended when a job takes too much."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Timer

from werkcentrum.limited.frames import receive, send

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1024 * 1024
# What a process needs to start; nothing of the product's own environment (keys, addresses) goes along.
KEPT = ("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
JOBS_OF_ONE = 500


class NotDone(Exception):
    """The work refused the job; `code` says why (`failed` when it broke on it)."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Overrun(NotDone):
    """The job took more time or memory than it may; its process was ended."""


class Busy(NotDone):
    """Others were first, and it took too long before this job's turn."""

    def __init__(self):
        super().__init__("busy")


class LimitedProcess:
    """Runs `target` ("module:function" taking and giving a dict and bytes) within `seconds` and `memory` (MB)."""

    def __init__(self, target: str, *, seconds: int = 20, memory: int = 512):
        self.target, self.seconds, self.memory = target, seconds, memory
        self.process: subprocess.Popen | None = None
        self.place: TemporaryDirectory | None = None
        self.owner = self.jobs = 0
        self.started = 0
        self.turn = Lock()

    def __call__(self, body: bytes, **head) -> tuple[dict, bytes]:
        """The answer of the work; raises NotDone, Overrun or Busy."""
        # SECURITY: one at a time, so that a flood of documents cannot take all memory.
        if not self.turn.acquire(timeout=self.seconds):
            raise Busy
        try:
            answer, made = self._ask(head, body)
        finally:
            self.turn.release()
        if "error" in answer:
            raise (Overrun if answer["error"] == "memory" else NotDone)(answer["error"])
        return answer["facts"], made

    def _ask(self, head, body):
        process = self._ready()
        clock = Timer(self.seconds, process.kill)
        clock.daemon = True
        clock.start()
        try:
            send(process.stdin, head, body)
            answer = receive(process.stdout)
        except OSError:
            answer = None
        finally:
            clock.cancel()
        self.jobs += 1
        if answer is None:
            self.stop()
            raise Overrun("time")
        if answer[0].get("broke") or self.jobs >= JOBS_OF_ONE:
            self.stop()  # after a job on which the work broke the next one starts clean
        return answer

    def _ready(self) -> subprocess.Popen:
        if self.process is not None and self.owner == os.getpid() and self.process.poll() is None:
            return self.process
        self.stop()
        self.place = TemporaryDirectory(prefix="werkcentrum-")
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        command = [sys.executable, "-m", "werkcentrum.limited.worker"]
        self.process = subprocess.Popen(
            [*command, self.target, str(self.memory * MEGABYTE), str(self.seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=kept | {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "HOME": self.place.name, "TMPDIR": self.place.name},
            start_new_session=True,
        )
        self.owner, self.jobs = os.getpid(), 0
        self.started += 1
        return self.process

    def stop(self):
        """End the process, by its own id; the next job starts another."""
        process, self.process = self.process, None
        if process is not None and self.owner == os.getpid():
            process.kill()
            for pipe in filter(None, (process.stdin, process.stdout)):
                with suppress(OSError):
                    pipe.close()
            process.wait()
            if self.place is not None:
                self.place.cleanup()
