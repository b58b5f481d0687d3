"""The demo as somebody starts it: filled, listed, served on a free port, stopped."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError

from werkcentrum.web.demo import database, serve

ROOT = Path(__file__).resolve().parents[1]


def environment(state):
    names = ("PYTEST_VERSION", "WERKCENTRUM_PG", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "WERKCENTRUM_DEMO")
    kept = {name: value for name, value in os.environ.items() if name not in names}
    return kept | {"WERKCENTRUM_STATE": str(state)}


def test_accounts_for_programs_need_no_database_and_no_setting(tmp_path):
    command = [sys.executable, "manage.py", "demo_accounts", "--json"]
    outcome = subprocess.run(command, cwd=ROOT, env=environment(tmp_path), capture_output=True, text=True, check=True)
    accounts = json.loads(outcome.stdout)
    assert {"name", "email", "password", "role", "partner", "region"} == set(accounts[0])
    assert len({account["email"] for account in accounts}) == len(accounts)
    assert list(tmp_path.iterdir()) == []


def test_demo_is_filled_served_and_stopped(tmp_path):
    """Port 8000 may be taken: the address that is printed is the one that answers."""
    demo = subprocess.Popen(
        [sys.executable, "-u", "manage.py", "demo", "--reset"],
        cwd=ROOT, env=environment(tmp_path / "een map"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        lines = []
        while not (address := re.search(r"http://\S+", "".join(lines[-1:]))):
            line = demo.stdout.readline()
            assert line, "".join(lines)
            lines.append(line)
        with urllib.request.urlopen(address[0], timeout=30) as page:
            assert page.status == 200
            assert b"<form" in page.read()
        assert "welkom" in "".join(lines)
    finally:
        demo.send_signal(signal.SIGINT)
        rest, _ = demo.communicate(timeout=30)
    assert demo.returncode == 0, rest
    assert "Traceback" not in rest


def test_busy_port_is_passed_over():
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with closing(serve.listen("127.0.0.1", port)) as door:
            assert door.getsockname()[1] > port
            assert serve.url(door) == f"http://127.0.0.1:{door.getsockname()[1]}/"


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("192.0.2.1", 8000)])
def test_impossible_address_is_explained(host, port):
    with pytest.raises(CommandError, match=r"geen vrije poort|kan niets worden aangeboden"):
        serve.listen(host, port)


def test_demo_needs_its_setting():
    with pytest.raises(CommandError, match="WERKCENTRUM_DEMO=1"):
        call_command("demo", "--no-serve")


def test_server_of_somebody_is_never_emptied(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://server/database")
    with pytest.raises(CommandError, match="maak daar zelf een lege database"):
        database.reset()


@pytest.mark.django_db
def test_real_accounts_keep_the_demo_out():
    database.require_demo_database()
    get_user_model().objects.create(email="echt@example.org", password="argon2$iets")
    with pytest.raises(CommandError, match="accounts die niet van de demo zijn"):
        database.require_demo_database()
