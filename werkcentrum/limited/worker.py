"""The other side of `LimitedProcess`: knows one piece of work, and neither settings nor database nor keys."""

import importlib
import os
import resource
import sys

from werkcentrum.limited.frames import receive, send

FONT = 4 * 1024 * 1024
"""The largest file it may write: a font, for the library that draws letters."""


def limit(memory: int):
    """No more memory (bytes) than this, no large file written, no core dumped, few files open."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    for what, most in ((resource.RLIMIT_FSIZE, FONT), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, 64)):
        resource.setrlimit(what, (most, most))


def give_time(seconds: int):
    """So much processor time for the next job; the kernel ends the process at the end of it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def do(work, head: dict, body: bytes) -> tuple[dict, bytes]:
    """The answer to one order. What goes wrong becomes a code: texts of errors may hold what was in the file."""
    try:
        facts, made = work(head, body)
    except MemoryError:
        return {"error": "memory", "broke": True}, b""
    except RecursionError:
        return {"error": "depth", "broke": True}, b""
    except Exception as error:
        code = getattr(error, "code", None)
        return ({"error": code} if isinstance(code, str) else {"error": "failed", "broke": True}), b""
    return {"facts": facts}, made


def main(target: str, memory: int, seconds: int):
    """Answer orders until the product closes its side."""
    orders, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # What a library prints goes nowhere: it may quote what it reads.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    module, name = target.split(":")
    work = getattr(importlib.import_module(module), name)
    limit(memory)
    while (order := receive(orders)) is not None:
        give_time(seconds)
        send(answers, *do(work, *order))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
