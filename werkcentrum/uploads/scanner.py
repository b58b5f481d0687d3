"""A virus scanner that speaks clamd's INSTREAM, at `WERKCENTRUM_SCANNER` (unix:/path or host:port); none by default."""

import socket
import struct

from django.conf import settings

CHUNK = 64 * 1024
LENGTH = struct.Struct(">I")


class ScannerDown(Exception):
    """The scanner did not answer, or not as it should: nobody may conclude that the file is clean."""


def is_there() -> bool:
    """Whether an installation says it has a scanner."""
    return bool(settings.SCANNER)


def finds_virus(body: bytes) -> bool:
    """Whether the scanner finds a virus. Raises ScannerDown when it gives no clear answer within ten seconds."""
    try:
        with _connect(settings.SCANNER) as clamd:
            clamd.sendall(b"zINSTREAM\0")
            for start in range(0, len(body), CHUNK):
                part = body[start : start + CHUNK]
                clamd.sendall(LENGTH.pack(len(part)) + part)
            clamd.sendall(LENGTH.pack(0))
            answer = _answer(clamd)
    except OSError as error:
        raise ScannerDown from error
    if answer == "stream: OK":
        return False
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return True
    raise ScannerDown


def _answer(clamd):
    found = b""
    while b"\0" not in found and len(found) < 1024 and (part := clamd.recv(1024)):
        found += part
    return found.split(b"\0")[0].decode("ascii", "replace").strip()


def _connect(where):
    if where.startswith("unix:"):
        clamd = socket.socket(socket.AF_UNIX)
        clamd.settimeout(10)
        clamd.connect(where.removeprefix("unix:"))
        return clamd
    host, _, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=10)
