"""What holds before the product starts: locks, one driver, and a database server that survives rough treatment."""

import importlib.metadata
import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest

from werkcentrum.pg import leftovers, places

ROOT = Path(__file__).resolve().parents[1]
FIRST_CLIENT = (
    "from werkcentrum import pg; import json, time; print(json.dumps(pg.ensure()), flush=True); time.sleep(60)"
)
ADDRESSES = re.compile(
    rb"(pyp[i]\.org|pythonhoste[d]|registry\.(npmj[s]|yarnpk[g])|npmj[s]\.org|--index-url|--find-links|\"resolved\")"
)
MACHINE_PATHS = re.compile(rb"(?<![\w.{}/*-])/(root|work|farm|home/\w+|Users/\w+)/")


def tracked_files():
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if listing.returncode:
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and path != Path(__file__).resolve()]


@pytest.mark.parametrize("pattern", [ADDRESSES, MACHINE_PATHS], ids=["download addresses", "paths of one machine"])
def test_no_tracked_file_holds(pattern):
    found = [
        f"{path.relative_to(ROOT)}: {hit[0].decode()}"
        for path in tracked_files()
        if (hit := pattern.search(path.read_bytes()))
    ]
    assert found == []


def test_every_locked_package_has_hashes():
    for name in ("requirements.txt", "requirements-dev.txt", ".ci/uv.txt", ".ci/node.txt"):
        packages = [block for block in re.split(r"\n(?=\S)", (ROOT / name).read_text()) if "==" in block]
        assert packages and all("--hash=sha256:" in block for block in packages), name


def test_npm_lock_has_hashes_and_no_scripts():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)
    assert not [name for name, package in packages.items() if package.get("hasInstallScript")]


def test_psycopg_3_is_not_installed():
    """Django silently prefers it, and every row would be fetched more slowly."""
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        importlib.metadata.version("psycopg")


@pytest.fixture
def state(tmp_path, monkeypatch):
    """A state directory with a space in its path, for the tests' fast kind of cluster."""
    directory = tmp_path / "een map met spaties"
    monkeypatch.setenv("WERKCENTRUM_STATE", str(directory))
    monkeypatch.setenv("WERKCENTRUM_PG", places.TESTS)
    return directory


@contextmanager
def client():
    """A program that uses the server; yields (its process, the connection parameters it got)."""
    process = subprocess.Popen([sys.executable, "-c", FIRST_CLIENT], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield process, json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def select_1(found):
    connection = psycopg2.connect(dbname=found["NAME"], user=found["USER"], host=found["HOST"], port=found["PORT"])
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'btree_gist'")
            return cursor.fetchone() == (1,)
    finally:
        connection.close()


def data_directory():
    (version,) = places.current().state.glob("pg1[0-9]") or [None]
    return version


def server_pid():
    return leftovers.postmaster(data_directory())


def wait_until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.05)


def test_server_outlives_its_first_client_and_stops_after_the_last(state):
    with client() as (first, found):
        with client() as (_, _):
            pid = server_pid()
            first.kill()
            first.wait()
            time.sleep(1)
            assert select_1(found)
            assert server_pid() == pid
        wait_until(lambda: server_pid() is None)
    assert not leftovers.is_running(pid, data_directory())


def test_stale_pid_of_a_dead_process_and_of_a_stranger(state):
    with client():
        pass
    wait_until(lambda: server_pid() is None)
    data = data_directory()
    for stale in (2**22 + 1, os.getpid()):
        (data / "postmaster.pid").write_text(f"{stale}\n{data}\n0\n5432\n")
        with client() as (_, found):
            assert select_1(found)
        wait_until(lambda: server_pid() is None)


def test_killed_keeper_and_killed_server(state):
    with client() as (_, found):
        pid = server_pid()
        os.kill(parent_of(pid), signal.SIGKILL)
        wait_until(lambda: not leftovers.is_running(pid, data_directory()))
        with client() as (_, again):
            assert select_1(again)
            pid = server_pid()
            os.kill(pid, signal.SIGKILL)
            wait_until(lambda: not leftovers.is_running(pid, data_directory()))
            with client() as (_, once_more):
                assert select_1(once_more)
    assert found == again == once_more


def test_zombie_postmaster_does_not_block(state):
    with client():
        pass
    wait_until(lambda: server_pid() is None)
    data = data_directory()
    zombie = subprocess.Popen([sys.executable, "-c", ""])
    wait_until(lambda: Path(f"/proc/{zombie.pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z")
    try:
        (data / "postmaster.pid").write_text(f"{zombie.pid}\n{data}\n0\n5432\n")
        with client() as (_, found):
            assert select_1(found)
    finally:
        zombie.wait()


def test_many_first_clients_at_once_start_one_server(state):
    programs = [
        subprocess.Popen([sys.executable, "-c", FIRST_CLIENT], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    try:
        answers = [json.loads(program.stdout.readline()) for program in programs]
        assert all(answer == answers[0] for answer in answers)
        assert select_1(answers[0])
    finally:
        for program in programs:
            program.kill()
            program.wait()
            program.stdout.close()


def test_socket_path_fits_whatever_tmpdir_is(monkeypatch, tmp_path):
    long = tmp_path / ("m" * 90)
    long.mkdir()
    monkeypatch.setattr(places.tempfile, "gettempdir", lambda: str(long))
    assert len(str(places.socket_directory_for("0" * 16))) < 60


def parent_of(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
