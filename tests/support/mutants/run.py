"""Tries guards: each is taken away in a process of its own, and the tests that can see it run until one turns red."""

import contextlib
import json
import os
import signal
import sys
import time
import traceback
from functools import cache
from pathlib import Path

import pytest

from tests.support.mutants.candidates import NOT_HERE, candidates
from tests.support.mutants.guards import ROOT, Guard
from tests.support.mutants.mutate import NotLive, take_away
from tests.support.mutants.trace import Trace, meeting, traced

KILLERS = Path(__file__).with_name("killers.json")
DATABASE = "test_mutants"
PATIENCE, HOURS = 240, 4 * 3600  # seconds for one guard, and for all
INTACT = "tests/test_house.py"


class Settle:
    """A pytest plugin: a database of our own, made once; remembers the first test that failed."""

    def __init__(self):
        self.failed, self.passed = None, 0

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config):
        from django.db import connections

        connections["default"].settings_dict.setdefault("TEST", {})["NAME"] = DATABASE

    def pytest_runtest_logreport(self, report):
        if report.failed and not self.failed:
            self.failed = report.nodeid
        self.passed += report.passed and report.when == "call"


def run(ids, *options, more=()):
    """Run tests in this process without a word; the plugin that watched."""
    plugin = Settle()
    arguments = ["-q", "-x", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly", *options, *ids]
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        plugin.code = pytest.main(arguments, plugins=[plugin, *more])
    return plugin


def apart(deed, patience=PATIENCE):
    """Run `deed()` in a child of this process; what it returned, or None when it took too long or broke."""
    from django.db import connections

    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            signal.alarm(patience)
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
    """Import tests and make the database, so that each child starts at once."""
    os.chdir(ROOT)
    run(paths, "--collect-only", "-m", "not browser")
    made = apart(lambda: run([INTACT], "--create-db").failed or "made")
    assert made == "made", f"without any guard taken away this fails: {made}"


def trace(paths=("tests",)):
    """Run tests with a note at every guard, and keep which guards each of them met."""
    os.chdir(ROOT)
    run(paths, "--collect-only", "-m", "not browser")

    def deed():
        only_the_first_door()
        seen = Trace()
        seen.install()
        watched = run(_unlikely(paths), "--create-db", "-m", "not browser and not deep", "--maxfail=1000", more=[seen])
        seen.keep()
        return [len(seen.seconds), sorted(seen.failed), watched.code]

    return apart(deed, patience=HOURS)


def _unlikely(paths):
    """The options that leave out what runs in processes or databases of its own."""
    left_out = [
        f"--deselect={path.relative_to(ROOT)}" for name in NOT_HERE for path in ROOT.glob(f"tests/**/{name}.py")
    ]
    return [*paths, *left_out, "--ignore=tests/journeys", "--ignore=tests/hostile"]


def only_the_first_door():
    """Behind the second door a hole in the first shows less: here only the first is tried."""
    from werkcentrum.access import door

    door.enter = lambda actor: None


def attempt(guard: Guard | None, tests) -> str | None:
    """The test that turns red without this guard; None when all pass, "! …" when they could not be run."""

    def deed():
        only_the_first_door()
        try:
            if guard:
                take_away(guard)
        except NotLive:
            return "! no living function holds it"
        watched = run(tests, "--reuse-db")
        if watched.failed:
            return watched.failed
        return f"! ran nothing ({watched.code})" if not watched.passed else ""

    if not tests:
        return None
    said = apart(deed)
    return "! took too long" if said is None else (said or None)


def known() -> dict[str, str]:
    """The test that killed each guard last time."""
    return json.loads(KILLERS.read_text()) if KILLERS.exists() else {}


def note(name, killer):
    """Write down which test caught a guard, or that none does."""
    found = known()
    found.pop(name, None)
    if killer and not killer.startswith("!"):
        found[name] = killer
    KILLERS.write_text(json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


@cache
def green(test):
    """Whether a test passes with every guard in place."""
    return test in traced() or attempt(None, [test]) is None


def hunt(guards, *, keep=False, intact=False, say=lambda line: print(line, file=sys.stderr, flush=True)):
    """(killed: guard id → test, survivors) over so many guards; `intact`: take none of them away."""
    killed, survivors, before = {}, [], known()
    for number, guard in enumerate(guards):
        start, killer = time.perf_counter(), None
        tried = [[before[guard.id]]] if guard.id in before else []
        for tests in [*tried, meeting(guard) or candidates(guard)]:
            if killer is None or killer.startswith("!"):
                killer = attempt(None if intact else guard, tests)
        if killer and not killer.startswith("!") and not intact and not green(killer):
            killer = f"! {killer} is red with the guard in place too"
        if killer and not killer.startswith("!"):
            killed[guard.id] = killer
        else:
            survivors.append(guard)
        if keep:
            note(guard.id, killer)
        say(f"{number + 1:3} {time.perf_counter() - start:5.1f} s {guard.id} ← {killer or 'SURVIVES'}")
    return killed, survivors
