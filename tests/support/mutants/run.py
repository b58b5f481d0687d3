"""Tries guards: each is taken away in a living program, and the tests that can see it run until one turns red."""

import contextlib
import json
import logging
import os
import signal
import sys
import time
import traceback
from collections import defaultdict
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from tests.support.mutants.candidates import NOT_HERE, candidates
from tests.support.mutants.guards import ROOT, Guard
from tests.support.mutants.mutate import NotLive, gone
from tests.support.mutants.trace import Trace, meeting, traced

KILLERS = Path(__file__).with_name("killers.json")
DATABASE = "test_mutants"
PATIENCE, HOURS = 40, 4 * 3600  # seconds for one test, and for all of them
ROUNDS = ((0, 1), (1, 3), (3, 8), (8, None))
"""Which of a guard's tests are tried together, the likeliest first; what is caught does not come back."""
BATCH = 200
"""So many guards share one process: what they left behind goes with it."""


class Settle:
    """A pytest plugin: a database of our own, made once."""

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config):
        from django.db import connections

        connections["default"].settings_dict.setdefault("TEST", {})["NAME"] = DATABASE


class Without:
    """A pytest plugin that runs each test once for every guard that it may see the absence of."""

    def __init__(self, pairs, caught, intact=False):
        self.pairs: dict[str, list[Guard]] = pairs
        self.caught, self.known, self.said = caught, dict.fromkeys(traced(), True), []
        self.take = nothing if intact else gone

    def _guards(self, item):
        """The guards whose absence a test may see: it is named with its parameters, without them, or by its file."""
        name = item.nodeid
        return [g for key in {name, name.split("[")[0], name.split("::")[0]} for g in self.pairs.get(key, ())]

    def pytest_collection_modifyitems(self, items):
        # Files are collected, not tests: one that is named otherwise now is no error, it sees nothing.
        items[:] = [item for item in items if self._guards(item)]

    def pytest_runtest_protocol(self, item, nextitem):
        name, left = item.nodeid, self._guards(item)
        if any(guard.id not in self.said for guard in left) and self._green(item):
            for guard in left:
                if guard.id not in self.said:
                    with contextlib.suppress(NotLive), self.take(guard):
                        if self._red(item):
                            self.said.append(guard.id)
                            self.caught(guard.id, name)
        item.session._setupstate.teardown_exact(nextitem)
        return True

    def _green(self, item):
        if item.nodeid not in self.known:
            self.known[item.nodeid] = not self._red(item)
        return self.known[item.nodeid]

    def _red(self, item):
        """Run a test; whether it failed. What fixtures of its file hold stays, and is put back as it was."""
        from django.db import connection, transaction

        item._initrequest()
        signal.signal(signal.SIGALRM, _too_long)
        signal.alarm(PATIENCE)
        shared = connection.in_atomic_block
        before = transaction.savepoint() if shared else None
        try:
            reports = runtestprotocol(item, log=False, nextitem=item.parent)
        finally:
            signal.alarm(0)
            if shared:
                connection.needs_rollback = False
                transaction.savepoint_rollback(before)
        return any(report.failed and "took too long" not in report.longreprtext for report in reports)


@contextlib.contextmanager
def nothing(guard):
    """Take nothing away: then nothing may turn red."""
    yield


def _too_long(number, frame):
    raise TimeoutError("took too long")


def run(ids, *options, plugins=()):
    """Run tests in this process without a word; the exit code."""
    arguments = ["-q", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly", *options, *ids]
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        return pytest.main(arguments, plugins=[Settle(), *plugins])


def apart(deed, patience=HOURS):
    """Run `deed()` in a child of this process; what it returned, or None when it took too long or broke."""
    from django.db import connections

    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            os.write(writing, json.dumps(deed()).encode())
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return json.loads(said) if said else None


def prepare(paths=("tests",)):
    """Import tests, so that each child starts at once."""
    os.chdir(ROOT)
    logging.raiseExceptions = False  # handlers of this run hold what it printed to, which is closed by then
    run(paths, "--collect-only", "-m", "not browser")


def trace(paths=("tests",)):
    """Run tests with a note at every guard, and keep which guards each of them met; (how many ran, which were red)."""
    prepare(paths)

    def deed():
        only_the_first_door()
        seen = Trace()
        seen.install()
        run(_likely(paths), "--create-db", "-m", "not browser and not deep", plugins=[seen])
        seen.keep()
        return [len(seen.seconds), sorted(seen.failed)]

    return apart(deed)


def _likely(paths):
    """Tests, without what runs in processes or databases of its own."""
    named = [path.relative_to(ROOT) for name in NOT_HERE for path in ROOT.glob(f"tests/**/{name}.py")]
    return [*paths, *(f"--deselect={path}" for path in named), "--ignore=tests/journeys", "--ignore=tests/hostile"]


def only_the_first_door():
    """Behind the second door a hole in the first shows less: here only the first is tried."""
    from werkcentrum.access import door

    door.enter = lambda actor: None


def known() -> dict[str, str]:
    """The test that killed each guard last time."""
    return json.loads(KILLERS.read_text()) if KILLERS.exists() else {}


def note(name, killer):
    """Write down which test caught a guard, or that none does."""
    found = known()
    found.pop(name, None)
    if killer:
        found[name] = killer
    KILLERS.write_text(json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def tests_for(guard: Guard, tries) -> list[str]:
    """What to try on a guard: what caught it last time, then what meets it, else what may reach it."""
    last = [known()[guard.id]] if guard.id in known() else []
    return list(dict.fromkeys([*last, *(meeting(guard) or candidates(guard))]))[:tries]


def hunt(guards, *, tries, keep=False, intact=False):
    """(killed: guard id → test, survivors) over so many guards, each tried with so many tests at most."""
    killed: dict[str, str] = {}
    for start in range(0, len(guards), BATCH):
        batch = guards[start : start + BATCH]
        chosen = {guard: tests_for(guard, tries) for guard in batch}
        for first, last in ROUNDS:
            pairs = defaultdict(list)
            for guard, tests in chosen.items():
                if guard.id not in killed:
                    for test in tests[first:last]:
                        pairs[test].append(guard)
            if pairs:
                killed |= _try(pairs, intact)
        for guard in batch:
            if keep:
                note(guard.id, killed.get(guard.id))
    return killed, [guard for guard in guards if guard.id not in killed]


def _try(pairs, intact) -> dict[str, str]:
    """Guard id → test, of those that a test of these sees the absence of."""
    began = time.perf_counter()

    def deed():
        found: dict[str, str] = {}

        def caught(guard, test):
            found[guard] = test
            sys.__stderr__.write(f"{time.perf_counter() - began:6.1f} s {guard} ← {test}\n")

        only_the_first_door()
        run(sorted({test.split("::")[0] for test in pairs}), "--create-db", plugins=[Without(pairs, caught, intact)])
        return found

    return apart(deed) or {}
