"""Who the server runs as. PostgreSQL refuses root, so root gives it another face or another user."""

import ctypes
import os
import pwd
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Identity:
    """How a child process stops being root; `user` owns its files and is None when we stay who we are."""

    user: pwd.struct_passwd | None = None
    face: int | None = None

    def enter(self):
        """Become this identity in a freshly forked child, and ask to be stopped when the keeper dies."""
        if self.face is not None:
            enter_namespace(self.face)
        if self.user is not None:
            os.setgroups([])
            os.setgid(self.user.pw_gid)
            os.setuid(self.user.pw_uid)
        # Last, because the kernel forgets it when the credentials change.
        if hasattr(_libc, "prctl"):
            _libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT)

    def directory(self, wanted, digest):
        """Return the directory for the data: `wanted`, unless the other user cannot be expected to reach it."""
        return wanted if self.user is None else Path("/var/tmp") / f"werkcentrum-{digest}"  # noqa: S108  (0700)

    def own(self, directory, fresh=False):
        """Make a directory that only this identity can enter, empty if `fresh`; refuse one that somebody else made."""
        if fresh:
            shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        expected = self.user.pw_uid if self.user else os.getuid()
        if self.user and directory.stat().st_uid == os.getuid():
            os.chown(directory, self.user.pw_uid, self.user.pw_gid)
        # SECURITY: in /tmp anyone may have made the directory first, and would then own the door to the database.
        if directory.is_symlink() or directory.stat().st_uid != expected:
            raise PermissionError(
                f"{directory} is somebody else's; remove it or set TMPDIR to a directory of your own."
            )
        directory.chmod(0o700)


def choose():
    """Return the identity for this machine: ourselves, else a user namespace, else the user postgres or nobody."""
    if os.getuid() != 0:
        return Identity()
    somebody = _somebody()
    return Identity(face=somebody.pw_uid) if _namespace_works(somebody.pw_uid) else Identity(user=somebody)


def enter_namespace(uid):
    """Enter a user namespace in which root's own files belong to `uid`; no new user, no chmod."""
    if _libc.unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "unshare(CLONE_NEWUSER) is not allowed here")
    Path("/proc/self/uid_map").write_text(f"{uid} 0 1")


def _somebody():
    """A user that exists: initdb looks up the name that belongs to its number."""
    users = {user.pw_name: user for user in pwd.getpwall() if user.pw_uid}
    return users.get("postgres") or users.get("nobody") or next(iter(users.values()))


def _namespace_works(uid):
    child = os.fork()
    if child == 0:
        try:
            enter_namespace(uid)
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0
