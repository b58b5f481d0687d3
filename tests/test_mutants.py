"""Every guard is taken away once, and a test turns red (B4): a sample in `make test`, all in `make test-deep`."""

import json
import os
import subprocess
import sys

import pytest

from tests.support.mutants.guards import ROOT, Finder, guards
from tests.support.mutants.run import KILLERS, known
from tests.support.results import result
from tests.support.size import DEEP, size

HOURS = 4 * 3600


def hunted(*options):
    """What the program found, in a process and a database of its own."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "WERKCENTRUM_RES"))}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.support.mutants", "--json", *options],
        cwd=ROOT, env=ours | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=HOURS, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    return json.loads(ran.stdout.strip().splitlines()[-1])


def test_the_finder_sees_each_kind_of_guard():
    kinds = {guard.kind for guard in guards()}
    assert {"scope", "require", "needs", "group", "refusal", "saw", "tag", "parent", "may", "filter"} <= kinds
    assert len({guard.id for guard in guards()}) == len(guards()) > 250
    guard = next(g for g in guards() if g.path == "clients/policy.py" and g.kind == "saw")
    assert Finder.over(ROOT / guard.path, guard.id).hit


def test_a_guard_that_is_gone_is_missed():
    if not DEEP and len(known()) < size("B4 guards"):
        pytest.skip("too few were hunted to take a sample: make test-deep hunts all and writes killers.json")
    if DEEP:
        found = hunted("--keep")
    else:
        found = hunted("--tries", "8", "--every", str(max(1, len(known()) // size("B4 guards"))))
    result("B4", guards=found["guards"], caught=found["caught"], survivors=", ".join(found["survivors"]) or "none")
    if DEEP:
        assert found["caught"] >= 0.95 * found["guards"], found["survivors"]
    else:
        assert not found["survivors"], f"no test sees that these are gone: {found['survivors']}"


def test_what_catches_a_guard_is_written_down():
    tests = {name.split("::")[0] for name in known().values()}
    assert not [path for path in tests if not (ROOT / path).exists()], KILLERS


@pytest.mark.deep
def test_nothing_is_missed_where_nothing_is_gone():
    """The hunt itself: with every guard in place its tests pass."""
    found = hunted("--tries", "8", "--every", "40", "--intact")
    assert found["caught"] == 0
