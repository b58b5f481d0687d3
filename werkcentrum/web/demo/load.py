"""Fill the database: migrate, then every step, with a progress bar."""

import inspect

from django.core.management import call_command
from django.utils.module_loading import import_string
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from werkcentrum.access.door import as_system

from .steps import STEPS


def load(console: Console, steps=STEPS):
    """Bring the database up to date and run `steps`; the bar stays behind as a list of what was loaded."""
    columns = TextColumn("{task.description:<44}"), BarColumn(bar_width=24), TaskProgressColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console) as bars:
        _run(bars, "Database bijwerken", _migrate)
        with as_system("demo"):
            for label, path in steps:
                _run(bars, label, import_string(path))


def _run(bars, label, function):
    task = bars.add_task(label, total=None)

    def progress(done, total):
        bars.update(task, completed=done, total=total)

    function(**({"progress": progress} if "progress" in inspect.signature(function).parameters else {}))
    bars.update(task, completed=1, total=1)


def _migrate():
    call_command("migrate", verbosity=0, interactive=False)
