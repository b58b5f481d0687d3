"""Which tests meet which guard: every guard tells when it is reached, or when it makes a difference.

A guard that answers yes or no tells only when the answer is not what it would be without the guard, one that raises
only when it raises; the others tell when they are reached. A test that did not meet a guard cannot see that it is gone.
"""

import ast
import builtins
import json
from collections import defaultdict
from contextlib import contextmanager
from functools import cache

import pytest

from tests.support.mutants.guards import ROOT, Finder, sources
from tests.support.mutants.mutate import swap_codes
from tests.support.results import folder

MAP = folder("mutants").parent / "mutants.json"
"""Where tracing leaves what it saw: {test: {"seconds": …, "met": [guards]}}; made anew at will, never committed."""
OFTEN = 50  # tests after which what was seen is kept
SAYS, RAISES = "_guard_says", "_guard_raises"
MANY, LONG, SLOW = 24, 30.0, 6.0  # most tests for one guard, most seconds of them together, and of one
ALWAYS = object()
ANSWERS = ("refusal", "early answer", "require", "may", "group")


class Noter(Finder):
    """Puts a note at every guard of a file."""

    def swap(self, guard, node, instead):
        if guard.kind == "tag":
            return node
        name = ast.Constant(guard.id)
        if isinstance(node, ast.If):
            says = ast.Call(ast.Name(SAYS, ast.Load()), [name, node.test, ast.Constant(False)], [])
            return ast.copy_location(ast.If(says, node.body, node.orelse), node)
        if isinstance(node, ast.Expr):
            if guard.kind == "saw":
                return ast.copy_location(ast.Expr(ast.Call(ast.Name(SAYS, ast.Load()), [name, node.value], [])), node)
            block = ast.withitem(ast.Call(ast.Name(RAISES, ast.Load()), [name], []))
            return ast.copy_location(ast.With([block], [node]), node)
        without = [instead] if isinstance(instead, ast.Constant) else []
        return ast.copy_location(ast.Call(ast.Name(SAYS, ast.Load()), [name, node, *without], []), node)


class Trace:
    """A pytest plugin that remembers which guards each test met, how long it took, and whether it passed."""

    def __init__(self):
        self.met, self.seconds, self.failed = defaultdict(set), defaultdict(float), set()
        self.test = None

    def says(self, guard, value, without=ALWAYS):
        """Note a guard that is reached; with `without`, only when it answers otherwise than that."""
        if self.test and (without is ALWAYS or bool(value) != without):
            self.met[self.test].add(guard)
        return value

    @contextmanager
    def raises(self, guard):
        """Note a guard that raises."""
        try:
            yield
        except Exception:
            if self.test:
                self.met[self.test].add(guard)
            raise

    def install(self):
        """Put the notes in the running program."""
        setattr(builtins, SAYS, self.says)
        setattr(builtins, RAISES, self.raises)
        for path in sources():
            finder = Noter.over(path)
            if finder.found:
                swap_codes(str(path), ast.fix_missing_locations(finder.tree))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid):
        self.test = nodeid

    def pytest_runtest_logreport(self, report):
        self.seconds[report.nodeid] += report.duration
        if report.failed or report.skipped:
            self.failed.add(report.nodeid)
        if report.when == "teardown" and len(self.seconds) % OFTEN == 0:
            self.keep()

    def keep(self):
        """Write down what was seen, beside what was known of tests that did not run now."""
        found = {test: seen for test, seen in traced().items() if test not in self.seconds}
        for test in self.seconds.keys() - self.failed:
            found[test] = {"seconds": round(self.seconds[test], 2), "met": sorted(self.met[test])}
        MAP.parent.mkdir(parents=True, exist_ok=True)
        MAP.write_text(json.dumps(found, ensure_ascii=False, indent=0))


@cache
def traced() -> dict[str, dict]:
    """What the last tracing saw; {} without one."""
    return json.loads(MAP.read_text()) if MAP.exists() else {}


def meeting(guard) -> list[str]:
    """The tests that meet a guard: those first that are quick, meet little else, and are about a refusal."""
    tests = [
        (seen["seconds"] * (10 + len(seen["met"])) * (1 if _refuses(guard, seen["met"]) else 4), test, seen["seconds"])
        for test, seen in traced().items()
        if guard.id in seen["met"] and seen["seconds"] < SLOW and (ROOT / test.split("::")[0]).exists()
    ]
    chosen, spent = [], 0.0
    for _, test, seconds in sorted(tests)[:MANY]:
        if chosen and spent + seconds > LONG:
            break
        chosen, spent = [*chosen, test], spent + seconds
    return chosen


def _refuses(guard, met):
    """Whether a guard of the same file, or that of every dossier, refused something in a test that met these."""
    files = (guard.path, "clients/policy.py::open_client refusal")
    return any(name.startswith(files) for name in met if any(f" {kind}: " in name for kind in ANSWERS))
