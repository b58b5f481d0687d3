"""What a battery measured, kept for `make figures`: `result("B10", operations=5000, violations=0)`."""

import json
import os
import subprocess
import time
from collections import Counter
from functools import cache
from pathlib import Path

from tests.support.size import DEEP

KIND = "deep" if DEEP else "ci"
WRITTEN = "WERKCENTRUM_RESULTS"
"""Set by `make test` and `make test-deep`; a night that is run in pieces sets it to the same name for each piece."""
ROOT = Path(__file__).resolve().parents[2]


def folder(kind) -> Path:
    """Where the runs of a kind ("ci" or "deep") leave their figures: a file per run."""
    root = os.environ.get("WERKCENTRUM_STATE") or ROOT / ".state"
    return Path(root).expanduser() / "results" / kind


def result(battery, **figures):
    """Note figures of a battery, with the commit that they are of.

    Those of one run and one commit are added up, except words and what starts with `most_`.
    """
    line = {"battery": battery, "at": round(time.time()), "commit": commit(), **figures}
    print("\n" + json.dumps(line))
    if os.environ.get(WRITTEN):
        folder(KIND).mkdir(parents=True, exist_ok=True)
        # One short line in append mode is written whole, also by several workers.
        with (folder(KIND) / f"{os.environ[WRITTEN]}.jsonl").open("a") as file:
            file.write(json.dumps(line) + "\n")


@cache
def commit() -> str:
    """The commit that is measured, with a + when files differ from it; "" outside a repository."""
    asked = ["git", "-C", str(ROOT), "describe", "--always", "--exclude=*", "--abbrev=9", "--dirty=+"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


def last_run(kind) -> dict[str, dict]:
    """The figures of the newest run of a kind, per battery; {} without one."""
    runs = sorted(folder(kind).glob("*.jsonl"), key=lambda path: path.stat().st_mtime)
    return added(json.loads(line) for line in runs[-1].read_text().splitlines()) if runs else {}


def added(lines) -> dict[str, dict]:
    """Lines of one run, added up per battery; what an older commit measured of a battery goes when a newer one did."""
    found: dict[str, Counter] = {}
    for line in lines:
        total = found.setdefault(line.pop("battery"), Counter())
        if total.get("commit") != line.get("commit"):
            total.clear()
        for name, value in line.items():
            if name == "at" or name.startswith("most_"):
                total[name] = max(total.get(name, value), value)
            elif isinstance(value, str):
                total[name] = value
            else:
                total[name] += value
    return {battery: dict(total) for battery, total in found.items()}
