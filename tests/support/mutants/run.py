"""Tries guards: each is taken away in a process of its own, and the tests that can see it run until one turns red."""

import contextlib
import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path

import pytest

from tests.support.mutants.candidates import candidates, widest
from tests.support.mutants.guards import ROOT, Guard
from tests.support.mutants.mutate import NotLive, take_away

KILLERS = Path(__file__).with_name("killers.json")
DATABASE = "test_mutants"
PATIENCE = 240  # seconds for one guard


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


def run(ids, *options, plugin=None):
    """Run tests in this process without a word; the plugin that watched."""
    plugin = plugin or Settle()
    arguments = ["-q", "-x", "-n", "0", "-p", "no:cacheprovider", "-p", "no:randomly", *options, *ids]
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        plugin.code = pytest.main(arguments, plugins=[plugin])
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


def prepare():
    """Import everything and make the database, so that each child starts at once."""
    os.chdir(ROOT)
    run(["tests"], "--collect-only", "-m", "not browser")
    made = apart(
        lambda: run(["tests/test_house.py", "tests/werkcentrum/test_access.py"], "--create-db").failed or "made"
    )
    assert made == "made", f"without any guard taken away this fails: {made}"


def attempt(guard: Guard, tests, intact=False) -> str | None:
    """The test that turns red without this guard; None when all pass, "! …" when they could not be run."""

    def deed():
        from werkcentrum.access import door

        # Behind the second door a hole in the first shows less: here only the first is tried.
        door.enter = lambda actor: None
        try:
            if not intact:
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


def hunt(guards, *, wide=True, keep=False, intact=False, say=lambda line: print(line, file=sys.stderr, flush=True)):
    """(killed: guard id → test, survivors) over so many guards."""
    killed, survivors, before = {}, [], known()
    for number, guard in enumerate(guards):
        start, killer = time.perf_counter(), None
        if guard.id in before:
            killer = attempt(guard, [before[guard.id]], intact)
        for tests in (candidates, widest) if wide else (candidates,):
            if killer is None or killer.startswith("!"):
                killer = attempt(guard, tests(guard), intact)
        if killer and not killer.startswith("!"):
            killed[guard.id] = killer
        else:
            survivors.append(guard)
        if killer and not killer.startswith("!") and killer != before.get(guard.id) and attempt(guard, [killer], True):
            killer = f"! {killer} is red with the guard in place too"
        if keep:
            note(guard.id, killer)
        say(f"{number + 1:3} {time.perf_counter() - start:5.1f} s {guard.id} ← {killer or 'SURVIVES'}")
    return killed, survivors
