"""The day on which the story of Fatima is told: tests with its dates keep their meaning in any year."""

import datetime
from contextlib import contextmanager
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

STORY_BEGINS = datetime.datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def story_day(monkeypatch):
    """Friday 20 November 2026, ten o'clock; the clock runs on from there."""
    really = timezone.now
    shift = STORY_BEGINS - really()
    monkeypatch.setattr(timezone, "now", lambda: really() + shift)


@contextmanager
def at(moment):
    """Let it be a moment in Amsterdam ("2026-11-25 02:29", or a date: then ten o'clock); the clock stands still."""
    text = f"{moment}" if ":" in f"{moment}" else f"{moment} 10:00"
    now = datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Amsterdam"))
    with mock.patch.object(timezone, "now", lambda: now):
        yield now
