"""Runs ours and the raw SQL in turn and tells the medians, the queries and the buffers of one answer."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = 60


@dataclass
class Scenario:
    """`ours(at)` gives the answer through the product, `bare(at)` the same answer in bare SQL, for round `at`.

    `prepare(at)` runs before each round outside the clock; `goal` is the ratio to reach; `extra` goes into the line.
    """

    name: str
    ours: Callable[[int], object]
    bare: Callable[[int], object]
    goal: float
    prepare: Callable[[int], object] = lambda at: None
    rounds: int = ROUNDS
    extra: dict = field(default_factory=dict)


def _timed(call, at):
    wall, cpu = time.perf_counter(), time.process_time()
    call(at)
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def _is_work(query):
    return not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK", "SET "))


def _buffers(statements):
    """Shared buffers touched by the reading statements: does not wobble, unlike time."""
    total = 0
    with connection.cursor() as cursor:
        for sql in statements:
            if sql.lstrip().upper().startswith(("SELECT", "WITH")) and " FOR UPDATE" not in sql:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}")
                top = cursor.fetchone()[0]
                plan = (json.loads(top) if isinstance(top, str) else top)[0]["Plan"]
                total += plan.get("Shared Hit Blocks", 0) + plan.get("Shared Read Blocks", 0)
    return total


def measure(scenario: Scenario) -> dict:
    """One line of figures. Ours and raw run in turn, so that the machine's mood hits both."""
    for at in range(3):
        scenario.prepare(at)
        scenario.ours(at)
        scenario.bare(at)
    scenario.prepare(3)
    with CaptureQueriesContext(connection) as captured:
        scenario.ours(3)
    statements = [query["sql"] for query in captured.captured_queries if _is_work(query)]
    ours, raw, cpu = [], [], []
    for at in range(4, 4 + scenario.rounds):
        scenario.prepare(at)
        wall, busy = _timed(scenario.ours, at)
        ours.append(wall)
        cpu.append(busy)
        raw.append(_timed(scenario.bare, at)[0])
    median, floor = statistics.median(ours), statistics.median(raw)
    return {
        "scenario": scenario.name,
        "median_ms": round(median, 2),
        "cpu_ms": round(statistics.median(cpu), 2),
        "queries": len(statements),
        "buffers": _buffers(statements),
        "raw_ms": round(floor, 3),
        "ratio": round(median / floor, 1),
        "goal": scenario.goal,
        **scenario.extra,
    }
