"""File locks that die with the process that holds them."""

import fcntl
import time

from .errors import PostgresUnavailable

SHARED, EXCLUSIVE = fcntl.LOCK_SH, fcntl.LOCK_EX


def try_lock(path, kind):
    """Return an open handle that holds the lock, or None when another process holds it. Closing it gives it back."""
    handle = path.open("a")
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        return None
    return handle


def lock(path, kind, seconds=90):
    """Return a handle that holds the lock; wait at most `seconds` for it."""
    deadline = time.monotonic() + seconds
    while (handle := try_lock(path, kind)) is None:
        if time.monotonic() > deadline:
            raise PostgresUnavailable(f"Another program has kept {path} locked for {seconds} s. Stop it and try again.")
        time.sleep(0.02)
    return handle
