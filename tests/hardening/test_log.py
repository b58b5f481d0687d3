"""The technical log: known keys only, and nothing about a person."""

import json
import logging

import pytest

from tests.factories.world import test_bsn
from werkcentrum.web.logfilter import KEYS, Lines, NoPersonalNumbers, clean

BSN = test_bsn(3)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        (f"nummer {BSN} gezocht", BSN),
        (f"/klanten/opzoeken/?q={BSN}", BSN),
        (f"{BSN[:3]}.{BSN[3:6]}.{BSN[6:]}", BSN[6:]),
        (f"bsn={BSN}&x=1", BSN),
        ("mail aan fatima.el-amrani+werk@voorbeeld.example.nl mislukt", "fatima"),
        ("GET /klanten/?naam=Fatima&geboren=1995 HTTP/1.1", "Fatima"),
    ],
)
def test_a_line_is_cleaned(text, gone):
    assert gone not in clean(text)


def test_what_is_no_person_stays():
    for text in ("order 123456789 gelukt", "Not Found: /klanten/0b6e/", "duurde 1234 ms", "poort 8000"):
        assert clean(text) == text


def line(**given):
    record = logging.LogRecord("django.request", logging.ERROR, "x.py", 1, "%s mislukt", ("iets",), None)
    record.__dict__.update(given)
    NoPersonalNumbers().filter(record)
    return json.loads(Lines().format(record))


def test_a_line_holds_known_keys_only():
    class Request:
        POST = {"bsn": BSN}
        COOKIES = {"werkcentrum": "geheim"}

    found = line(request=Request(), status_code=500, body=b"x", cookies="geheim", user="Fatima", sql="SELECT 1")
    assert set(found) <= set(KEYS) and found["status"] == 500
    assert "geheim" not in json.dumps(found) and "Fatima" not in json.dumps(found)


def test_an_exception_says_where_and_never_what():
    def insert(surname, bsn):
        raise ValueError(f"Key (surname)=({surname}) already exists, {bsn}")

    try:
        insert("El Amrani", BSN)
    except ValueError as error:
        found = line(exc_info=(ValueError, error, error.__traceback__))
    assert found["exception"] == "ValueError" and any("test_log.py" in place for place in found["place"])
    assert "Amrani" not in json.dumps(found) and BSN not in json.dumps(found)


def test_a_page_that_breaks_logs_no_person(world, settings, monkeypatch):
    """Through the whole stack, as an installation writes it."""
    import io

    from clients.views import person

    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Lines())
    handler.addFilter(NoPersonalNumbers())
    logger = logging.getLogger()
    logger.addHandler(handler)
    coach = world.coach()
    client = world.client_of(coach, bsn=BSN)

    def broken(opened):
        raise RuntimeError(f"geen antwoord voor {opened.client.name} {BSN} {opened.client.email}")

    monkeypatch.setattr(person, "known_of", lambda client: broken(type("O", (), {"client": client})))
    browser = world.browser(coach)
    browser.raise_request_exception = False
    try:
        assert browser.get(f"/klanten/{client.public_id}/", {"q": "Amrani"}).status_code == 500
        assert browser.get("/bestaat-niet/", {"naam": "Amrani"}).status_code == 404
    finally:
        logger.removeHandler(handler)
    lines = [json.loads(text) for text in out.getvalue().splitlines()]
    assert any(found.get("exception") == "RuntimeError" for found in lines)
    assert "Amrani" not in out.getvalue() and BSN not in out.getvalue() and "Fatima" not in out.getvalue()
    assert all(set(found) <= set(KEYS) for found in lines)


def test_without_the_filter_the_number_is_there():
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, f"nummer {BSN}", (), None)
    assert BSN in logging.Formatter("%(message)s").format(record)
