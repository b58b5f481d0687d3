"""The database dies under load: nothing acknowledged is lost, nothing is there twice, no handover is half (B28)."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.support.results import result
from tests.support.size import size

ROOT = Path(__file__).resolve().parents[1]


def test_nothing_is_lost_when_the_database_is_killed(tmp_path):
    kills = size("B28 kills")
    ours = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "WERKCENTRUM_"))}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.support.chaos", str(tmp_path / "state"), "--kills", str(kills)],
        cwd=ROOT, env=ours | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=120 + 60 * kills,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3000:]
    found = json.loads(ran.stdout.strip().splitlines()[-1])
    result("B28", **{name: value for name, value in found.items() if name != "median_ms"})
    assert found["acked"] > 10 * kills and found["resent"] + found["errors"] >= 1, f"nothing was hit: {found}"
    assert (found["lost"], found["twice"], found["half"]) == (0, 0, 0), found
    assert found["most_recovery_ms"] < 60_000
