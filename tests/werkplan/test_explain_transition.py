"""The command that explains an income change without a plan: its JSON, its exit codes, its sentences."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ["--from", "WW", "--to", "BIJSTAND", "--on", "2027-01-01", "--items", "PP_UWV_WW,SCHOLING_WW,TAAL,SHV"]
ANSWER = ["partner_kind", "rule", "article", "explanation", "paying_body", "municipality"]


def run(*arguments):
    """The command: exit code, output, error."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("explain_transition", *arguments, stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_report_has_exactly_these_keys():
    code, out, err = run(*GOLDEN)
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert list(found) == ["items", "responsible_before", "responsible_after", "deadlines"]
    assert all(list(item) == ["code", "class", "owner", "reason", "article", "until"] for item in found["items"])
    assert [(item["code"], item["class"], item["owner"]) for item in found["items"]] == [
        ("PP_UWV_WW", "C", "municipality"),
        ("SCHOLING_WW", "B", "municipality"),
        ("TAAL", "A", "municipality"),
        ("SHV", "A", "municipality"),
    ]
    assert list(found["responsible_before"]) == list(found["responsible_after"]) == ANSWER
    assert found["deadlines"]
    assert all(list(one) == ["code", "name", "on", "article", "explanation"] for one in found["deadlines"])


def test_the_answer_is_that_of_explain_responsible(tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"date": "2027-01-01", "situations": [{"code": "BIJSTAND", "leading": True}]}))
    out = io.StringIO()
    call_command("explain_responsible", str(path), stdout=out)
    assert json.loads(run(*GOLDEN)[1])["responsible_after"] == json.loads(out.getvalue())


def test_without_items_there_are_still_answers_and_days():
    found = json.loads(run("--from", "LOONDIENST", "--to", "WW", "--on", "2027-01-01")[1])
    assert found["items"] == []
    assert [one["code"] for one in found["deadlines"]] == [
        "WW_WEEKS", "UWV_REGISTRATION", "WW_CLAIM", "WW_SHORTEST", "WW_LONGEST",
    ]  # fmt: skip


def test_facts_are_used(tmp_path):
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"birth_date": "2002-00-00", "municipality": "GM0080"}))
    found = json.loads(run(*GOLDEN, "--facts", str(path), "--to-municipality", "GM0200")[1])
    assert found["responsible_after"]["municipality"] == "GM0200"
    assert {"ASSISTANCE_EARLY_REPORT"} <= {one["code"] for one in found["deadlines"]}


def test_items_may_have_spaces_and_stand_twice():
    found = json.loads(run(*GOLDEN[:-1], " TAAL, GOAL ,TAAL,O&O,")[1])
    assert [item["code"] for item in found["items"]] == ["TAAL", "GOAL", "O&O"]


def change(**options):
    """The golden arguments with some options changed or left out."""
    pairs = dict(zip(GOLDEN[::2], GOLDEN[1::2], strict=True)) | {f"--{name}": text for name, text in options.items()}
    return [part for name, text in pairs.items() if text is not None for part in (name, text)]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"from": "WWW"}, "--from"),
        ({"from": None}, "--from"),
        ({"to": "bijstand"}, "--to"),
        ({"to": None}, "--to"),
        ({"on": "2027-02-30"}, "--on"),
        ({"on": "morgen"}, "--on"),
        ({"on": None}, "--on"),
        ({"on": "2015-01-01"}, "--on"),
        ({"on": "9999-12-31"}, "--on"),
        ({"items": "TAAL,NIETS"}, "--items"),
        ({"items": "TAAL;SHV"}, "--items"),
        ({"facts": "/tmp/there/is/no/such/file.json"}, "--facts"),
        ({"to-municipality": "GM9999"}, "--to-municipality"),
    ],
)
def test_bad_options_give_two_and_a_sentence(options, named):
    code, out, err = run(*change(**options))
    assert (code, out) == (2, "")
    assert err.startswith(f"{named}: ")
    assert err.count("\n") == 1
    assert err.endswith(".\n")


def test_bad_facts_name_option_and_field(tmp_path):
    path = tmp_path / "facts.json"
    path.write_text('{"birth_date": "1995-13-00"}')
    code, _, err = run(*GOLDEN, "--facts", str(path))
    assert code == 2
    assert err.startswith("--facts: birth_date: ")


def test_without_a_database():
    env = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
    command = [sys.executable, str(ROOT / "manage.py"), "explain_transition", *GOLDEN]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)["items"]) == 4
