"""How the product and its limited process speak: a line of JSON and a body, each with its length before it."""

import json
import struct

LENGTHS = struct.Struct(">II")


def send(pipe, head: dict, body: bytes = b""):
    """Write one frame."""
    line = json.dumps(head).encode()
    pipe.write(LENGTHS.pack(len(line), len(body)) + line)
    pipe.write(body)
    pipe.flush()


def receive(pipe) -> tuple[dict, bytes] | None:
    """Read one frame; None when the other side is gone."""
    lengths = pipe.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, body = LENGTHS.unpack(lengths)
    line, rest = pipe.read(head), pipe.read(body)
    if len(line) < head or len(rest) < body:
        return None
    return json.loads(line), rest
