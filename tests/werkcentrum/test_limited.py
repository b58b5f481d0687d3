"""The limited process: whatever the work does, the product goes on and the next job is done."""

import pytest

from werkcentrum.limited import Busy, LimitedProcess, NotDone, Overrun


@pytest.fixture
def work():
    made = LimitedProcess("tests.support.bad_work:misbehave", seconds=2)
    yield made
    made.stop()


@pytest.mark.parametrize(
    ("deed", "error"),
    [
        ("memory", Overrun),
        ("loop", Overrun),
        ("sleep", Overrun),
        ("crash", Overrun),
        ("deep", NotDone),
        ("write", NotDone),
        ("secret", NotDone),
    ],
)
def test_the_product_goes_on(work, deed, error):
    with pytest.raises(error) as refused:
        work(b"Fatima", deed=deed)
    assert "Fatima" not in str(refused.value), "what was in the file does not travel with the error"
    assert work(b"abc", deed="plain") == ({}, b"cba")


def test_it_stays_ready_and_starts_anew_only_after_a_failure(work):
    for _ in range(3):
        work(b"", deed="plain")
    assert work.started == 1
    first = work.process
    with pytest.raises(NotDone):
        work(b"", deed="secret")
    work(b"", deed="plain")
    assert work.started == 2 and first.poll() is not None


def test_it_knows_no_keys(work, monkeypatch):
    monkeypatch.setenv("WERKCENTRUM_SECRET_KEY", "geheim")
    monkeypatch.setenv("DATABASE_URL", "postgresql://geheim@localhost/x")
    names = work(b"", deed="environment")[0]["names"]
    assert not [name for name in names if name.startswith(("WERKCENTRUM", "DATABASE", "DJANGO"))]


def test_what_a_library_prints_goes_nowhere(work):
    assert work(b"", deed="noise") == ({}, b"fine")


def test_nobody_waits_for_ever(work):
    work.seconds = 1
    work.turn.acquire()  # stands in for somebody whose document is being made
    with pytest.raises(Busy):
        work(b"", deed="plain")
    work.turn.release()
    assert work(b"", deed="plain")


def test_its_place_on_disk_is_cleared(work):
    from pathlib import Path

    work(b"", deed="plain")
    place = Path(work.place.name)
    assert place.is_dir()
    work.stop()
    assert not place.exists()
