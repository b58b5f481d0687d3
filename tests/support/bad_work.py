"""Work that misbehaves, for the limited process: it eats memory or time, dies, or tells what it knows."""

import ctypes
import json
import os
import time


def misbehave(order, body):
    """Do what `order["deed"]` says."""
    deed = order["deed"]
    if deed == "memory":
        return {}, b"x" * (600 * 1024 * 1024)
    if deed == "loop":
        while True:
            pass
    if deed == "sleep":
        time.sleep(60)
    if deed == "crash":
        ctypes.string_at(0)
    if deed == "deep":
        return misbehave(order, body)
    if deed == "environment":
        return {"names": sorted(os.environ)}, b""
    if deed == "noise":
        os.write(1, b"quoting a file")
        return {}, b"fine"
    if deed == "write":
        with open(os.path.join(os.environ["TMPDIR"], "large"), "wb") as out:
            out.write(b"x" * (6 * 1024 * 1024))
    if deed == "secret":
        raise ValueError(json.dumps({"name": body.decode()}))
    return {}, body[::-1]
