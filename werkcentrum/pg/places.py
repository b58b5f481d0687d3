"""Where a cluster lives: state directory, locks, log and socket directory."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .names import PORT

REPOSITORY = Path(__file__).resolve().parents[2]
SOCKET_PATH_LIMIT = 107  # bytes of sun_path, without its closing zero
TESTS = "tests"


@dataclass(frozen=True)
class Place:
    """One cluster's files. `durable` is false for the tests' cluster only: it runs without fsync."""

    state: Path
    durable: bool

    @property
    def clients_lock(self):
        """Held shared by every program that uses the server; the keeper stops it once it can hold it alone."""
        return self.state / "pg.clients"

    @property
    def start_lock(self):
        """Held by the one program that is starting the server."""
        return self.state / "pg.start"

    @property
    def keeper_lock(self):
        """Held by the living keeper."""
        return self.state / "pg.keeper"

    @property
    def log(self):
        """What initdb, the server and the keeper wrote."""
        return self.state / "pg.log"

    @property
    def digest(self):
        """Short name of this state directory for this user, fit for a socket path."""
        return hashlib.sha256(f"{os.getuid()}:{self.state}".encode()).hexdigest()[:16]

    def socket_directory(self):
        """Return the directory that clients connect through: the recorded one, else the one a start would use."""
        try:
            return Path((self.state / "pg.socket").read_text())
        except FileNotFoundError:
            return socket_directory_for(self.digest)

    def is_fresh(self):
        """Return whether nothing was started here yet: data kept elsewhere is of a state directory since removed."""
        return not (self.state / "pg.socket").exists()

    def record_socket_directory(self, directory):
        """Remember where the sockets are, for programs that run with another TMPDIR."""
        (self.state / "pg.socket").write_text(str(directory))


def socket_directory_for(digest):
    """Return a directory under TMPDIR whose socket path fits the 108 bytes that the kernel allows, else one in /tmp."""
    directory = Path(tempfile.gettempdir()).resolve() / f"werkcentrum-{digest}"
    if len(os.fsencode(directory / f".s.PGSQL.{PORT}.lock")) <= SOCKET_PATH_LIMIT:
        return directory
    return Path("/tmp") / directory.name  # noqa: S108  (0700 and checked for its owner before use)


def current():
    """Return the place that the environment asks for: WERKCENTRUM_STATE, else `.state` in the checkout.

    WERKCENTRUM_PG=tests (set by the pytest plugin) asks for the tests' own cluster beside it.
    """
    state = Path(os.environ.get("WERKCENTRUM_STATE") or REPOSITORY / ".state").expanduser().absolute()
    tests = os.environ.get("WERKCENTRUM_PG") == TESTS
    return Place(state=state / TESTS if tests else state, durable=not tests)
