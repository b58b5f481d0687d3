"""Which tasks there are. A floor registers its own when Django starts; the outbox knows none by name."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

NIGHT = "night:"


@dataclass(frozen=True)
class Task:
    """A kind of work: what carries it out and how.

    `together`: the handler takes the payloads of everything that waits at once. `alone`: the handler commits by itself
    and may be repeated (it writes outside the database); all others share one transaction with the mark "done".
    `title` and `order` are of nightly tasks only.
    """

    name: str
    handler: Callable[..., Any]
    together: bool = False
    alone: bool = False
    title: str = ""
    order: int = 0


_tasks: dict[str, Task] = {}
_entered: list[Callable[[str], Any]] = []


def task(name, *, together=False):
    """Decorate `handler(*, by, **payload)` (together: `handler(*, by, payloads)`); it may return a line about what it
    did, with numbers and without people. Its writes and the mark "done" are one transaction.
    """
    return _register(name, together=together)


def nightly(name, *, title, order, alone=False):
    """Decorate `handler(*, by, on)`, called every night on date `on`; it returns a line for the administrator.

    `title` is what the page calls it. Lower `order` runs earlier: up to 19 makes room, 20 to 49 carries out what the
    date brings, 50 to 79 computes from it, 80 and above cleans up. A task that fails does not stop the next.
    """
    return _register(NIGHT + name, title=title, order=order, alone=alone)


def _register(name, **how):
    def mark(handler):
        if name in _tasks and _tasks[name].handler.__qualname__ != handler.__qualname__:
            raise ValueError(f"two tasks are called {name}")
        _tasks[name] = Task(name, handler, **how)
        return handler

    return mark


def find(name) -> Task:
    """The task of that name. KeyError: nobody registered it."""
    return _tasks[name]


def night_tasks() -> list[Task]:
    """The nightly tasks, in the order in which they run."""
    return sorted((one for one in _tasks.values() if one.title), key=lambda one: (one.order, one.name))


def works_as(context):
    """Tell who acts in a job: `context(name)` is a context manager that yields the `by` of the handlers."""
    _entered[:] = [context]
    return context


def enter(name):
    """The context in which a handler runs (ADR 6: a job says in the database who it is)."""
    return _entered[0](name) if _entered else nullcontext()
