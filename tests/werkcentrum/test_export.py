"""Tables that leave the product: no cell runs in a spreadsheet, and what was written is what is read back (B22).

Red without its guard: `test_the_table_of_attacks_sees_a_writer_that_does_not_mark` writes the same cells bare.
"""

import ast
import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.support.results import result
from tests.support.sweep import routes
from werkcentrum import export
from werkcentrum.access.matrix import Reach, row_of
from werkcentrum.export import csv_bytes, csv_response, read_csv, text_cell

ROOT = Path(__file__).resolve().parents[2]
ATTACKS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "  \u00a0=1", "\u200b=1", "\ufeff=1", "\x01=1",
    "\x1f\t =1", "\u202e=1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0", "|calc", "%0A=1", '=HYPERLINK("http://x.example","klik")', "=IMPORTXML(A1,A2)",
    '=WEBSERVICE("http://x.example")', "=DDE(1;2;3)", "'=1", "''", "\t", "-", "=", '";=1+1;"', '"\r\n=1+1', "\x7f=1",
    "\u2066@x", "\u3000=1", "\u0301=1",
]  # fmt: skip


def starts_a_formula(cell):
    """How careless a spreadsheet may be: strip every blank and invisible sign, then look at the first that is left."""
    while cell and (cell[0].isspace() or not cell[0].isprintable() or ord(cell[0]) in range(0x300, 0x370)):
        cell = cell[1:]
    return cell.startswith(("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠"))


def cells_of(body):
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("attack", ATTACKS, ids=repr)
def test_no_cell_runs_and_every_cell_reads_back(attack):
    body = csv_bytes(["kop", attack], [["a", attack, attack], [attack, "b", "c"]])
    assert body.startswith(b"\xef\xbb\xbf") and b";" in body
    for row in cells_of(body):
        assert not any(starts_a_formula(cell) or cell[:1] in {"\t", "\r", "\n"} for cell in row)
    assert read_csv(body) == [["kop", attack], ["a", attack, attack], [attack, "b", "c"]]
    result("B22", attacks=1, run=0)


ANY = st.text(st.characters(exclude_categories=["Cs"]))
NASTY = st.builds(lambda front, start, rest: front + start + rest, ANY, st.sampled_from("=+-@|%'\t\r\n"), ANY)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(st.lists(ANY | NASTY, min_size=2, max_size=4), max_size=4))
@example(rows=[["", ""]])
def test_any_text_is_text(rows):
    body = csv_bytes(["a", "b"], rows)
    assert read_csv(body)[1:] == rows
    assert not any(starts_a_formula(cell) for row in cells_of(body) for cell in row)


def test_figures():
    result("B22", examples=300)


def test_what_is_no_text():
    body = csv_bytes(["dag", "getal", "niets", "half"], [["2026-11-24", -5, None, "\ud83d"]])
    assert read_csv(body)[1] == ["2026-11-24", "-5", "", "?"]


def test_the_table_of_attacks_sees_a_writer_that_does_not_mark(monkeypatch):
    monkeypatch.setattr(export, "_runs", lambda text: False)
    assert any(starts_a_formula(cell) for row in cells_of(csv_bytes(["a"], [[a] for a in ATTACKS])) for cell in row)
    monkeypatch.setattr(export, "_runs", lambda text: text.startswith(("=", "+", "-", "@")))
    assert starts_a_formula(text_cell("\u200b=1")), "a mark only before a bare sign is not enough"


def test_the_download_says_nothing_about_anybody():
    response = csv_response("logboek", ["a"], [["b"]])
    assert response.headers["Content-Disposition"] == 'attachment; filename="logboek.csv"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    for name in ("fatima amrani", "a/b", 'a"b', "../x"):
        with pytest.raises(ValueError, match=re.escape(name)):
            csv_response(name, [], [])


def test_nothing_else_writes_a_table():
    """SECURITY: an export that writes its own commas forgets the mark."""
    found = []
    for path in ROOT.glob("*/**/*.py"):
        inside = path.relative_to(ROOT)
        if inside.parts[0] not in {"werkcentrum", "clients", "services", "werkplan", "employers"}:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "value", None)
            if name in {"writer", "DictWriter", "StreamingHttpResponse"} or (
                isinstance(name, str) and "text/csv" in name
            ):
                found.append(str(inside))
    assert set(found) <= {"werkcentrum/export.py"}


def test_no_export_holds_more_than_one_person():
    """GGD, 2021: an export button over everybody. Only the log of the privacy officer tells of several people.

    Offers of the menu are of partners: nothing of a person is in them.
    """
    exports = [route for route in routes() if route.tag.action == "export"]
    several = [
        r.name
        for r in exports
        if row_of(r.tag).reach not in {Reach.DOSSIER, Reach.OWN} and r.tag.obj not in {"log", "offer"}
    ]
    assert several == []
    assert "export" not in {route.tag.action for route in routes() if "POST" in route.tag.methods}
