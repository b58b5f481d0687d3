"""The command that answers without a dossier: its JSON, its exit codes, and its one sentence on stderr."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.responsibility import Facts, FactsError, read_facts

ROOT = Path(__file__).resolve().parents[2]
GOOD = {"date": "2027-01-01", "situations": [{"code": "WW", "from": "2026-01-01", "leading": True}]}


def run(tmp_path, text):
    """The command on a file: exit code, output, error."""
    path = tmp_path / "facts.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("explain_responsible", str(path), stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_answer_has_exactly_the_six_keys(tmp_path):
    code, out, err = run(tmp_path, json.dumps(GOOD))
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert list(answer) == ["partner_kind", "rule", "article", "explanation", "paying_body", "municipality"]
    assert (answer["partner_kind"], answer["rule"], answer["paying_body"]) == ("uwv", 5, "UWV")


BAD = [
    ("", "FACTS"),
    ("{", "FACTS"),
    ("[]", "FACTS"),
    ('"WW"', "FACTS"),
    (b"\xff\xfe\x00", "FACTS"),
    ("[" * 100_000, "FACTS"),
    ('{"date": NaN, "situations": []}', "FACTS"),
    ('{"date": "2027-01-01", "date": "2027-01-02", "situations": []}', "date"),
    ('{"situations": []}', "date"),
    ('{"date": "2027-01-01"}', "situations"),
    ('{"date": "2027-01-01", "situations": null}', "situations"),
    *[
        (json.dumps({**GOOD, **change}), field)
        for change, field in [
            ({"leeftijd": 3}, "leeftijd"),
            ({"naam\nvan iemand": 3}, '"naam\\nvan iemand"'),
            ({"date": "2027-02-30"}, "date"),
            ({"date": "1-1-2027"}, "date"),
            ({"date": "2027-01-01T00:00"}, "date"),
            ({"date": "2014-12-31"}, "date"),
            ({"date": 20270101}, "date"),
            ({"birth_date": "1995-13-00"}, "birth_date"),
            ({"birth_date": "1995-00-12"}, "birth_date"),
            ({"birth_date": "2030-01-01"}, "birth_date"),
            ({"birth_date": "1850-01-01"}, "birth_date"),
            ({"municipality": "GM9999"}, "municipality"),
            ({"municipality": "Ede"}, "municipality"),
            ({"municipality": 228}, "municipality"),
            ({"kept_provision_by": "0228"}, "kept_provision_by"),
            ({"registered_at_uwv": "ja"}, "registered_at_uwv"),
            ({"wage_subsidy_granted": 1}, "wage_subsidy_granted"),
            ({"months_at_minimum_wage_without_subsidy": True}, "months_at_minimum_wage_without_subsidy"),
            ({"months_at_minimum_wage_without_subsidy": -1}, "months_at_minimum_wage_without_subsidy"),
            ({"months_at_minimum_wage_without_subsidy": 2.5}, "months_at_minimum_wage_without_subsidy"),
            ({"situations": {}}, "situations"),
            ({"situations": ["WW"]}, "situations[0]"),
            ({"situations": [{}]}, "situations[0].code"),
            ({"situations": [{"code": "WWW"}]}, "situations[0].code"),
            ({"situations": [{"code": "ww"}]}, "situations[0].code"),
            ({"situations": [{"code": ["WW"]}]}, "situations[0].code"),
            ({"situations": [{"code": "WW"}, {"code": "WGA", "van": "2027-01-01"}]}, "situations[1].van"),
            ({"situations": [{"code": "WW", "from": "gisteren"}]}, "situations[0].from"),
            ({"situations": [{"code": "WW", "from": "2027-02-01", "until": "2027-01-01"}]}, "situations[0].until"),
            ({"situations": [{"code": "WW", "leading": "yes"}]}, "situations[0].leading"),
            (
                {"situations": [{"code": "WW", "leading": True}, {"code": "WGA", "leading": True}]},
                "situations[1].leading",
            ),
        ]
    ],
]


@pytest.mark.parametrize(("text", "field"), BAD, ids=[f"{n}-{case[1]}"[:40] for n, case in enumerate(BAD)])
def test_bad_facts_give_two_and_a_sentence_that_names_the_field(tmp_path, text, field):
    code, out, err = run(tmp_path, text)
    assert (code, out) == (2, "")
    assert err.startswith(f"{field}: ")
    assert err.count("\n") == 1
    assert err.endswith(".\n")
    assert "ongeldig" not in err.lower()


def test_null_means_not_known(tmp_path):
    nothing = {"birth_date": None, "municipality": None, "registered_at_uwv": None, "kept_provision_by": None}
    code, out, _ = run(tmp_path, json.dumps({**GOOD, **nothing}))
    assert code == 0
    assert json.loads(out)["rule"] == 5


def test_leading_twice_is_fine_when_not_at_once():
    held = [
        {"code": "WW", "until": "2026-12-31", "leading": True},
        {"code": "NUG", "from": "2027-01-01", "leading": True},
    ]
    assert len(read_facts(json.dumps({**GOOD, "situations": held})).situations) == 2


def python(*arguments, **options):
    """The command as a user starts it, with a database that nobody can reach."""
    env = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
    command = [sys.executable, str(ROOT / "manage.py"), "explain_responsible", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, env=env, timeout=60, check=False, **options
    )


def test_from_standard_input_without_a_database():
    done = python("-", input=json.dumps(GOOD))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["rule"] == 5


def test_a_missing_file_is_named():
    done = python("/tmp/there/is/no/such/file.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("FACTS: ")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
fields = ["date", "birth_date", "situations", "municipality", "registered_at_uwv", "kept_provision_by",
          "months_at_minimum_wage_without_subsidy"]  # fmt: skip


@given(st.dictionaries(st.sampled_from(fields) | st.text(max_size=8), anything, max_size=4))
@settings(max_examples=300, deadline=None)
def test_nonsense_is_refused_and_never_crashes(data):
    try:
        facts = read_facts(json.dumps({**GOOD, **data}))
    except FactsError as error:
        assert error.field
        assert "\n" not in str(error)
        str(error).encode()
    else:
        assert isinstance(facts, Facts)
