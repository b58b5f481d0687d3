"""What a battery measured, kept for `make figures`: `result("B10", operations=5000, violations=0)`."""

import json
import os
import time
from collections import Counter
from pathlib import Path

from tests.support.size import DEEP

KIND = "deep" if DEEP else "ci"
WRITTEN = "WERKCENTRUM_RESULTS"
"""Set by `make test` and `make test-deep`: only whole runs leave figures behind."""


def folder(kind) -> Path:
    """Where the runs of a kind ("ci" or "deep") leave their figures: a file per run."""
    root = os.environ.get("WERKCENTRUM_STATE") or Path(__file__).resolve().parents[2] / ".state"
    return Path(root).expanduser() / "results" / kind


def result(battery, **figures):
    """Note figures of a battery. Those of one run are added up, except words and what starts with `most_`."""
    line = {"battery": battery, "at": round(time.time()), **figures}
    print("\n" + json.dumps(line))
    if os.environ.get(WRITTEN):
        folder(KIND).mkdir(parents=True, exist_ok=True)
        # One short line in append mode is written whole, also by several workers.
        with (folder(KIND) / f"{os.environ[WRITTEN]}.jsonl").open("a") as file:
            file.write(json.dumps(line) + "\n")


def last_run(kind) -> dict[str, dict]:
    """The figures of the newest run of a kind, per battery; {} without one."""
    runs = sorted(folder(kind).glob("*.jsonl"), key=lambda path: path.stat().st_mtime)
    return added(json.loads(line) for line in runs[-1].read_text().splitlines()) if runs else {}


def added(lines) -> dict[str, dict]:
    """Lines of one run, added up per battery."""
    found: dict[str, Counter] = {}
    for line in lines:
        total = found.setdefault(line.pop("battery"), Counter())
        for name, value in line.items():
            if name == "at" or name.startswith("most_"):
                total[name] = max(total.get(name, value), value)
            elif isinstance(value, str):
                total[name] = value
            else:
                total[name] += value
    return {battery: dict(total) for battery, total in found.items()}
