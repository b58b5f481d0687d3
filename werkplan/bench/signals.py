"""The nightly refresh of everybody's signals: the first night, and a night on which nothing changed."""

import datetime
import time

from clients.models import Client
from werkplan.signals.refresh import refresh

FIRST = datetime.date(2026, 11, 21)


def lines():
    """Two lines of figures. The first night makes every signal there is, the second reads it all and writes nothing."""
    people = Client.objects.count()
    yield _night("signals, first night", people, FIRST)
    yield _night("signals, the same night again", people, FIRST)


def _night(name, people, on):
    started = time.perf_counter()
    came, gone = refresh(on=on)
    took = time.perf_counter() - started
    return {"scenario": name, "seconds": round(took, 2), "people": people, "came": came, "gone": gone, "goal_s": 30}
